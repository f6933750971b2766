package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says whether somebody is about to cross a line. Confined to the thread of its camera. Distances
 * are in heights of the person, so that they mean the same near and far.
 */
final class LineWatch {
  /** Who will be at a line within this time is near it. */
  private static final Duration AHEAD = Duration.ofMillis(800);

  /** Who is nearer than this is near it, wherever they go: boxes sway, people turn round. */
  private static final double AT_THE_LINE = 0.3;

  /** Somebody new has no direction yet; nobody gets farther within the time ahead. */
  private static final double NEWCOMER = 0.8;

  private final List<CountingLine> lines;
  private Map<TrackId, Place> places = Map.of();

  /** Where somebody was, who and when; replaced with each observation. */
  private record Place(TrackedBox person, Instant at) {}

  LineWatch(List<CountingLine> lines) {
    this.lines = List.copyOf(lines);
  }

  /**
   * Whether somebody in this observation is near a line.
   *
   * @param aspect width of the picture divided by its height
   */
  boolean near(Observation observation, double aspect) {
    Map<TrackId, Place> now = HashMap.newHashMap(observation.people().size());
    boolean near = false;
    for (TrackedBox person : observation.people()) {
      Place before = places.get(person.track());
      now.put(person.track(), new Place(person, observation.at()));
      for (CountingLine line : lines) {
        near = near || near(line, person, before, observation.at(), aspect);
      }
    }
    places = now;
    return near;
  }

  private static boolean near(
      CountingLine line, TrackedBox person, @Nullable Place before, Instant at, double aspect) {
    double tall = person.box().height();
    Point here = square(line.anchor().of(person.box()), aspect);
    Segment segment =
        new Segment(square(line.segment().from(), aspect), square(line.segment().to(), aspect));
    if (before == null) {
      return distance(segment, here) <= NEWCOMER * tall;
    }
    double seconds = Duration.between(before.at(), at).toNanos() / 1e9;
    if (distance(segment, here) <= AT_THE_LINE * tall || !(seconds > 0)) {
      return true;
    }
    Point there = square(line.anchor().of(before.person().box()), aspect);
    double steps = AHEAD.toNanos() / 1e9 / seconds;
    Point ahead =
        new Point(
            here.x() + (here.x() - there.x()) * steps, here.y() + (here.y() - there.y()) * steps);
    return distance(segment, ahead) <= AT_THE_LINE * tall
        || (!here.equals(ahead) && segment.meets(new Segment(here, ahead)));
  }

  private static Point square(Point point, double aspect) {
    return new Point(point.x() * aspect, point.y());
  }

  private static double distance(Segment line, Point point) {
    double dx = line.to().x() - line.from().x();
    double dy = line.to().y() - line.from().y();
    double along =
        ((point.x() - line.from().x()) * dx + (point.y() - line.from().y()) * dy)
            / (dx * dx + dy * dy);
    double share = Math.clamp(along, 0, 1);
    return point.distance(new Point(line.from().x() + share * dx, line.from().y() + share * dy));
  }
}
