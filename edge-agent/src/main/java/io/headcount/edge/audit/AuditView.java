package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.edge.capture.StreamInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the page is told. Thread-safe. Of the machine's count it is told nothing before its time.
 */
final class AuditView {
  private static final double USUAL_RATE = 25;

  private final Audit audit;
  private final LongSupplier done;

  AuditView(Audit audit, LongSupplier done) {
    this.audit = audit;
    this.done = done;
  }

  /** A line, and which way its directions lead. */
  record LineView(String id, Point from, Point to, String in, String out) {}

  /**
   * How far the machine is.
   *
   * @param state running, done or failed
   */
  record MachineView(String state, long frames, Optional<String> message) {}

  /** All that the page shows while the person counts. */
  record State(
      String clip,
      int width,
      int height,
      double rate,
      Optional<Long> end,
      List<LineView> lines,
      List<Mark> marks,
      long position,
      long watched,
      boolean finished,
      Conditions conditions,
      MachineView machine) {}

  /** One direction of one line. */
  record TallyView(
      String line, Direction direction, long truth, long counted, long missed, long invented) {}

  /**
   * One thing to judge.
   *
   * @param mark id of the person's mark; empty for an invention
   * @param box of who was counted; empty for a miss
   * @param reason as given, or as guessed
   */
  record DifferenceView(
      String key,
      Difference.Kind kind,
      String line,
      Direction direction,
      long frame,
      double seconds,
      Optional<Integer> mark,
      Optional<Box> box,
      Reason reason,
      boolean guessed) {}

  /** A choice and its words. */
  record ReasonView(Reason reason, String words, boolean missed, boolean invented) {}

  /** All that the page shows when the counts are compared. */
  record Review(
      List<TallyView> tallies,
      List<DifferenceView> differences,
      List<Mark> corrected,
      List<ReasonView> reasons) {}

  State state() {
    PersonCount count = audit.count();
    StreamInfo info = audit.pictures().info();
    Optional<Long> end =
        audit.pictures().end().isPresent()
            ? Optional.of(audit.pictures().end().getAsLong())
            : audit.machine() instanceof Audit.Machine.Done(MachineRun run)
                ? Optional.of((long) run.frames().size())
                : Optional.empty();
    return new State(
        audit.subject().clipName(),
        info.width(),
        info.height(),
        info.framesPerSecond() > 0 ? info.framesPerSecond() : USUAL_RATE,
        end,
        lines((double) info.width() / info.height()),
        count.marks(),
        count.position(),
        end.map(last -> Math.min(last, count.watched())).orElse(count.watched()),
        count.finished(),
        count.conditions(),
        machine());
  }

  private List<LineView> lines(double aspect) {
    List<LineView> lines = new ArrayList<>();
    for (CountingLine line : audit.subject().lines()) {
      lines.add(
          new LineView(
              line.id(),
              line.segment().from(),
              line.segment().to(),
              Heading.of(line.segment(), Direction.IN, aspect),
              Heading.of(line.segment(), Direction.OUT, aspect)));
    }
    return lines;
  }

  private MachineView machine() {
    return switch (audit.machine()) {
      case Audit.Machine.Running() ->
          new MachineView("running", done.getAsLong(), Optional.empty());
      case Audit.Machine.Done(MachineRun run) ->
          new MachineView("done", run.frames().size(), run.broken());
      case Audit.Machine.Failed(String why) ->
          new MachineView("failed", done.getAsLong(), Optional.of(why));
    };
  }

  Review review(AuditReport report) {
    List<TallyView> tallies =
        report.comparison().lines().stream()
            .map(
                each ->
                    new TallyView(
                        each.line(),
                        each.direction(),
                        each.tally().truth(),
                        each.tally().counted(),
                        each.tally().missed(),
                        each.tally().invented()))
            .toList();
    List<DifferenceView> differences =
        report.comparison().differences().stream().map(each -> view(report, each)).toList();
    List<ReasonView> reasons = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      reasons.add(
          new ReasonView(
              reason,
              reason.words(),
              reason.fits(Difference.Kind.MISSED),
              reason.fits(Difference.Kind.INVENTED)));
    }
    return new Review(tallies, differences, report.corrected(), reasons);
  }

  private static DifferenceView view(AuditReport report, Difference each) {
    AuditReport.Explained why = report.explained(each);
    boolean missed = each.kind() == Difference.Kind.MISSED;
    return new DifferenceView(
        each.key(),
        each.kind(),
        each.line(),
        each.direction(),
        each.frame(),
        report.run().at(each.frame()).toNanos() / 1e9,
        missed ? Optional.of(each.mark()) : Optional.empty(),
        report.run().frame(each.frame()).of(each.track()),
        why.reason(),
        why.guessed());
  }
}
