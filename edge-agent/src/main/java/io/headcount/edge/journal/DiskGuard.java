package io.headcount.edge.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Says when nothing more may be appended. A write through a memory mapping that meets a full disk
 * kills the program, so the end is not approached: what can be written between two looks is far
 * less than what is kept free. Confined to the journal thread.
 */
final class DiskGuard {
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LOOK_BYTES = 1 << 20;

  /** Kept free on any disk, however small: a few files' first pages and {@link #LOOK_BYTES}. */
  private static final long LEAST_RESERVE = 4 << 20;

  private final Path dir;
  private final JournalOptions options;
  private final LongSupplier bytes;
  private final LongSupplier ticker;
  private Optional<String> paused = Optional.empty();
  private long lookedAt;
  private long written = LOOK_BYTES;

  /**
   * @param bytes what the journal takes now
   * @param ticker nanoseconds that only grow
   */
  DiskGuard(Path dir, JournalOptions options, LongSupplier bytes, LongSupplier ticker) {
    this.dir = dir;
    this.options = options;
    this.bytes = bytes;
    this.ticker = ticker;
  }

  /** Why nothing may be appended now; absent when it may. */
  Optional<String> paused() {
    long now = ticker.getAsLong();
    if (written >= LOOK_BYTES || now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      written = 0;
      paused = look();
    }
    return paused;
  }

  void wrote(long count) {
    written += count;
  }

  /** To begin again takes a little more room than to go on, so that it does not flutter. */
  private Optional<String> look() {
    double slack = paused.isPresent() ? 0.05 : 0;
    long taken = bytes.getAsLong();
    if (taken > options.budget() * (1 - slack)) {
      return Optional.of(
          "journal paused: its files take %d MiB of the %d MiB they may"
              .formatted(taken >> 20, options.budget() >> 20));
    }
    try {
      FileStore store = Files.getFileStore(dir);
      double reserve = Math.max(LEAST_RESERVE, store.getTotalSpace() * options.reserve());
      long usable = store.getUsableSpace();
      return usable >= reserve * (1 + slack)
          ? Optional.empty()
          : Optional.of(
              "journal paused: %d MiB left on the disk, less than the %d MiB to keep free"
                  .formatted(usable >> 20, (long) reserve >> 20));
    } catch (IOException e) {
      return Optional.of("journal paused: " + dir + " does not say how much room it has: " + e);
    }
  }
}
