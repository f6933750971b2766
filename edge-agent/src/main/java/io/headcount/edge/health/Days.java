package io.headcount.edge.health;

import io.headcount.edge.store.StateReader;
import io.headcount.edge.store.StateReader.Minutes;
import io.headcount.edge.store.StateReader.Sent;
import io.headcount.edge.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The last days of a box, from what it keeps: worked out on a thread of its own when somebody asks,
 * and kept for a minute. What was counted on a day that is over is read once. Thread-safe.
 */
public final class Days {
  static final int SHOWN = 14;
  static final Duration FRESH = Duration.ofMinutes(1);

  /** A day's minutes are all stored by then. */
  private static final Duration SETTLED = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(Days.class.getName());

  private final StateReader store;
  private final IncidentLog log;
  private final Supplier<ZoneId> zone;
  private final boolean sends;
  private final InstantSource clock;
  // of days that are over, at most as many as are shown
  private final Map<Settled, List<Minutes>> settled = new HashMap<>();
  private Optional<History> newest = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  private record Settled(LocalDate day, ZoneId zone) {}

  /**
   * Days, newest first. Immutable.
   *
   * @param ready false while the first are being worked out
   * @param at when they were
   */
  public record History(boolean ready, Optional<Instant> at, ZoneId timeZone, List<Day> days) {
    public History {
      days = List.copyOf(days);
    }
  }

  /**
   * One day of the store. Immutable.
   *
   * @param from its first moment
   * @param to its end, or now
   * @param starts of the agent
   * @param off how long the agent did not run, as far as its starts tell
   */
  public record Day(
      LocalDate day,
      Instant from,
      Instant to,
      List<IncidentLog.Start> starts,
      Duration off,
      List<CameraDay> cameras,
      List<Incident> box) {
    public Day {
      starts = List.copyOf(starts);
      cameras = List.copyOf(cameras);
      box = List.copyOf(box);
    }
  }

  /**
   * A camera on one day. Immutable.
   *
   * @param minutes that something was observed in
   * @param coverage share of the day, as far as it has come, that was observed, 0..1; empty before
   *     the box began
   * @param sent minutes that the collector has; empty when none are sent
   * @param waiting minutes that wait for it
   * @param incidents that reached into the day
   */
  public record CameraDay(
      String camera,
      long minutes,
      Optional<Double> coverage,
      Optional<Long> sent,
      Optional<Long> waiting,
      List<Incident> incidents) {
    public CameraDay {
      incidents = List.copyOf(incidents);
    }
  }

  /**
   * Of one box.
   *
   * @param zone the store's
   * @param sends whether a collector is to have the minutes
   */
  public Days(
      StateReader store,
      IncidentLog log,
      Supplier<ZoneId> zone,
      boolean sends,
      InstantSource clock) {
    this.store = store;
    this.log = log;
    this.zone = zone;
    this.sends = sends;
    this.clock = clock;
  }

  /** The history that there is; an old one is made anew meanwhile. */
  public synchronized History newest() {
    Instant now = clock.instant();
    boolean fresh =
        newest.flatMap(History::at).filter(at -> now.isBefore(at.plus(FRESH))).isPresent();
    if (!fresh && thread.filter(Thread::isAlive).isEmpty()) {
      thread = Optional.of(Thread.ofPlatform().name("history").start(() -> work(now)));
    }
    return newest.orElseGet(() -> new History(false, Optional.empty(), zone.get(), List.of()));
  }

  private void work(Instant now) {
    try {
      History made = history(now);
      synchronized (this) {
        newest = Optional.of(made);
      }
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the last days cannot be read: {0}", e.getMessage());
    }
  }

  /** Works it out here and now, which may take seconds. */
  public History history(Instant now) {
    ZoneId here = zone.get();
    LocalDate today = now.atZone(here).toLocalDate();
    Optional<Instant> begun = begun();
    List<Day> days = new ArrayList<>();
    for (int back = 0; back < SHOWN; back++) {
      LocalDate day = today.minusDays(back);
      if (begun.isPresent() && !day.isBefore(begun.get().atZone(here).toLocalDate())) {
        days.add(day(day, here, now, begun.get()));
      }
    }
    synchronized (this) {
      settled.keySet().removeIf(key -> key.day().isBefore(today.minusDays(SHOWN)));
    }
    return new History(true, Optional.of(now), here, days);
  }

  /** The first moment of which anything is kept. */
  private Optional<Instant> begun() {
    Optional<Instant> started = log.starts().stream().map(IncidentLog.Start::at).findFirst();
    Optional<Instant> counted = store.oldestMinute();
    return started.isPresent() && counted.isPresent()
        ? Optional.of(started.get().isBefore(counted.get()) ? started.get() : counted.get())
        : started.or(() -> counted);
  }

  private Day day(LocalDate day, ZoneId here, Instant now, Instant begun) {
    Instant from = day.atStartOfDay(here).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(here).toInstant();
    Instant to = now.isBefore(end) ? now : end;
    Instant seenFrom = begun.isAfter(from) ? begun : from;
    double elapsed = Math.max(0, Duration.between(seenFrom, to).toMillis()) / 60_000.0;
    Map<String, Minutes> minutes = new HashMap<>();
    minutes(new Settled(day, here), from, end, now).forEach(one -> minutes.put(one.camera(), one));
    Map<String, Sent> sent = new HashMap<>();
    if (sends) {
      store.sent(from, end).forEach(one -> sent.put(one.camera(), one));
    }
    List<Incident> incidents =
        log.all().stream()
            .filter(one -> one.first().isBefore(end) && !one.last().isBefore(from))
            .toList();
    TreeSet<String> cameras = new TreeSet<>(minutes.keySet());
    incidents.forEach(one -> one.camera().ifPresent(cameras::add));
    List<IncidentLog.Start> starts =
        log.starts().stream()
            .filter(start -> !start.at().isBefore(from) && start.at().isBefore(end))
            .toList();
    return new Day(
        day,
        from,
        to,
        starts,
        off(from, to),
        cameras.stream()
            .map(
                camera ->
                    cameraDay(
                        camera,
                        Optional.ofNullable(minutes.get(camera)),
                        Optional.ofNullable(sent.get(camera)),
                        elapsed,
                        incidents))
            .toList(),
        incidents.stream().filter(one -> one.camera().isEmpty()).toList());
  }

  private CameraDay cameraDay(
      String camera,
      Optional<Minutes> minutes,
      Optional<Sent> sent,
      double elapsed,
      List<Incident> incidents) {
    double observed = minutes.map(Minutes::observed).orElse(0.0);
    return new CameraDay(
        camera,
        minutes.map(Minutes::minutes).orElse(0L),
        elapsed < 1 ? Optional.empty() : Optional.of(Math.clamp(observed / elapsed, 0, 1)),
        sends ? Optional.of(sent.map(Sent::sent).orElse(0L)) : Optional.empty(),
        sends ? Optional.of(sent.map(Sent::waiting).orElse(0L)) : Optional.empty(),
        incidents.stream().filter(one -> one.camera().equals(Optional.of(camera))).toList());
  }

  private List<Minutes> minutes(Settled key, Instant from, Instant end, Instant now) {
    synchronized (this) {
      if (settled.containsKey(key)) {
        return settled.getOrDefault(key, List.of());
      }
    }
    List<Minutes> found = store.minutes(from, end);
    if (end.plus(SETTLED).isBefore(now)) {
      synchronized (this) {
        settled.put(key, found);
      }
    }
    return found;
  }

  /** Between the last sign of life and the next start. */
  private Duration off(Instant from, Instant to) {
    Duration off = Duration.ZERO;
    for (IncidentLog.Start start : log.starts()) {
      Instant died = start.seen().orElse(start.at());
      Instant begin = died.isAfter(from) ? died : from;
      Instant end = start.at().isBefore(to) ? start.at() : to;
      if (begin.isBefore(end)) {
        off = off.plus(Duration.between(begin, end));
      }
    }
    return off;
  }
}
