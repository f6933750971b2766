package io.headcount.delivery.sender;

import io.headcount.contract.Batch;
import io.headcount.contract.Entry;
import io.headcount.contract.Entry.Reason;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a simulated box holds for the collector. Lost with the process. Thread-safe. Holds a bounded
 * number of rows per stream: the oldest give way, with tombstones when they were not acknowledged.
 */
public final class MemoryOutbox implements Outbox {
  private static final int MOST_EVICTIONS = 256;
  private static final int ENVELOPE_BYTES = 128;
  private static final int ENTRY_BYTES = 96;

  private final String epoch;
  private final boolean simulated;
  private final int tail;
  private final int most;
  private final Map<StreamName, Shelf> shelves = new EnumMap<>(StreamName.class);

  /**
   * @param streams those that are sent, windows first
   * @param simulated no shop stands behind the numbers
   * @param tail acknowledged rows that are kept per stream, in case the collector loses them
   * @param most rows that are kept per stream in any case
   */
  public MemoryOutbox(
      String epoch, List<StreamName> streams, boolean simulated, int tail, int most) {
    if (tail < 0 || most < 1) {
      throw new IllegalArgumentException("tail " + tail + ", most " + most);
    }
    this.epoch = epoch;
    this.simulated = simulated;
    this.tail = tail;
    this.most = most;
    streams.forEach(stream -> shelves.put(stream, new Shelf()));
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public List<StreamName> streams() {
    return List.copyOf(shelves.keySet()); // an EnumMap's order, in which windows come first
  }

  /**
   * Puts a record behind the others.
   *
   * @param body the record's JSON
   * @return its number
   */
  public synchronized long append(StreamName stream, Entry.Kind kind, String body) {
    Shelf shelf = shelf(stream);
    long seq = shelf.next();
    shelf.rows.put(seq, new Entry.Row(seq, kind, body));
    evict(shelf, most);
    return seq;
  }

  /** Gives up the oldest rows of a stream until no more than so many are left. */
  public synchronized void evict(StreamName stream, int rows) {
    evict(shelf(stream), rows);
  }

  @Override
  public synchronized Position position(StreamName stream) {
    Shelf shelf = shelf(stream);
    return new Position(shelf.oldest, shelf.next(), shelf.acked);
  }

  @Override
  public synchronized void acked(StreamName stream, long upto) {
    Shelf shelf = shelf(stream);
    if (upto < 0 || upto >= shelf.next()) {
      throw new IllegalArgumentException("number " + upto + " of " + stream + " was never given");
    }
    shelf.acked = upto;
    while (shelf.oldest <= upto - tail) {
      shelf.drop();
    }
  }

  @Override
  public synchronized Batch take(StreamName stream, long from, long to, int maxBytes) {
    Shelf shelf = shelf(stream);
    if (from < 1 || to < from || to >= shelf.next()) {
      throw new IllegalArgumentException(
          "numbers %d to %d of %s are not there".formatted(from, to, stream));
    }
    List<Entry> entries = new ArrayList<>();
    shelf.gone(from, Math.min(to, shelf.oldest - 1), entries);
    long bytes = ENVELOPE_BYTES + epoch.length() + (long) entries.size() * ENTRY_BYTES;
    for (Entry.Row row : shelf.rows.tailMap(from).values()) {
      bytes += ENTRY_BYTES + row.body().getBytes(StandardCharsets.UTF_8).length;
      if (row.seq() > to || (bytes > maxBytes && !entries.isEmpty())) {
        break;
      }
      entries.add(row);
    }
    return new Batch(epoch, stream, simulated, entries);
  }

  private void evict(Shelf shelf, int rows) {
    while (shelf.rows.size() > rows) {
      if (shelf.oldest > shelf.acked) {
        shelf.evicted(shelf.oldest);
      }
      shelf.drop();
    }
  }

  private Shelf shelf(StreamName stream) {
    Shelf shelf = shelves.get(stream);
    if (shelf == null) {
      throw new IllegalArgumentException(stream + " is not sent from here");
    }
    return shelf;
  }

  /** One stream. Guarded by the outbox. */
  private static final class Shelf {
    final NavigableMap<Long, Entry.Row> rows = new TreeMap<>(); // at most the outbox's most
    final Deque<Range> evictions = new ArrayDeque<>(); // ascending; the oldest become "expired"
    long oldest = 1;
    long acked;

    long next() {
      return oldest + rows.size();
    }

    void drop() {
      rows.pollFirstEntry();
      oldest++;
    }

    void evicted(long seq) {
      Range last = evictions.peekLast();
      if (last != null && last.to() == seq - 1) {
        evictions.removeLast();
        evictions.addLast(new Range(last.from(), seq));
      } else {
        evictions.addLast(new Range(seq, seq));
      }
      if (evictions.size() > MOST_EVICTIONS) {
        evictions.removeFirst();
      }
    }

    /** Tombstones for numbers below the oldest row. */
    void gone(long from, long to, List<Entry> entries) {
      long at = from;
      for (Range range : evictions) {
        if (range.to() < at || range.from() > to) {
          continue;
        }
        if (at < range.from()) {
          entries.add(new Entry.Tombstone(at, range.from() - 1, Reason.EXPIRED));
        }
        long first = Math.max(at, range.from());
        long last = Math.min(to, range.to());
        entries.add(new Entry.Tombstone(first, last, Reason.EVICTED));
        at = last + 1;
      }
      if (at <= to) {
        entries.add(new Entry.Tombstone(at, to, Reason.EXPIRED));
      }
    }
  }
}
