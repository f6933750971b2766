package io.headcount.edge.audit;

import io.headcount.edge.status.Jpeg;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a report tells, before it is laid out. Immutable.
 *
 * @param subject what was audited
 * @param count what the person counted
 * @param run what the machine counted
 * @param comparison of both
 * @param stills of the errors by their keys; empty when none are wanted
 * @param written when
 */
record AuditReport(
    Subject subject,
    PersonCount count,
    MachineRun run,
    Comparison comparison,
    Map<String, Jpeg> stills,
    Instant written) {
  AuditReport {
    stills = Map.copyOf(stills);
  }

  /** Why, and who says so. */
  record Explained(Reason reason, boolean guessed) {}

  Explained explained(Difference difference) {
    return Optional.ofNullable(count.reasons().get(difference.key()))
        .map(said -> new Explained(said, false))
        .orElseGet(() -> new Explained(new ReasonGuess(run, subject.lines()).of(difference), true));
  }

  /** How many errors of a kind have each reason, in the order of the reasons. */
  Map<Reason, Long> byReason(Difference.Kind kind) {
    Map<Reason, Long> reasons = new TreeMap<>();
    comparison.differences().stream()
        .filter(difference -> difference.kind() == kind)
        .forEach(difference -> reasons.merge(explained(difference).reason(), 1L, Long::sum));
    return reasons;
  }

  List<Mark> corrected() {
    return count.marks().stream()
        .filter(mark -> mark.withdrawn() || mark.origin() == Mark.Origin.REVIEW)
        .toList();
  }

  /** How many errors have no reason given by the person. */
  long guesses() {
    return comparison.differences().stream()
        .filter(difference -> !count.reasons().containsKey(difference.key()))
        .count();
  }

  /** The part of the clip that is compared. */
  Duration compared() {
    return run.at(Math.min(count.watched(), run.frames().size()));
  }

  boolean whole() {
    return count.watched() >= run.frames().size();
  }

  /** Media time as players show it, to the tenth of a second. */
  static String clock(Duration time) {
    long tenths = Math.round(time.toNanos() / 1e8);
    return "%d:%02d:%02d.%d"
        .formatted(tenths / 36_000, tenths / 600 % 60, tenths / 10 % 60, tenths % 10);
  }
}
