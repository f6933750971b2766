package io.headcount.edge.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the figures of one camera's pipeline. Thread-safe. */
final class PipelineMeter {
  private static final int KEPT = 128;
  private static final Duration RATE_OVER = Duration.ofSeconds(5);

  // rings of the last frames
  private final long[] doneAt = new long[KEPT];
  private final long[] detectionNanos = new long[KEPT];
  private final RecentSum wantedLooks;
  private final RecentSum gotLooks;
  private long processed;
  private long skipped;
  private long repeated;
  private long lost;
  private long replaced;
  private long failed;
  private int width;
  private int height;
  private int people;
  private @Nullable Instant lastFrame;
  private @Nullable String lastError;

  PipelineMeter(long ticks) {
    wantedLooks = new RecentSum(ticks);
    gotLooks = new RecentSum(ticks);
  }

  synchronized void skipped() {
    skipped++;
  }

  /** A frame was observed without a look. */
  synchronized void repeated(Instant at, int seen) {
    repeated++;
    lastFrame = at;
    people = seen;
  }

  /** A frame that waited for a turn was not looked at. */
  synchronized void replaced() {
    replaced++;
  }

  /** So many looks were wanted before this one and could not be had. */
  synchronized void lost(long looks, long ticks) {
    lost += looks;
    wantedLooks.add((double) looks, ticks);
  }

  /** True when this is why the last one failed, too. */
  synchronized boolean failed(String why) {
    failed++;
    boolean known = why.equals(lastError);
    lastError = why;
    return known;
  }

  synchronized void processed(
      Instant at, long ticks, long tookNanos, int frameWidth, int frameHeight, int seen) {
    int slot = (int) (processed % KEPT);
    doneAt[slot] = ticks;
    detectionNanos[slot] = tookNanos;
    processed++;
    wantedLooks.add(1, ticks);
    gotLooks.add(1, ticks);
    lastFrame = at;
    width = frameWidth;
    height = frameHeight;
    people = seen;
  }

  /** Looks wanted, over the last minute. */
  synchronized double wantedPerSecond(long ticks) {
    return wantedLooks.perSecond(ticks);
  }

  synchronized PipelineStatus status(long ticks, InputSize.Status size) {
    int held = (int) Math.min(processed, KEPT);
    long recent = 0;
    long oldest = ticks;
    for (int i = 0; i < held; i++) {
      if (ticks - doneAt[i] <= RATE_OVER.toNanos()) {
        recent++;
        oldest = Math.min(oldest, doneAt[i]);
      }
    }
    // a ring that is full within the time says the rate by its own span
    boolean overrun = recent == KEPT;
    double seconds = overrun ? (ticks - oldest) / 1e9 : RATE_OVER.toNanos() / 1e9;
    return new PipelineStatus(
        processed,
        repeated,
        skipped,
        lost,
        replaced,
        failed,
        seconds > 0 ? recent / seconds : 0,
        wantedLooks.perSecond(ticks),
        gotLooks.perSecond(ticks),
        held == 0 ? Optional.empty() : Optional.of(detectionTime(held)),
        width,
        height,
        size,
        Optional.ofNullable(lastFrame),
        people,
        Optional.ofNullable(lastError));
  }

  private PipelineStatus.DetectionTime detectionTime(int held) {
    long[] sorted = Arrays.copyOf(detectionNanos, held);
    Arrays.sort(sorted);
    long mean = Arrays.stream(sorted).sum() / held;
    return new PipelineStatus.DetectionTime(
        Duration.ofNanos(mean), Duration.ofNanos(sorted[(int) Math.ceil(held * 0.95) - 1]));
  }
}
