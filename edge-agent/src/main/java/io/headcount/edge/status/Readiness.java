package io.headcount.edge.status;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.status.CameraStatus.CameraState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the box really counts: at least one camera had a frame processed within the last {@link
 * #FRESH}. Immutable.
 */
record Readiness(boolean ready, List<CameraReadiness> cameras) {
  static final Duration FRESH = Duration.ofSeconds(10);

  record CameraReadiness(
      CameraId id, CameraState state, Optional<Duration> lastFrameAge, boolean ready) {}

  static Readiness of(BoxStatus status, Instant now) {
    List<CameraReadiness> cameras =
        status.cameras().stream().map(camera -> of(camera, now)).toList();
    return new Readiness(cameras.stream().anyMatch(CameraReadiness::ready), cameras);
  }

  private static CameraReadiness of(CameraStatus camera, Instant now) {
    Optional<Duration> age = camera.lastFrame().map(last -> Duration.between(last, now));
    boolean fresh = age.filter(past -> past.compareTo(FRESH) <= 0).isPresent();
    return new CameraReadiness(camera.id(), camera.state(), age, fresh);
  }
}
