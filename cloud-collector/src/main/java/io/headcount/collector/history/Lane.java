package io.headcount.collector.history;

import io.headcount.contract.Ack;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is stored of one stream of one epoch. Confined to the transaction that uses it. */
final class Lane {
  private static final int GAPS = 64;

  private final StreamName stream;
  private final Ranges received = new Ranges();
  private final Map<Long, Long> stored = new HashMap<>(); // ranges as they are in the database
  private final Map<Long, Long> hashes = new HashMap<>(); // of this transaction's new records

  Lane(StreamName stream) {
    this.stream = stream;
  }

  /** The number that stands for a stream in the database. */
  static int number(StreamName stream) {
    return switch (stream) {
      case WINDOWS -> 1;
      case CROSSINGS -> 2;
      case VISITS -> 3;
    };
  }

  static StreamName stream(int number) {
    return switch (number) {
      case 1 -> StreamName.WINDOWS;
      case 2 -> StreamName.CROSSINGS;
      case 3 -> StreamName.VISITS;
      default -> throw new IllegalArgumentException("no stream has number " + number);
    };
  }

  /** A range that the database has. */
  void load(long from, long to) {
    received.add(from, to);
    stored.put(from, to);
  }

  boolean has(long seq) {
    return received.contains(seq);
  }

  /** A record that is new. */
  void add(long seq, long hash) {
    received.add(seq, seq);
    hashes.put(seq, hash);
  }

  /** Numbers without records; returns those that are new. */
  List<Range> addEmpty(long from, long to) {
    List<Range> added = received.missing(from, to);
    added.forEach(range -> received.add(range.from(), range.to()));
    return added;
  }

  /** Whether this record was added in this transaction. */
  boolean addedNow(long seq) {
    return hashes.containsKey(seq);
  }

  /** Whether this very record was added in this transaction. */
  boolean addedNow(long seq, long hash) {
    return Long.valueOf(hash).equals(hashes.get(seq));
  }

  /** Ranges of the database that are no more. */
  List<Long> gone() {
    Map<Long, Long> now = received.toMap();
    return stored.keySet().stream().filter(from -> !now.containsKey(from)).sorted().toList();
  }

  /** Ranges that the database has not, or not as long. */
  List<Range> changed() {
    List<Range> changed = new ArrayList<>();
    received
        .toMap()
        .forEach(
            (from, to) -> {
              if (!to.equals(stored.get(from))) {
                changed.add(new Range(from, to));
              }
            });
    return changed;
  }

  /** How far this is stored; says less where there are too many gaps to name. */
  Ack.Stream ack(String epoch) {
    long known = received.last();
    List<Range> missing = known == 0 ? List.of() : received.missing(1, known);
    if (missing.size() > GAPS) {
      known = missing.get(GAPS).from() - 1;
      missing = missing.subList(0, GAPS);
    }
    long upto = missing.isEmpty() ? known : missing.getFirst().from() - 1;
    return new Ack.Stream(stream, epoch, upto, known, missing);
  }
}
