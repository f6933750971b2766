package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** One number of a stream, or several that hold nothing any more. */
public sealed interface Entry {
  /** The first number it speaks for. */
  long from();

  /** The last number it speaks for. */
  long to();

  /**
   * A record under its number. Immutable.
   *
   * @param body the record's JSON, kept as it was written: equal text means an equal record
   */
  record Row(long seq, Kind kind, String body) implements Entry {
    public Row {
      if (seq < 1) {
        throw new IllegalArgumentException("numbers begin at 1, not at " + seq);
      }
      Check.seq("seq", seq);
      if (body.isEmpty()) {
        throw new IllegalArgumentException("entry " + seq + " has no body");
      }
    }

    @Override
    public long from() {
      return seq;
    }

    @Override
    public long to() {
      return seq;
    }
  }

  /** These numbers will never hold a record; said instead of leaving a hole. Immutable. */
  record Tombstone(long from, long to, Reason reason) implements Entry {
    public Tombstone {
      Range.check(from, to);
    }
  }

  /** What a row's body is. */
  enum Kind {
    /** A {@link CountWindow}. */
    WINDOW(CountWindow.class, StreamName.WINDOWS),
    /** A {@link CoarseWindow}. */
    COARSE(CoarseWindow.class, StreamName.WINDOWS),
    /** A {@link ClockFix}. */
    CLOCK(ClockFix.class, StreamName.WINDOWS),
    /** A {@link LineCrossed}. */
    CROSSING(LineCrossed.class, StreamName.CROSSINGS),
    /** A {@link ZoneVisited}. */
    VISIT(ZoneVisited.class, StreamName.VISITS);

    private final Class<? extends Record> type;
    private final StreamName stream;

    Kind(Class<? extends Record> type, StreamName stream) {
      this.type = type;
      this.stream = stream;
    }

    /** The record that a body of this kind is. */
    public Class<? extends Record> type() {
      return type;
    }

    /** The only stream that has such rows. */
    public StreamName stream() {
      return stream;
    }

    /** As it is written in messages. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why there is nothing. */
  enum Reason {
    /** Its counts went into a coarser window with a later number. */
    @JsonProperty("coarsened")
    COARSENED,
    /** The box had no room any more. */
    @JsonProperty("evicted")
    EVICTED,
    /** It was acknowledged, kept for its time, and deleted. */
    @JsonProperty("expired")
    EXPIRED,
    /** The box's database was damaged there. */
    @JsonProperty("damaged")
    DAMAGED;

    /** As it is written in messages. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
