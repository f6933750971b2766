package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A mistake to be built into the box, which the model has to notice. */
enum Flaw {
  NONE,
  /** Takes the broker's answer for the collector's. */
  DELETES_ON_PUBACK,
  /** Never sends again what the broker took. */
  TRUSTS_THE_BROKER,
  /** Does not believe that a collector can lose something. */
  NEVER_GOES_BACK,
  /** Has more under way than the broker allows. */
  IGNORES_PERMITS,
  /** Sends more of the backlog than the collector allows. */
  IGNORES_CREDIT,
  /** Looks for new rows only when it connects. */
  LEAVES_NEW_ROWS,
  /** Sends on although every collector is away. */
  DOES_NOT_HOLD;

  /** Narrow in all that can be narrow. */
  SenderOptions options(SplittableRandom random) {
    SenderOptions usual = SenderOptions.DEFAULT;
    return new SenderOptions(
        random.nextInt(1, 9),
        random.nextInt(300, 1200),
        random.nextInt(2, 20),
        random.nextInt(1, 10),
        this == TRUSTS_THE_BROKER ? Duration.ofDays(365) : usual.uncovered(),
        usual.settle(),
        usual.probe(),
        usual.pauseLeast(),
        usual.pauseMost(),
        usual.remember(),
        usual.crowded(),
        usual.storeLeast(),
        usual.storeMost());
  }

  /** The broker's limit as the box understands it. */
  int permits(int window) {
    return this == IGNORES_PERMITS ? Integer.MAX_VALUE : window;
  }

  /** The collector's word as the box understands it. */
  Optional<Ack> hear(Ack ack, Outbox outbox) {
    if (this == NEVER_GOES_BACK && takesBack(ack, outbox)) {
      return Optional.empty();
    }
    int credit = this == IGNORES_CREDIT ? ack.credit() + 3 : ack.credit();
    return Optional.of(new Ack(1, ack.generation(), ack.at(), ack.birth(), ack.streams(), credit));
  }

  private static boolean takesBack(Ack ack, Outbox outbox) {
    return outbox.streams().stream()
        .anyMatch(stream -> upto(ack, stream) < outbox.position(stream).acked());
  }

  private static long upto(Ack ack, StreamName stream) {
    return ack.streams().stream()
        .filter(word -> word.stream() == stream)
        .mapToLong(Ack.Stream::upto)
        .findFirst()
        .orElse(0);
  }

  /** What the box makes of it that the broker took a batch. */
  Optional<Ack> misread(Batch batch) {
    if (this != DELETES_ON_PUBACK) {
      return Optional.empty();
    }
    Ack.Stream word =
        new Ack.Stream(batch.stream(), batch.epoch(), batch.to(), batch.to(), List.of());
    return Optional.of(new Ack(1, "g1", Instant.EPOCH, 1, List.of(word), 1));
  }
}
