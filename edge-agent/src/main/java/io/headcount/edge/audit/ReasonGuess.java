package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tracks around a moment suggest as the reason of an error, for the person to accept or
 * replace. Immutable.
 */
final class ReasonGuess {
  private static final Duration AROUND = Duration.ofSeconds(1);
  private static final Duration LINGERING = Duration.ofSeconds(3);

  /** Nearer to the line than this share of a person's height is at the line. */
  private static final double NEAR = 0.6;

  private static final double EDGE = 0.03;
  private static final double DARK = 40;
  private static final double BRIGHT = 225;
  private static final double SAME_PERSON = 0.3;

  private final MachineRun run;
  private final Map<String, CountingLine> lines = new HashMap<>();

  ReasonGuess(MachineRun run, List<CountingLine> lines) {
    this.run = run;
    lines.forEach(line -> this.lines.put(line.id(), line));
  }

  Reason of(Difference difference) {
    CountingLine line =
        Optional.ofNullable(lines.get(difference.line()))
            .orElseThrow(() -> new IllegalArgumentException("no line " + difference.line()));
    double luma = run.frame(difference.frame()).luma();
    if (luma < DARK || luma > BRIGHT) {
      return Reason.DARK;
    }
    return switch (difference.kind()) {
      case MISSED -> ofMiss(difference, line);
      case INVENTED -> ofInvention(difference, line);
    };
  }

  private Reason ofMiss(Difference miss, CountingLine line) {
    Map<Long, Visit> near = near(line, run.around(miss.frame(), AROUND));
    if (near.isEmpty()) {
      return atEdge(line) ? Reason.LEFT_PICTURE : Reason.NOT_FOUND;
    }
    MachineRun.Span wide = run.around(miss.frame(), LINGERING);
    if (near.keySet().stream().anyMatch(track -> beginsOrEnds(track, wide))) {
      return Reason.SWITCHED;
    }
    if (near.size() > 1) {
      return Reason.ABREAST;
    }
    double lingering = LINGERING.toMillis() / 1000.0 * run.rate();
    return near(line, wide).values().stream().anyMatch(visit -> visit.frames > lingering)
        ? Reason.ON_THE_LINE
        : Reason.HIDDEN;
  }

  private Reason ofInvention(Difference invention, CountingLine line) {
    for (Counted other : run.crossings()) {
      boolean same = other.track() == invention.track() && other.frame() == invention.frame();
      Duration apart = run.at(other.frame()).minus(run.at(invention.frame())).abs();
      if (same || !other.line().equals(line.id()) || apart.compareTo(LINGERING) > 0) {
        continue;
      }
      if (other.track() == invention.track()) {
        return Reason.ON_THE_LINE;
      }
      if (other.direction() == invention.direction() && together(other, invention)) {
        return Reason.TWICE;
      }
    }
    if (beginsOrEnds(invention.track(), run.around(invention.frame(), LINGERING))) {
      return Reason.SWITCHED;
    }
    return atEdge(line) ? Reason.LEFT_PICTURE : Reason.OTHER;
  }

  /** How long a track was at the line. Confined to the call that made it. */
  private static final class Visit {
    private long frames;
  }

  private Map<Long, Visit> near(CountingLine line, MachineRun.Span span) {
    Map<Long, Visit> near = new HashMap<>();
    for (long number = span.first(); number <= span.last(); number++) {
      SeenFrame frame = run.frame(number);
      List<Box> boxes = frame.tracked();
      for (int i = 0; i < boxes.size(); i++) {
        if (isNear(line, boxes.get(i))) {
          near.computeIfAbsent(frame.track(i), _ -> new Visit()).frames++;
        }
      }
    }
    return near;
  }

  private boolean isNear(CountingLine line, Box box) {
    return distance(line.segment(), line.anchor().of(box)) <= NEAR * box.height();
  }

  /** From a point to the piece of line, in heights of the picture. */
  private double distance(Segment segment, Point point) {
    double wide = (double) run.width() / run.height();
    double ax = segment.from().x() * wide;
    double ay = segment.from().y();
    double dx = segment.to().x() * wide - ax;
    double dy = segment.to().y() - ay;
    double along = ((point.x() * wide - ax) * dx + (point.y() - ay) * dy) / (dx * dx + dy * dy);
    double at = Math.clamp(along, 0, 1);
    return Math.hypot(point.x() * wide - ax - at * dx, point.y() - ay - at * dy);
  }

  private boolean beginsOrEnds(long track, MachineRun.Span span) {
    return run.frame(span.first()).of(track).isEmpty()
        || run.frame(span.last()).of(track).isEmpty();
  }

  private boolean together(Counted one, Difference other) {
    SeenFrame frame = run.frame(other.frame());
    Optional<Box> first = frame.of(one.track());
    Optional<Box> second = frame.of(other.track());
    return first.isPresent() && second.isPresent() && first.get().iou(second.get()) > SAME_PERSON;
  }

  private static boolean atEdge(CountingLine line) {
    return atEdge(line.segment().from()) && atEdge(line.segment().to());
  }

  private static boolean atEdge(Point point) {
    return Math.min(Math.min(point.x(), 1 - point.x()), Math.min(point.y(), 1 - point.y())) < EDGE;
  }
}
