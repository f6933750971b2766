package io.headcount.analytics.track;

import io.headcount.analytics.geometry.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.LongStream;

/**
 * Gives the detections of one camera identities. Confined to the thread that runs its camera's
 * detections; deterministic.
 *
 * <p>Association in two score levels follows Zhang et al. (ByteTrack, 2022); it differs in that
 * nearness is measured between centres in heights of the person, because at a few frames a second
 * the boxes of one person no longer overlap, and that every threshold is in seconds.
 */
public final class Tracker {
  /** Far above any real scene; bounds the work of one frame. Best scores are kept. */
  private static final int MAX_DETECTIONS = 256;

  /** A track unseen for longer is not carried on by a weak detection. */
  private static final Duration WEAK_MEMORY = Duration.ofSeconds(1);

  /** Of the reach, for weak detections: they are often parts of people, or nobody. */
  private static final double WEAK_REACH = 0.6;

  /** Of the reach, for parts of people: a part of somebody looks like somebody smaller. */
  private static final double PART_REACH = 0.25;

  /** Only who was followed for so long can be lost; what was shorter may have been nobody. */
  private static final double ESTABLISHED_SECONDS = 1.0;

  /** In heights of the person: nearer to it somebody comes and goes over the picture's border. */
  private static final double BORDER = 0.1;

  private final TrackerOptions options;
  private final double aspect;

  /** Bounded by {@link #MAX_DETECTIONS} new ones a frame and the memory of the options. */
  private final List<Track> tracks = new ArrayList<>();

  private final LongSupplier ids;

  /** Bounded by the detections of as many frames as confirm a track. */
  private final List<Sighting> earlier = new ArrayList<>();

  /**
   * @param options how to decide
   * @param aspect width of the picture divided by its height
   * @param ids a new number for each confirmed track, positive and growing
   */
  public Tracker(TrackerOptions options, double aspect, LongSupplier ids) {
    this.options = options;
    this.aspect = aspect;
    this.ids = ids;
  }

  /** Numbers its tracks 1, 2, 3 and so on. */
  public static Tracker numberedFromOne(TrackerOptions options, double aspect) {
    return new Tracker(options, aspect, LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
  }

  /**
   * Takes in what was detected in one frame, later than the previous one.
   *
   * @return the confirmed tracks that were really seen in it, by track number
   */
  public List<TrackedBox> update(Instant at, List<Detection> detections) {
    tracks.removeIf(track -> Duration.between(track.seenAt(), at).compareTo(options.memory()) > 0);
    tracks.forEach(track -> track.predict(at));

    List<Seen> strong = new ArrayList<>();
    List<Seen> weak = new ArrayList<>();
    detections.stream()
        .filter(detection -> detection.score() >= options.lowScore())
        .sorted(Comparator.comparingDouble(Detection::score).reversed())
        .limit(MAX_DETECTIONS)
        .forEach(
            detection ->
                (detection.score() >= options.confirmScore() ? strong : weak)
                    .add(new Seen(detection, square(detection.box()))));

    List<Match> matches = new ArrayList<>();
    match(Track::confirmed, strong, matches, Track::distance, at, 1);
    match(
        track -> track.confirmed() && recent(track, at),
        weak,
        matches,
        Track::distance,
        at,
        WEAK_REACH);
    match(Track::confirmed, strong, matches, Track::distanceAsPart, at, PART_REACH);
    strong.removeIf(seen -> duplicates(seen, matches));
    match(track -> !track.confirmed(), strong, matches, Track::distance, at, 1);

    earlier.clear();
    for (Match match : matches) {
      Track track = match.track();
      if (!track.confirmed() && track.hits() + 1 >= options.hits()) {
        confirm(track);
      }
      track.observe(match.seen().detection(), match.seen().square(), at);
    }
    tracks.removeIf(track -> !track.confirmed() && track.seenAt().isBefore(at));
    begin(strong, matches, at);
    return matches.stream()
        .filter(match -> match.track().confirmed())
        .map(
            match ->
                new TrackedBox(
                    match.track().id().orElseThrow(),
                    steadied(match),
                    match.seen().detection().score()))
        .sorted(Comparator.comparing(TrackedBox::track))
        .toList();
  }

  /**
   * Where those whom the last update made known had been seen before it, while it was not sure yet
   * that they are somebody; by track and time.
   */
  public List<Sighting> earlier() {
    return List.copyOf(earlier);
  }

  /** A detection and its box in picture heights. */
  private record Seen(Detection detection, Box square) {}

  private record Match(Track track, Seen seen) {}

  /** Pairs tracks that are still free with detections that are, and takes those off the list. */
  private void match(
      Predicate<Track> wanted,
      List<Seen> seen,
      List<Match> matches,
      ToDoubleBiFunction<Track, Box> distance,
      Instant at,
      double reach) {
    List<Track> free =
        tracks.stream()
            .filter(wanted)
            .filter(track -> matches.stream().noneMatch(match -> match.track() == track))
            .toList();
    if (free.isEmpty() || seen.isEmpty()) {
      return;
    }
    double[][] cost = new double[free.size()][seen.size()];
    for (int row = 0; row < free.size(); row++) {
      Track track = free.get(row);
      double limit = reach * options.reach() + options.drift() * track.unseenSeconds(at);
      for (int column = 0; column < seen.size(); column++) {
        // 0 is exactly as expected, 1 the edge of what is possible
        double share = distance.applyAsDouble(track, seen.get(column).square()) / limit;
        cost[row][column] = share <= 1 ? share : Double.POSITIVE_INFINITY;
      }
    }
    int[] columns = Assignment.solve(cost, 1);
    List<Seen> taken = new ArrayList<>();
    for (int row = 0; row < columns.length; row++) {
      if (columns[row] >= 0) {
        matches.add(new Match(free.get(row), seen.get(columns[row])));
        taken.add(seen.get(columns[row]));
      }
    }
    seen.removeAll(taken);
  }

  private static boolean recent(Track track, Instant at) {
    return Duration.between(track.seenAt(), at).compareTo(WEAK_MEMORY) <= 0;
  }

  /** Whether a box that is known to be somebody's lies there already. */
  private boolean duplicates(Seen seen, List<Match> matches) {
    return matches.stream()
        .anyMatch(match -> match.seen().square().iou(seen.square()) > options.duplicate());
  }

  /** Best first, so that of two boxes of one person the better begins the track. */
  private void begin(List<Seen> strong, List<Match> matches, Instant at) {
    List<Box> begun = new ArrayList<>();
    for (Seen seen : strong) {
      if (!duplicates(seen, matches)
          && begun.stream().noneMatch(box -> box.iou(seen.square()) > options.duplicate())) {
        begun.add(seen.square());
        Track track = new Track(seen.detection(), seen.square(), at);
        tracks.add(track);
        if (options.hits() == 1) {
          confirm(track);
        }
      }
    }
  }

  /** Inside the picture nobody comes out of nowhere: somebody who was lost nearby is back. */
  private void confirm(Track fresh) {
    Optional<Track> lost =
        tracks.stream()
            .filter(track -> mayBe(track, fresh))
            .min(Comparator.comparingDouble(fresh::walkFrom));
    lost.ifPresent(tracks::remove);
    TrackId id = lost.flatMap(Track::id).orElseGet(() -> new TrackId(ids.getAsLong()));
    for (Track.Glimpse glimpse : fresh.confirm(id)) {
      Detection detection = glimpse.detection();
      earlier.add(
          new Sighting(glimpse.at(), new TrackedBox(id, detection.box(), detection.score())));
    }
  }

  private boolean mayBe(Track lost, Track fresh) {
    return lost.confirmed()
        && lost.seenAt().isBefore(fresh.begunAt())
        && lost.followedSeconds() >= ESTABLISHED_SECONDS
        && !atBorder(lost.seen())
        && !atBorder(fresh.first())
        && fresh.walkFrom(lost) <= 1;
  }

  private boolean atBorder(Box box) {
    double near = BORDER * box.height();
    return box.left() < near
        || box.top() < near
        || box.right() > aspect - near
        || box.bottom() > 1 - near;
  }

  /**
   * The detection's place drawn towards the track's, at the size the track has: sizes jitter more
   * than they change, places the other way round. What is cut off at an edge stays cut off.
   */
  private Box steadied(Match match) {
    Box detected = match.track().seen();
    Box expected = match.track().expected();
    double share = options.steadiness();
    if (share == 0) {
      return match.seen().detection().box();
    }
    Box box =
        Box.around(
            detected.centerX() + share * (expected.centerX() - detected.centerX()),
            detected.centerY() + share * (expected.centerY() - detected.centerY()),
            expected.width(),
            expected.height());
    double left = Math.clamp(box.left() / aspect, 0, 1);
    double top = Math.clamp(box.top(), 0, 1);
    double right = Math.clamp(box.right() / aspect, 0, 1);
    double bottom = Math.clamp(box.bottom(), 0, 1);
    return left < right && top < bottom
        ? new Box(left, top, right, bottom)
        : match.seen().detection().box();
  }

  private Box square(Box box) {
    return new Box(box.left() * aspect, box.top(), box.right() * aspect, box.bottom());
  }
}
