package io.headcount.edge.status;

import io.headcount.analytics.scene.CameraId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The status as it was at most {@value #MAX_AGE_MILLIS} ms ago, so that many watchers cost no more
 * than one. Thread-safe.
 */
final class RecentStatus {
  static final int MAX_AGE_MILLIS = 200;
  private static final long MAX_AGE_NANOS = Duration.ofMillis(MAX_AGE_MILLIS).toNanos();

  private final StatusSource source;
  private final LongSupplier nanos;
  private Optional<BoxStatus> newest = Optional.empty();
  private long taken;

  RecentStatus(StatusSource source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
  }

  synchronized BoxStatus get() {
    long now = nanos.getAsLong();
    if (newest.isPresent() && now - taken < MAX_AGE_NANOS) {
      return newest.get();
    }
    BoxStatus fresh = source.status();
    newest = Optional.of(fresh);
    taken = now;
    return fresh;
  }

  Optional<CameraStatus> camera(String id) {
    return get().cameras().stream().filter(camera -> camera.id().value().equals(id)).findFirst();
  }

  Optional<CameraStatus> camera(CameraId id) {
    return camera(id.value());
  }
}
