package io.headcount.collector.query;

import io.headcount.contract.Sketch;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What happened in zones. Immutable. What may be absent is so where no box told it, and is then of
 * those that did.
 *
 * @param visits that ended
 * @param passBys stays too short to be visits
 * @param dwellMillis of the visits, together; the mean is this over {@code visits}
 * @param personMillis people times observed time; the mean occupancy is this over {@code
 *     observedMillis}
 * @param observedMillis observed time of all zones that the number is of
 * @param peak most people at a time in one zone
 * @param dwell how long each visit was
 * @param queue how waits ended, of queues only
 */
public record Stays(
    long visits,
    long passBys,
    long dwellMillis,
    long personMillis,
    long observedMillis,
    int peak,
    Optional<Sketch> dwell,
    Optional<Waits> queue) {
  /**
   * How waits ended. Immutable.
   *
   * @param lengths how long they were
   * @param served how many ended at the service; absent where no camera sees one
   * @param abandoned how many ended otherwise; absent with {@code served}
   */
  public record Waits(Sketch lengths, Optional<Long> served, Optional<Long> abandoned) {
    Waits plus(Waits other) {
      return new Waits(
          lengths.plus(other.lengths),
          both(served, other.served, Long::sum),
          both(abandoned, other.abandoned, Long::sum));
    }
  }

  Stays plus(Stays other) {
    return new Stays(
        visits + other.visits,
        passBys + other.passBys,
        dwellMillis + other.dwellMillis,
        personMillis + other.personMillis,
        observedMillis + other.observedMillis,
        Math.max(peak, other.peak),
        both(dwell, other.dwell, Sketch::plus),
        both(queue, other.queue, Waits::plus));
  }

  private static <T> Optional<T> both(Optional<T> one, Optional<T> other, BinaryOperator<T> sum) {
    return one.isEmpty()
        ? other
        : other.isEmpty() ? one : Optional.of(sum.apply(one.get(), other.get()));
  }
}
