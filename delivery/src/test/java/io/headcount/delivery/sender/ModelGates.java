package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Action.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a box may send now, kept apart from what it believes it may. One life of a connection. */
final class ModelGates {
  private final SenderOptions options;
  private final MemoryOutbox outbox;
  private final int permits;
  private final Map<StreamName, Long> newest = new EnumMap<>(StreamName.class);
  private final Set<StreamName> unlooked = EnumSet.noneOf(StreamName.class);
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();
  private int credit = 1;
  private boolean told;
  private boolean online = true;
  private long heldSince;
  private long probes;

  /** A batch of the backlog that nobody acknowledged yet, as far as the box can know. */
  private static final class Waiting {
    final Batch batch;
    final long token;
    final boolean replay;
    boolean over;
    long takenAt = Long.MAX_VALUE;

    Waiting(long token, Batch batch, boolean replay) {
      this.token = token;
      this.batch = batch;
      this.replay = replay;
    }
  }

  private record Heard(Ack ack, long at) {}

  ModelGates(SenderOptions options, MemoryOutbox outbox, int permits) {
    this.options = options;
    this.outbox = outbox;
    this.permits = permits;
    nothingIsNew();
  }

  private void nothingIsNew() {
    unlooked.addAll(outbox.streams());
    unlooked.forEach(stream -> newest.put(stream, outbox.position(stream).next() - 1));
  }

  /** What is new is new from the box's first look on. */
  void looked(StreamName stream) {
    if (unlooked.remove(stream) || held()) {
      newest.put(stream, outbox.position(stream).next() - 1);
    }
  }

  void collector(boolean isOnline, long now) {
    if (isOnline && !(told && online)) {
      credit = Math.max(credit, 1);
    }
    if (!isOnline && !held()) {
      heldSince = now;
      probes = 0;
    }
    if (!isOnline || held()) {
      nothingIsNew();
    }
    told = true;
    online = isOnline;
  }

  private boolean held() {
    return told && !online;
  }

  void answered(long token, boolean taken, long now) {
    for (Waiting one : waiting) {
      if (one.token == token) {
        one.takenAt = now;
        one.over |= !taken || one.replay;
      }
    }
  }

  void acknowledged(Ack ack, long now) {
    credit = ack.credit();
    heard.add(new Heard(ack, now));
    waiting.forEach(one -> one.over |= covers(ack, one.batch));
  }

  private static boolean covers(Ack ack, Batch batch) {
    for (Ack.Stream word : ack.streams()) {
      if (word.stream() == batch.stream()) {
        return batch.to() <= word.known()
            && word.gaps().stream()
                .noneMatch(gap -> gap.from() <= batch.to() && gap.to() >= batch.from());
      }
    }
    return false;
  }

  void publishes(int inFlight) {
    require(inFlight < permits, "more publishes than permits");
  }

  void sends(Action.Send send, Batch batch, long now) {
    if (held()) {
      probes++;
      require(
          probes * options.probe().toNanos() <= now - heldSince,
          "sends to collectors that are away");
    }
    if (send.kind() != Kind.LIVE) {
      old(send, batch, now);
    }
    newest.merge(send.stream(), batch.to(), Math::max);
  }

  private void old(Action.Send send, Batch batch, long now) {
    waiting.removeIf(one -> one.over || now - options.uncovered().toNanos() >= one.takenAt);
    require(waiting.size() < credit, "more of the backlog than the credit");
    if (!held()) {
      for (StreamName stream : outbox.streams()) {
        require(
            outbox.position(stream).next() - 1 <= Objects.requireNonNull(newest.get(stream)),
            "the backlog goes before what is new");
      }
    }
    Waiting one = new Waiting(send.token(), batch, send.kind() == Kind.REPLAY);
    // a lower word heard a little earlier is believed only now
    heard.removeIf(it -> now - it.at() > options.settle().toNanos());
    heard.forEach(it -> one.over |= covers(it.ack(), batch) && !one.replay);
    waiting.add(one);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }
}
