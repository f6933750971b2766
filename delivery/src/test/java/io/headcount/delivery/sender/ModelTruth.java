package io.headcount.delivery.sender;

import io.headcount.contract.Batch;
import io.headcount.contract.Entry;
import io.headcount.contract.StreamName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a box really committed, beside the outbox that holds it. */
final class ModelTruth {
  private final MemoryOutbox outbox;
  private final int mostRows;
  private final Map<StreamName, Stream> streams = new EnumMap<>(StreamName.class);

  /** Bodies by number, numbers given up before anybody acknowledged them, the collector's best. */
  private static final class Stream {
    final List<String> bodies = new ArrayList<>(List.of(""));
    final BitSet evicted = new BitSet();
    long everUpto;

    long last() {
      return bodies.size() - 1L;
    }
  }

  ModelTruth(MemoryOutbox outbox, int mostRows) {
    this.outbox = outbox;
    this.mostRows = mostRows;
    outbox.streams().forEach(stream -> streams.put(stream, new Stream()));
  }

  private Stream of(StreamName stream) {
    return Objects.requireNonNull(streams.get(stream));
  }

  void append(StreamName stream, int rows, int salt) {
    Stream truth = of(stream);
    for (int i = 0; i < rows && truth.last() < mostRows; i++) {
      Outbox.Position before = outbox.position(stream);
      String body = "{\"n\":" + truth.bodies.size() + ",\"salt\":" + salt + "}";
      truth.bodies.add(body);
      outbox.append(stream, kind(stream), body);
      noteEvicted(stream, before);
    }
  }

  private static Entry.Kind kind(StreamName stream) {
    return switch (stream) {
      case WINDOWS -> Entry.Kind.WINDOW;
      case CROSSINGS -> Entry.Kind.CROSSING;
      case VISITS -> Entry.Kind.VISIT;
    };
  }

  /** Gives up some of the oldest rows. */
  void evict(StreamName stream, int rows) {
    Outbox.Position before = outbox.position(stream);
    outbox.evict(stream, (int) Math.max(0, before.next() - before.oldest() - rows));
    noteEvicted(stream, before);
  }

  private void noteEvicted(StreamName stream, Outbox.Position before) {
    long from = Math.max(before.oldest(), before.acked() + 1);
    long to = outbox.position(stream).oldest();
    if (from < to) {
      of(stream).evicted.set((int) from, (int) to);
    }
  }

  /** What arrives was committed, or is gone from the box. */
  void arrives(Batch batch) {
    Stream truth = of(batch.stream());
    for (Entry entry : batch.entries()) {
      switch (entry) {
        case Entry.Row row -> {
          require(row.seq() <= truth.last(), "sends a number that was never given");
          require(
              truth.bodies.get((int) row.seq()).equals(row.body()),
              "sends what was never committed");
        }
        case Entry.Tombstone tombstone ->
            require(
                tombstone.to() < outbox.position(batch.stream()).oldest(),
                "gives up what it still holds");
      }
    }
  }

  void stored(StreamName stream, long upto) {
    of(stream).everUpto = Math.max(of(stream).everUpto, upto);
  }

  /** The box believes that the collector has all up to a number. */
  void remembers(StreamName stream, long upto) {
    if (upto > of(stream).everUpto) {
      throw new Violation(
          "writes down that the collector has %s up to %d; it never had more than %d"
              .formatted(stream, upto, of(stream).everUpto));
    }
  }

  boolean allArrived(ModelCollector collector) {
    return outbox.streams().stream()
        .allMatch(
            stream ->
                collector.upto(stream) == of(stream).last()
                    && outbox.position(stream).acked() == of(stream).last());
  }

  /** Everything is at the collector, and the box knows. */
  void checkEnd(ModelCollector collector) {
    for (StreamName stream : outbox.streams()) {
      long last = of(stream).last();
      require(
          collector.upto(stream) == last,
          "%s ends at %d of %d".formatted(stream, collector.upto(stream), last));
      require(
          outbox.position(stream).acked() == last,
          "%s is remembered to %d of %d".formatted(stream, outbox.position(stream).acked(), last));
      for (int seq = 1; seq <= last && !collector.restored; seq++) {
        require(
            collector.hasRow(stream, seq) || of(stream).evicted.get(seq),
            "a number is lost without a reason");
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }
}
