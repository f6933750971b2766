package io.headcount.analytics.scene;

import io.headcount.analytics.flow.Journeys;
import io.headcount.analytics.heat.Whereabouts;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Crossing;
import io.headcount.analytics.line.LineCounter;
import io.headcount.analytics.statics.StaticsFilter;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.analytics.window.OpenMinute;
import io.headcount.analytics.zone.QueueWatch;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.analytics.zone.ZoneWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Folds the observations of one camera into crossings, visits and minutes. Confined to one thread;
 * a deterministic function of its scene, the state it began with and what it was told.
 *
 * <p>A minute closes with the first news from a later one. The time between two observations counts
 * as observed when it is at most {@link #MAX_GAP}; what happened in a longer gap nobody saw.
 */
public final class SceneAnalytics {
  /** Longest time between two frames that still counts as watching. */
  public static final Duration MAX_GAP = Duration.ofSeconds(2);

  /**
   * Everything a scene knows between two frames; with the scene itself it is enough to go on.
   * Immutable.
   *
   * @param last time of the latest news; null before the first
   * @param watching whether that news was a frame, so that the time after it may count
   * @param minute the open minute; null when nothing of it was observed
   * @param lines per line of the scene, in its order
   * @param zones per zone of the scene, in its order
   * @param places where something stands still
   * @param queues per zone of the scene, in its order: who waits; nobody where it is no queue
   * @param legs who is on the way between zones
   * @param whereabouts where everybody was seen last
   */
  public record State(
      @Nullable Instant last,
      boolean watching,
      OpenMinute.@Nullable State minute,
      List<LineCounter.State> lines,
      List<List<ZoneWatch.Stay>> zones,
      List<StaticsFilter.Place> places,
      List<List<QueueWatch.Wait>> queues,
      List<Journeys.Leg> legs,
      Whereabouts.State whereabouts) {
    public State {
      lines = List.copyOf(lines);
      zones = zones.stream().map(List::copyOf).toList();
      places = List.copyOf(places);
      queues = queues.stream().map(List::copyOf).toList();
      legs = List.copyOf(legs);
    }

    /** The state of a scene that has not seen anything. */
    public static State empty(Scene scene) {
      return new State(
          null,
          false,
          null,
          scene.lines().stream().map(line -> LineCounter.State.empty()).toList(),
          scene.zones().stream().map(zone -> List.<ZoneWatch.Stay>of()).toList(),
          List.of(),
          scene.zones().stream().map(zone -> List.<QueueWatch.Wait>of()).toList(),
          List.of(),
          Whereabouts.State.EMPTY);
    }
  }

  private final Scene scene;
  private final List<LineCounter> lines = new ArrayList<>();
  private final List<ZoneWatch> zones = new ArrayList<>();
  private final Map<Integer, QueueWatch> queues = new TreeMap<>(); // by place of the zone
  private final Journeys journeys;
  private final Whereabouts whereabouts;
  private final StaticsFilter statics;
  private @Nullable OpenMinute minute;
  private @Nullable Instant last;
  private boolean watching;

  public SceneAnalytics(Scene scene, State state) {
    this.scene = scene;
    for (int i = 0; i < scene.lines().size(); i++) {
      lines.add(new LineCounter(scene.lines().get(i), state.lines().get(i)));
    }
    for (int i = 0; i < scene.zones().size(); i++) {
      zones.add(new ZoneWatch(scene.zones().get(i), state.zones().get(i)));
    }
    List<ZoneWatch> services = zones.stream().filter(z -> z.zone().serves()).toList();
    for (int i = 0; i < zones.size() && !services.isEmpty(); i++) {
      if (zones.get(i).zone().type() == ZoneType.QUEUE) {
        queues.put(i, new QueueWatch(zones.get(i), services, state.queues().get(i)));
      }
    }
    journeys = new Journeys(state.legs());
    whereabouts = new Whereabouts(state.whereabouts());
    statics = new StaticsFilter(scene.statics(), state.places());
    OpenMinute.State open = state.minute();
    minute = open == null ? null : new OpenMinute(scene.lines(), scene.zones(), open);
    last = state.last();
    watching = state.watching();
  }

  public Scene scene() {
    return scene;
  }

  public State state() {
    return new State(
        last,
        watching,
        minute == null ? null : minute.state(),
        lines.stream().map(LineCounter::state).toList(),
        zones.stream().map(ZoneWatch::stays).toList(),
        statics.places(),
        IntStream.range(0, zones.size()).mapToObj(this::waits).toList(),
        journeys.legs(),
        whereabouts.state());
  }

  private List<QueueWatch.Wait> waits(int zone) {
    QueueWatch queue = queues.get(zone);
    return queue == null ? List.of() : queue.waits();
  }

  /** Takes in one processed frame. A time before the latest news counts as that news' time. */
  public List<SceneEvent> observe(Observation observation) {
    Instant at = notBefore(observation.at());
    List<SceneEvent> events = new ArrayList<>();
    passTime(at, events);
    OpenMinute open = openAt(at);
    open.frame();
    List<TrackedBox> people =
        statics.people(at, observation.people()).stream()
            .filter(person -> !scene.excludes(person.box()))
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      crossed(i, lines.get(i).observe(at, people), at, events);
    }
    for (int i = 0; i < zones.size(); i++) {
      ended(i, zones.get(i).observe(at, people), at, events);
      open.inside(i, zones.get(i).inside(people));
    }
    gone(at);
    journeys.seen(at, people);
    for (int i = 0; i < zones.size(); i++) {
      for (TrackId track : zones.get(i).arrived()) {
        int from = journeys.arrived(track, i, at);
        if (from != i) {
          open.went(from, i);
        }
      }
    }
    queues.forEach((zone, queue) -> waited(zone, queue.observe(at, people), at));
    whereabouts.observe(at, people);
    last = at;
    watching = true;
    return events;
  }

  /** Nothing was observed from the latest frame to this moment; minutes before it close. */
  public List<SceneEvent> unobserved(Instant moment) {
    Instant at = notBefore(moment);
    List<SceneEvent> events = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      crossed(i, lines.get(i).timeTo(at), at, events);
    }
    for (int i = 0; i < zones.size(); i++) {
      ended(i, zones.get(i).timeTo(at), at, events);
    }
    gone(at);
    queues.forEach((zone, queue) -> waited(zone, queue.timeTo(at), at));
    if (minute != null && !at.isBefore(minute.end())) {
      closeMinute(minute, events);
    }
    last = at;
    watching = false;
    return events;
  }

  /**
   * All tracks have ended, as after a restart: open stays end, and pending crossings stand. How
   * waits end and where people went on to nobody saw.
   */
  public List<SceneEvent> restarted(Instant moment) {
    List<SceneEvent> events = new ArrayList<>();
    queues.values().forEach(QueueWatch::endAll);
    journeys.endAll();
    whereabouts.endAll();
    for (int i = 0; i < lines.size(); i++) {
      crossed(i, lines.get(i).endAll(), notBefore(moment), events);
    }
    for (int i = 0; i < zones.size(); i++) {
      ended(i, zones.get(i).endAll(), notBefore(moment), events);
    }
    events.addAll(unobserved(moment));
    return events;
  }

  /**
   * Goes on with another scene: all tracks end, the minute is cut in two, and totals of lines that
   * did not change go on.
   */
  public Redrawn redrawn(Scene next, Instant moment) {
    List<SceneEvent> events = new ArrayList<>(restarted(moment));
    OpenMinute.@Nullable State open = null;
    if (minute != null) {
      Instant start = minute.start();
      int part = minute.part() + 1;
      closeMinute(minute, events);
      open = new OpenMinute(next.lines(), next.zones(), start, part).state();
    }
    List<LineCounter.State> totals = next.lines().stream().map(this::totalsOf).toList();
    State fresh = State.empty(next);
    State state =
        new State(
            last,
            false,
            open,
            totals,
            fresh.zones(),
            statics.places(),
            fresh.queues(),
            fresh.legs(),
            fresh.whereabouts());
    return new Redrawn(new SceneAnalytics(next, state), events);
  }

  /** What a change of scene gives. */
  public record Redrawn(SceneAnalytics analytics, List<SceneEvent> events) {}

  /** People confirmed in each zone now, in the order of the scene. */
  public List<Integer> present() {
    return zones.stream().map(ZoneWatch::present).toList();
  }

  /** Crossings of each line since counting began, in the order of the scene. */
  public List<LineCounter.State> totals() {
    return lines.stream().map(LineCounter::state).toList();
  }

  public int things() {
    return statics.things();
  }

  private LineCounter.State totalsOf(CountingLine line) {
    return lines.stream()
        .filter(counter -> counter.line().equals(line))
        .map(counter -> counter.state())
        .map(state -> new LineCounter.State(List.of(), state.in(), state.out()))
        .findFirst()
        .orElse(LineCounter.State.empty());
  }

  private Instant notBefore(Instant moment) {
    return last != null && moment.isBefore(last) ? last : moment;
  }

  /** Credits the time since the latest frame and closes the minute when it is over. */
  private void passTime(Instant at, List<SceneEvent> events) {
    Instant from = last;
    boolean seen = watching && from != null && Duration.between(from, at).compareTo(MAX_GAP) <= 0;
    OpenMinute open = minute;
    if (open != null && !at.isBefore(open.end())) {
      if (seen && from != null) {
        open.observed(Duration.between(from, open.end()), present(), whereabouts);
      }
      closeMinute(open, events);
      from = MinuteWindow.startOf(at);
    }
    if (seen && from != null && from.isBefore(at)) {
      openAt(at).observed(Duration.between(from, at), present(), whereabouts);
    }
  }

  private OpenMinute openAt(Instant at) {
    OpenMinute open = minute;
    if (open == null) {
      open = new OpenMinute(scene.lines(), scene.zones(), MinuteWindow.startOf(at), 0);
      minute = open;
    }
    return open;
  }

  private void closeMinute(OpenMinute open, List<SceneEvent> events) {
    MinuteWindow window =
        open.close(
            lines.stream().map(line -> line.state().in()).toList(),
            lines.stream().map(line -> line.state().out()).toList(),
            statics.things());
    minute = null;
    if (window.frames() > 0 || !window.observed().isZero() || holdsNumbers(window)) {
      events.add(new SceneEvent.WindowClosed(window));
    }
  }

  /** A crossing may stand, and a visit end, in a minute without a frame of its own. */
  private static boolean holdsNumbers(MinuteWindow window) {
    return window.lines().stream().anyMatch(line -> line.in() > 0 || line.out() > 0)
        || window.zones().stream().anyMatch(SceneAnalytics::holdsNumbers)
        || window.flows().filter(flows -> !flows.isEmpty()).isPresent();
  }

  private static boolean holdsNumbers(MinuteWindow.ZoneTally zone) {
    return zone.visits() > 0
        || zone.passBys() > 0
        || zone.queue().filter(queue -> !queue.waits().isEmpty()).isPresent();
  }

  /** Files who has left the picture under the open minute, or where that became certain. */
  private void gone(Instant at) {
    for (int zone : journeys.timeTo(at)) {
      openAt(at).went(zone, Journeys.OUTSIDE);
    }
  }

  /** Files how waits ended under the open minute, or where that became certain. */
  private void waited(int zone, List<QueueWatch.Ended> ended, Instant at) {
    for (QueueWatch.Ended wait : ended) {
      openAt(at).waited(zone, wait);
    }
  }

  /** Files crossings under the open minute, or under the minute in which they became certain. */
  private void crossed(int line, List<Crossing> crossings, Instant at, List<SceneEvent> events) {
    for (Crossing crossing : crossings) {
      openAt(at).crossing(line, crossing.direction());
      events.add(new SceneEvent.LineCrossed(crossing));
    }
  }

  /** Files what ended under the open minute, or under the minute in which that became certain. */
  private void ended(int zone, List<ZoneWatch.Ended> ended, Instant at, List<SceneEvent> events) {
    for (ZoneWatch.Ended one : ended) {
      switch (one) {
        case ZoneWatch.Ended.Visit(var visit) -> {
          openAt(at).visit(zone, visit.dwell());
          events.add(new SceneEvent.ZoneVisited(visit));
        }
        case ZoneWatch.Ended.PassBy ignored -> openAt(at).passBy(zone);
      }
    }
  }
}
