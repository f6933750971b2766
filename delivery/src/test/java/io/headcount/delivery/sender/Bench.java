package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Action.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A sender on a table: does what it wants, and writes down what that was. Batches hold 4 numbers.
 */
final class Bench {
  static final String EPOCH = "ours";
  private static final int BATCH = 4;

  final List<String> log = new ArrayList<>();
  private final Map<StreamName, Outbox.Position> positions = new EnumMap<>(StreamName.class);
  private final List<Long> inFlight = new ArrayList<>();
  private final Sender sender;
  private String generation = "g1";
  private boolean storeBroken;
  private boolean crowded;
  private long now;
  private long wait;

  Bench(StreamName... streams) {
    this(SenderOptions.DEFAULT, streams);
  }

  Bench(SenderOptions options, StreamName... streams) {
    List<StreamName> sent = List.of(streams);
    sent.forEach(stream -> positions.put(stream, new Outbox.Position(1, 1, 0)));
    sender = new Sender(options, EPOCH, sent, new SplittableRandom(1));
  }

  Sender sender() {
    return sender;
  }

  /** Seconds until it wants to be asked again. */
  double waits() {
    return wait / 1e9;
  }

  /** So many numbers are given by now, and so many acknowledged, as the store knows. */
  Bench holds(StreamName stream, long last, long acked) {
    positions.put(stream, new Outbox.Position(1, last + 1, acked));
    return this;
  }

  Bench oldest(StreamName stream, long oldest) {
    Outbox.Position at = position(stream);
    positions.put(stream, new Outbox.Position(oldest, at.next(), at.acked()));
    return this;
  }

  Bench append(StreamName stream, int rows) {
    Outbox.Position at = position(stream);
    positions.put(stream, new Outbox.Position(at.oldest(), at.next() + rows, at.acked()));
    sender.appended();
    return act();
  }

  private Outbox.Position position(StreamName stream) {
    return Objects.requireNonNull(positions.get(stream));
  }

  Bench connect(int receiveMaximum) {
    inFlight.clear();
    sender.connected(receiveMaximum);
    return act();
  }

  Bench connect() {
    return connect(65_535);
  }

  Bench disconnect() {
    inFlight.clear();
    sender.disconnected();
    return act();
  }

  /** The broker answers all that is in flight. */
  Bench answer(int reason) {
    List<Long> tokens = List.copyOf(inFlight);
    inFlight.clear();
    tokens.forEach(token -> sender.answered(token, reason, now));
    return act();
  }

  Bench answer() {
    return answer(0);
  }

  Bench answerFirst(int reason) {
    sender.answered(inFlight.removeFirst(), reason, now);
    return act();
  }

  /** The collector has all up to a number, and up to another without the gaps. */
  Bench ack(int credit, StreamName stream, String epoch, long upto, long known, Range... gaps) {
    Ack.Stream word = new Ack.Stream(stream, epoch, upto, known, List.of(gaps));
    return ack(credit, word);
  }

  Bench ack(int credit, StreamName stream, long upto) {
    return ack(credit, stream, EPOCH, upto, upto);
  }

  Bench ack(int credit, Ack.Stream... words) {
    sender.acknowledged(new Ack(1, generation, Instant.EPOCH, 1, List.of(words), credit), now);
    return act();
  }

  Bench generation(String other) {
    generation = other;
    return this;
  }

  Bench collector(String name, boolean online) {
    sender.collector(name, online, now);
    return act();
  }

  Bench forget(String name) {
    sender.forgotten(name, now);
    return act();
  }

  Bench replay(StreamName stream, long from, long to) {
    sender.replay(stream, new Range(from, to));
    return act();
  }

  Bench storeBroken(boolean broken) {
    storeBroken = broken;
    return this;
  }

  Bench crowded(boolean full) {
    crowded = full;
    return this;
  }

  Bench after(double seconds) {
    now += Duration.ofNanos(Math.round(seconds * 1e9)).toNanos();
    return act();
  }

  /** Leaves in the log only what comes from here on. */
  Bench forgetLog() {
    log.clear();
    return this;
  }

  private Bench act() {
    for (int i = 0; i < 10_000; i++) {
      Action action = sender.next(now);
      if (action instanceof Action.Wait(long nanos)) {
        wait = nanos;
        return this;
      }
      if (storeBroken) {
        log.add("store fails");
        sender.storeFailed(action, now);
      } else {
        act(action);
      }
    }
    throw new AssertionError("never comes to rest: " + log.subList(0, 100));
  }

  private void act(Action action) {
    switch (action) {
      case Action.Look look -> sender.looked(look, position(look.stream()), now);
      case Action.Remember remember -> {
        log.add("remember %s %d".formatted(remember.stream().text(), remember.upto()));
        sender.remembered(remember, now);
      }
      case Action.Announce announce -> {
        log.add("birth");
        inFlight.add(announce.token());
        sender.announced(announce);
      }
      case Action.Send send when crowded -> {
        log.add("crowded");
        sender.crowded(now);
      }
      case Action.Send send -> {
        long to = Math.min(send.to(), send.from() + BATCH - 1);
        log.add(
            "%s%s %d-%d"
                .formatted(
                    send.kind() == Kind.LIVE
                        ? ""
                        : send.kind().name().toLowerCase(Locale.ROOT) + " ",
                    send.stream().text(),
                    send.from(),
                    to));
        inFlight.add(send.token());
        sender.sent(send, to, now);
      }
      case Action.Wait _ -> {}
    }
  }
}
