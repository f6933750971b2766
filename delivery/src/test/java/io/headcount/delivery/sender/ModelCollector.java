package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.Entry;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A collector's database as the protocol sees it: what was received, and what came of it. */
final class ModelCollector {
  private static final int MOST_GAPS = 12;

  private final String epoch;
  private Map<StreamName, Table> tables = new EnumMap<>(StreamName.class);
  private Map<StreamName, Table> snapshot = new EnumMap<>(StreamName.class);
  private int generation = 1;
  boolean online = true;
  boolean restored;
  int credit = 2;

  /** Numbers received, and the bodies of those that are rows. */
  private record Table(BitSet received, Map<Long, String> rows) {
    Table() {
      this(new BitSet(), new HashMap<>());
    }

    Table copy() {
      return new Table((BitSet) received.clone(), new HashMap<>(rows));
    }

    long upto() {
      return received.nextClearBit(1) - 1L;
    }
  }

  ModelCollector(String epoch) {
    this.epoch = epoch;
  }

  /** Takes a batch in, any number of times. */
  void ingest(Batch batch) {
    Table table = tables.computeIfAbsent(batch.stream(), _ -> new Table());
    for (Entry entry : batch.entries()) {
      switch (entry) {
        case Entry.Row row -> {
          if (!table.received.get((int) row.seq())) {
            table.rows.put(row.seq(), row.body());
          }
        }
        case Entry.Tombstone _ -> {}
      }
      table.received.set((int) entry.from(), (int) entry.to() + 1);
    }
  }

  void takeSnapshot() {
    snapshot = copy(tables);
  }

  /** Goes back to the snapshot, with or without saying so. */
  void restore(boolean sayingSo) {
    tables = copy(snapshot);
    restored = true;
    if (sayingSo) {
      generation++;
    }
  }

  private static Map<StreamName, Table> copy(Map<StreamName, Table> tables) {
    Map<StreamName, Table> copy = new EnumMap<>(StreamName.class);
    tables.forEach((stream, table) -> copy.put(stream, table.copy()));
    return copy;
  }

  Ack ack() {
    List<Ack.Stream> streams = new ArrayList<>();
    tables.forEach((stream, table) -> streams.add(word(stream, table)));
    return new Ack(1, "g" + generation, Instant.EPOCH, 1, streams, credit);
  }

  private Ack.Stream word(StreamName stream, Table table) {
    long upto = table.upto();
    long known = table.received.length() - 1L;
    List<Range> gaps = new ArrayList<>();
    int at = (int) upto + 1;
    while (at < known) {
      int end = table.received.nextSetBit(at);
      if (gaps.size() == MOST_GAPS) {
        known = at - 1L;
        break;
      }
      gaps.add(new Range(at, end - 1));
      at = table.received.nextClearBit(end);
    }
    return new Ack.Stream(stream, epoch, upto, Math.max(upto, known), gaps);
  }

  long upto(StreamName stream) {
    Table table = tables.get(stream);
    return table == null ? 0 : table.upto();
  }

  boolean hasRow(StreamName stream, long seq) {
    return tables.containsKey(stream) && tables.get(stream).rows.containsKey(seq);
  }
}
