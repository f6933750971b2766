package io.headcount.edge.store;

import io.headcount.contract.ClockFix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what the collector is to be told of the box's clock. Stateless. */
final class ClockFixes {
  /** A shift is told when it is more than this; later changes when they are. */
  private static final Duration FIRST = Duration.ofSeconds(30);

  private static final Duration LATER = Duration.ofSeconds(2);

  private ClockFixes() {}

  /**
   * What came of a measurement. Immutable.
   *
   * @param fixes to be told, in this order
   * @param segments those that changed
   */
  record Due(List<ClockFix> fixes, List<ClockSegment> segments) {
    Due {
      fixes = List.copyOf(fixes);
      segments = List.copyOf(segments);
    }
  }

  /**
   * Segments of this run of the machine get the shift that the measurement gives them: the present
   * one the offset itself, earlier ones by the machine's uptime, and only once, because the uptime
   * drifts too. Those of other runs that were never measured keep their times. A segment has to
   * wait until the first window is there that was begun after its end.
   *
   * @param segments ascending
   * @param boot which run of the machine was measured
   * @param next number that the next record gets
   */
  static Due due(
      List<ClockSegment> segments, ClockMeasurement measurement, String boot, long next) {
    List<ClockFix> fixes = new ArrayList<>();
    List<ClockSegment> changed = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      ClockSegment segment = segments.get(i);
      boolean present = i == segments.size() - 1;
      boolean done = present ? !segment.boot().equals(boot) : segment.measured();
      boolean ended = present || segments.get(i + 1).settled();
      if (!segment.settled() || !ended || done) {
        continue;
      }
      long end = present ? next - 1 : segments.get(i + 1).fromSeq() - 1;
      Duration shift = shift(segment, present, measurement, boot);
      Optional<ClockFix> fix = fix(segment, present, shift, end, next);
      fix.ifPresent(fixes::add);
      if (fix.isPresent() || !segment.measured()) {
        changed.add(fix.isPresent() ? segment.withMeasured(shift) : segment.withMeasured());
      }
    }
    return new Due(fixes, changed);
  }

  private static Duration shift(
      ClockSegment segment, boolean present, ClockMeasurement measurement, String boot) {
    if (!segment.boot().equals(boot)) {
      return Duration.ZERO;
    }
    return present && measurement.uptimeMillis() >= segment.uptimeMillis()
        ? measurement.offset()
        : Duration.between(segment.booted(), measurement.booted());
  }

  private static Optional<ClockFix> fix(
      ClockSegment segment, boolean present, Duration shift, long end, long next) {
    Duration change = shift.minus(segment.told().orElse(Duration.ZERO)).abs();
    if (change.compareTo(segment.told().isPresent() ? LATER : FIRST) <= 0) {
      return Optional.empty();
    }
    if (present && segment.measured()) { // it drifted: what was told of the past stays right
      return Optional.of(new ClockFix(ClockFix.VERSION, next, next, true, shift.toMillis()));
    }
    return end < segment.fromSeq()
        ? Optional.empty()
        : Optional.of(
            new ClockFix(ClockFix.VERSION, segment.fromSeq(), end, present, shift.toMillis()));
  }
}
