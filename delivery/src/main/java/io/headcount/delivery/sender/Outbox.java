package io.headcount.delivery.sender;

import io.headcount.contract.Batch;
import io.headcount.contract.StreamName;
import java.util.List;

/**
 * What a box holds for the collector. Durable on a box, in memory for a simulated one. Confined to
 * the sender's thread; others may append behind its back.
 */
public interface Outbox {
  /** Which life of the records' database this is. */
  String epoch();

  /** Streams that are sent, windows first. */
  List<StreamName> streams();

  /** Where a stream stands now. */
  Position position(StreamName stream);

  /**
   * Reads a stretch for sending, and in the same step remembers that its rows were offered: from
   * then on they never change.
   *
   * @param from the first number; at least 1
   * @param to the last number wanted, below the position's {@code next}
   * @param maxBytes what the batch may take as JSON; at least one entry is taken in any case
   * @return a batch that begins at {@code from} and has no holes; numbers that hold nothing any
   *     more are tombstones
   */
  Batch take(StreamName stream, long from, long to, int maxBytes);

  /**
   * Remembers what the collector has, for good. May be lower than before, when the collector lost
   * something.
   */
  void acked(StreamName stream, long upto);

  /**
   * Where a stream stands. Immutable.
   *
   * @param oldest lowest number that holds a record; {@code next} when none does
   * @param next number that the next record will get
   * @param acked all numbers up to this one were acknowledged; 0 when none was
   */
  record Position(long oldest, long next, long acked) {}
}
