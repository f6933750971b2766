package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that a person has said of one clip. Immutable; each step gives a new one.
 *
 * @param clip which
 * @param lines where the counting lines lay
 * @param begun when the audit was
 * @param marks in the order in which they were made
 * @param position the frame that was looked at last
 * @param watched the last frame that was shown; the person sees all before it
 * @param finished the count is complete: the machine's may be shown
 * @param reviewed the run, by its fingerprint, that the reasons belong to; blank without any
 * @param reasons by the key of the difference
 * @param conditions of the place
 */
record PersonCount(
    ClipName clip,
    List<Line> lines,
    Instant begun,
    List<Mark> marks,
    long position,
    long watched,
    boolean finished,
    String reviewed,
    Map<String, Reason> reasons,
    Conditions conditions) {
  /** More than anybody counts by hand. */
  private static final int MOST_MARKS = 100_000;

  /** A clip by its name and content. */
  record ClipName(String name, String sha256) {}

  /** Where a line lay when the person counted at it. */
  record Line(String id, Segment segment) {
    static Line of(CountingLine line) {
      return new Line(line.id(), line.segment());
    }
  }

  PersonCount {
    lines = List.copyOf(lines);
    marks = List.copyOf(marks);
    reasons = Map.copyOf(new TreeMap<>(reasons));
    if (position < 1 || watched < 1) {
      throw new IllegalArgumentException("frames are numbered from 1");
    }
    if (marks.size() > MOST_MARKS) {
      throw new AuditException(
          "there are more than %,d marks: audit a part of the clip".formatted(MOST_MARKS));
    }
    for (Mark mark : marks) {
      if (lines.stream().noneMatch(line -> line.id().equals(mark.line()))) {
        throw new IllegalArgumentException(
            "mark %d is on the line '%s', which is not there".formatted(mark.id(), mark.line()));
      }
    }
    if (marks.stream().mapToInt(Mark::id).distinct().count() < marks.size()) {
      throw new IllegalArgumentException("two marks have one id");
    }
  }

  /** Nothing counted yet. */
  static PersonCount begin(ClipName clip, List<CountingLine> lines, Instant now) {
    return new PersonCount(
        clip,
        lines.stream().map(Line::of).toList(),
        now,
        List.of(),
        1,
        1,
        false,
        "",
        Map.of(),
        Conditions.UNKNOWN);
  }

  /** The marks that count as true. */
  List<Mark> standing() {
    return marks.stream().filter(mark -> !mark.withdrawn()).toList();
  }

  PersonCount marked(String line, Direction direction, long frame) {
    return added(line, direction, frame, Mark.Origin.COUNTED).at(frame);
  }

  private PersonCount added(String line, Direction direction, long frame, Mark.Origin origin) {
    int id = marks.stream().mapToInt(Mark::id).max().orElse(0) + 1;
    List<Mark> more = new ArrayList<>(marks);
    more.add(new Mark(id, line, direction, frame, origin, false));
    return with(more);
  }

  PersonCount without(int id) {
    return with(marks.stream().filter(mark -> mark.id() != id).toList());
  }

  PersonCount undone() {
    return marks.isEmpty() ? this : with(marks.subList(0, marks.size() - 1));
  }

  PersonCount at(long frame) {
    return new PersonCount(
        clip,
        lines,
        begun,
        marks,
        frame,
        Math.max(watched, frame),
        finished,
        reviewed,
        reasons,
        conditions);
  }

  PersonCount finished(boolean now) {
    return new PersonCount(
        clip, lines, begun, marks, position, watched, now, reviewed, reasons, conditions);
  }

  PersonCount under(Conditions said) {
    return new PersonCount(
        clip, lines, begun, marks, position, watched, finished, reviewed, reasons, said);
  }

  /** Reasons that belong to another run say nothing of this one. */
  PersonCount reviewing(String run) {
    return run.equals(reviewed) ? this : reasoned(run, Map.of());
  }

  PersonCount because(String key, Reason reason) {
    Map<String, Reason> more = new TreeMap<>(reasons);
    more.put(key, reason);
    return reasoned(reviewed, more);
  }

  /** The person looked again: the mark is no crossing, or is one after all. */
  PersonCount withdrawing(int id, boolean withdrawn) {
    return with(
        marks.stream().map(mark -> mark.id() == id ? mark.withdrawn(withdrawn) : mark).toList());
  }

  /** The person looked again: there was a crossing that they had overlooked. */
  PersonCount overlooked(Difference invention) {
    return added(invention.line(), invention.direction(), invention.frame(), Mark.Origin.REVIEW);
  }

  long withdrawn() {
    return count(Mark::withdrawn);
  }

  /** Marks that were made in the review and stand. */
  long addedInReview() {
    return count(mark -> mark.origin() == Mark.Origin.REVIEW && !mark.withdrawn());
  }

  private long count(Predicate<Mark> which) {
    return marks.stream().filter(which).count();
  }

  private PersonCount with(List<Mark> others) {
    return new PersonCount(
        clip, lines, begun, others, position, watched, finished, reviewed, reasons, conditions);
  }

  private PersonCount reasoned(String run, Map<String, Reason> others) {
    return new PersonCount(
        clip, lines, begun, marks, position, watched, finished, run, others, conditions);
  }
}
