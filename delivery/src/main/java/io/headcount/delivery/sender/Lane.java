package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Action.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a sender knows of one stream. Confined to the sender.
 *
 * <p>Two facts say what is to be sent: which numbers the collector lacks by its last believed word,
 * and which batches are under way. The backlog is the first without the second, below {@code live};
 * so a gap, a lost batch and a collector that was put back need no rules of their own.
 */
final class Lane {
  /** A batch under way. Ends when the broker took it and the collector lacks none of it. */
  private static final class Sent {
    final long token;
    final Range range;
    final Kind kind;
    boolean taken; // by the broker
    long since; // it was taken

    Sent(long token, Range range, Kind kind) {
      this.token = token;
      this.range = range;
      this.kind = kind;
    }
  }

  /** A word of the collector that takes back what it said before, not believed yet. Immutable. */
  private record Lower(Ack.Stream ack, Numbers lacking, long since) {}

  private final StreamName stream;
  private final SenderOptions options;
  private final List<Sent> sent = new ArrayList<>(); // ascending; the sender asks full() for live
  private Numbers lacking = Numbers.from(1);
  private Numbers replay = Numbers.NONE;
  private @Nullable Lower lower;
  private long acked;
  private long oldest = 1;
  private long next = 1;
  private long live = 1;
  private boolean known;
  private boolean stale = true;
  private boolean liveFromNext = true;
  private boolean unremembered;
  private boolean ahead;
  private long resent;

  Lane(StreamName stream, SenderOptions options) {
    this.stream = stream;
    this.options = options;
  }

  StreamName stream() {
    return stream;
  }

  /** Its position was read at least once. */
  boolean known() {
    return known;
  }

  /** Its position is to be read. */
  boolean stale() {
    return stale;
  }

  void appended() {
    stale = true;
  }

  /** What is not sent yet is no longer new. */
  void liveFromNext() {
    liveFromNext = true;
    stale = true;
  }

  void looked(Outbox.Position position) {
    if (!known) {
      acked = position.acked();
      lacking = Numbers.from(acked + 1);
      known = true;
    }
    oldest = position.oldest();
    next = position.next();
    if (liveFromNext) {
      live = next;
      liveFromNext = false;
    }
    stale = false;
  }

  /** All that was under way is lost, as far as one can know. */
  void disconnected() {
    for (Sent batch : sent) {
      if (batch.kind == Kind.REPLAY && !batch.taken) {
        replay(batch.range);
      }
    }
    sent.clear();
    lower = null;
  }

  /** New numbers, to be sent at once. */
  Optional<Range> fresh() {
    return live < next ? Optional.of(new Range(live, next - 1)) : Optional.empty();
  }

  boolean full() {
    return sent.size() >= options.unacknowledged();
  }

  /** The oldest stretch of the backlog. */
  Optional<Range> backlog() {
    for (Range range : lacking.ranges()) {
      if (range.from() >= live) {
        break;
      }
      Optional<Range> free = notUnderWay(range.from(), Math.min(range.to(), live - 1));
      if (free.isPresent()) {
        return free;
      }
    }
    return Optional.empty();
  }

  private Optional<Range> notUnderWay(long from, long to) {
    long first = from;
    for (Sent batch : sent) {
      if (first < batch.range.from()) {
        return Optional.of(new Range(first, Math.min(to, batch.range.from() - 1)));
      }
      first = Math.max(first, batch.range.to() + 1);
      if (first > to) {
        return Optional.empty();
      }
    }
    return Optional.of(new Range(first, to));
  }

  /** The oldest stretch that was asked for. */
  Optional<Range> replay() {
    return replay.isEmpty() ? Optional.empty() : Optional.of(replay.ranges().getFirst());
  }

  /** Asks for what is still held of a range; what is not sent yet needs no asking. */
  void replay(Range range) {
    long from = Math.max(range.from(), oldest);
    long to = Math.min(range.to(), live - 1);
    if (from <= to) {
      replay = replay.plus(new Range(from, to)).inAtMost(options.gaps());
    }
  }

  void sent(Action.Send send, long to) {
    int at = sent.size();
    while (at > 0 && sent.get(at - 1).range.from() > send.from()) {
      at--;
    }
    sent.add(at, new Sent(send.token(), new Range(send.from(), to), send.kind()));
    live = Math.max(live, to + 1);
    replay = replay.minus(send.from(), to);
  }

  /** The broker took a batch. */
  void taken(long token, long now) {
    for (Sent batch : sent) {
      if (batch.token == token) {
        batch.taken = true;
        batch.since = now;
      }
    }
    dropCovered();
  }

  /** The broker did not take a batch. */
  void refused(long token) {
    for (Sent batch : sent) {
      if (batch.token == token && batch.kind == Kind.REPLAY) {
        replay(batch.range);
      }
    }
    sent.removeIf(batch -> batch.token == token);
  }

  /** Batches that are not new and not acknowledged. */
  int waiting() {
    int count = 0;
    for (Sent batch : sent) {
      if (batch.kind != Kind.LIVE) {
        count++;
      }
    }
    return count;
  }

  int underWay() {
    return sent.size();
  }

  /**
   * The collector's word.
   *
   * @param believe even when it takes back what it said before
   */
  void acknowledged(Ack.Stream ack, boolean believe, long now) {
    ahead = ack.known() >= next;
    if (ahead) {
      return; // it speaks of numbers that were never given here: it cannot mean ours
    }
    Numbers lacks = lacks(ack).inAtMost(options.gaps());
    if (believe || lacks.within(lacking)) {
      believe(ack, lacks);
    } else {
      lower = new Lower(ack, lacks, lower == null ? now : lower.since());
    }
  }

  private static Numbers lacks(Ack.Stream ack) {
    List<Range> missing = new ArrayList<>(ack.gaps().size() + 1);
    for (Range gap : ack.gaps()) {
      if (gap.to() > ack.upto() && gap.from() <= ack.known()) {
        missing.add(new Range(Math.max(gap.from(), ack.upto() + 1), gap.to()));
      }
    }
    missing.add(new Range(ack.known() + 1, Numbers.END));
    return Numbers.of(missing);
  }

  private void believe(Ack.Stream ack, Numbers lacks) {
    lower = null;
    unremembered |= acked != ack.upto();
    acked = ack.upto();
    lacking = lacks;
    dropCovered();
  }

  private void dropCovered() {
    sent.removeIf(batch -> batch.taken && !lacking.meets(batch.range.from(), batch.range.to()));
  }

  /** Does what is due by the clock. */
  void expire(long now) {
    Lower standing = lower;
    if (standing != null && now - standing.since() >= options.settle().toNanos()) {
      believe(standing.ack(), standing.lacking());
    }
    int before = sent.size();
    sent.removeIf(batch -> batch.taken && now - batch.since >= options.uncovered().toNanos());
    resent += before - sent.size();
  }

  /** When something is due by the clock. */
  OptionalLong due() {
    long due = Long.MAX_VALUE;
    if (lower != null) {
      due = lower.since() + options.settle().toNanos();
    }
    for (Sent batch : sent) {
      if (batch.taken) {
        due = Math.min(due, batch.since + options.uncovered().toNanos());
      }
    }
    return due == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(due);
  }

  /** Whether the outbox does not know yet how far the collector is. */
  boolean unremembered() {
    return unremembered;
  }

  void remembered() {
    unremembered = false;
  }

  long acked() {
    return acked;
  }

  /** Whether the collector has numbers that were never given here. */
  boolean ahead() {
    return ahead;
  }

  SenderStatus.Stream status() {
    return new SenderStatus.Stream(stream, acked, next, lacking.countBelow(next), sent.size());
  }

  long resent() {
    return resent;
  }
}
