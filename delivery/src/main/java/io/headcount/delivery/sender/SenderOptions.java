package io.headcount.delivery.sender;

import java.time.Duration;

/**
 * How patient a sender is, and how much it has under way. Immutable.
 *
 * @param permits most publishes that wait for the broker's answer; the broker's own limit holds too
 * @param batchBytes what a batch may take as JSON
 * @param unacknowledged most batches of one stream that wait for the collector
 * @param gaps most gaps that are remembered of one stream; beyond, the last ones count as one
 * @param uncovered a batch that the collector has not acknowledged so long after the broker took it
 *     is sent again; lower sends more twice, higher waits longer for what the broker lost
 * @param settle how long a lower acknowledgement stands before it is believed
 * @param probe how often one batch is sent although every collector is away
 * @param pauseLeast shortest pause after the broker refused something
 * @param pauseMost longest pause after the broker refused something
 * @param remember how often progress is written to the outbox; higher spares the disk, and sends
 *     more twice after a crash
 * @param crowded wait when the connection takes nothing more for now
 * @param storeLeast shortest wait after the outbox failed
 * @param storeMost longest wait after the outbox failed
 */
public record SenderOptions(
    int permits,
    int batchBytes,
    int unacknowledged,
    int gaps,
    Duration uncovered,
    Duration settle,
    Duration probe,
    Duration pauseLeast,
    Duration pauseMost,
    Duration remember,
    Duration crowded,
    Duration storeLeast,
    Duration storeMost) {
  /** What a box uses. */
  public static final SenderOptions DEFAULT =
      new SenderOptions(
          64,
          64 * 1024,
          256,
          1024,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(30));

  public SenderOptions {
    if (permits < 1 || batchBytes < 1 || unacknowledged < 1 || gaps < 1) {
      throw new IllegalArgumentException("a sender needs room for at least one of each");
    }
    if (!uncovered.isPositive()
        || settle.isNegative()
        || !probe.isPositive()
        || remember.isNegative()
        || !crowded.isPositive()) {
      throw new IllegalArgumentException("a sender's waits must be positive");
    }
    if (!pauseLeast.isPositive() || pauseMost.compareTo(pauseLeast) < 0) {
      throw new IllegalArgumentException("pauses from " + pauseLeast + " to " + pauseMost);
    }
    if (!storeLeast.isPositive() || storeMost.compareTo(storeLeast) < 0) {
      throw new IllegalArgumentException("store waits from " + storeLeast + " to " + storeMost);
    }
  }
}
