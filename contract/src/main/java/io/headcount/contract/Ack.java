package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * What the collector has stored of a device for good; the retained message on {@code ack}.
 * Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param generation which life of the collector's database this is about; a new one means that it
 *     was restored, and a lower {@code upto} is then to be taken at once
 * @param at the collector's time
 * @param birth number of the device's last birth that the collector heard, 0 when none
 * @param streams each stream and epoch that the collector knows
 * @param credit how many batches of the backlog may wait for this acknowledgement at a time; live
 *     ones are always welcome
 */
@JsonPropertyOrder({"v", "generation", "at", "birth", "streams", "credit"})
public record Ack(
    int v, String generation, Instant at, long birth, List<Stream> streams, int credit) {
  public static final int VERSION = 1;

  public Ack {
    Check.version(v, VERSION);
    Check.name("generation", generation);
    Check.notNegative("birth", birth);
    streams = Check.distinct("stream", streams, s -> s.stream() + " " + s.epoch());
    Check.notNegative("credit", credit);
  }

  /**
   * How far one stream is stored. Immutable.
   *
   * @param upto every number up to this one is stored, or known to hold nothing; 0 when not even 1
   *     is
   * @param known this message speaks for numbers up to here: those above {@code upto} that are in
   *     no gap are stored too
   * @param gaps numbers that are missing, ascending, above {@code upto} and up to {@code known}
   */
  @JsonPropertyOrder({"stream", "epoch", "upto", "known", "gaps"})
  public record Stream(StreamName stream, String epoch, long upto, long known, List<Range> gaps) {
    public Stream {
      Check.name("epoch", epoch);
      Check.between("known", known, 0, Check.MAX_SEQ);
      Check.between("upto", upto, 0, known);
      gaps = List.copyOf(gaps);
      long last = upto;
      for (Range gap : gaps) {
        if (gap.from() <= last || gap.to() > known) {
          throw new IllegalArgumentException(
              "gap %d..%d is not ascending within %d..%d"
                  .formatted(gap.from(), gap.to(), upto + 1, known));
        }
        last = gap.to();
      }
    }
  }
}
