package io.headcount.edge.agent;

import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.CameraStatus;
import io.headcount.edge.status.CameraStatus.CameraState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether the agent does as well with a new configuration as with the one before. Confined
 * to the supervisor's thread.
 *
 * <p>A camera must come that is new or that came before; one that was silent before may stay so,
 * for that is not the configuration's fault. The collector must stay in reach if it was, or nobody
 * could mend the box from afar.
 */
final class ConfigTrial {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final Duration STEADY = Duration.ofSeconds(10);

  private final Set<String> silentBefore;
  private final boolean sentBefore;
  private final long begun;
  private Optional<Long> goodSince = Optional.empty();

  /** What is known so far. */
  sealed interface Verdict {
    /** It has done well for long enough. */
    record Good() implements Verdict {}

    /** It has had its time. Immutable. */
    record Bad(List<String> reasons) implements Verdict {
      public Bad {
        reasons = List.copyOf(reasons);
      }
    }

    /** Not known yet. */
    record Open() implements Verdict {}
  }

  /**
   * @param before how the box was with the configuration before; absent when it did not run
   * @param nanos now, on a clock that cannot be set
   */
  ConfigTrial(Optional<BoxStatus> before, long nanos) {
    this.silentBefore = new HashSet<>();
    before.ifPresent(
        box ->
            box.cameras().stream()
                .filter(camera -> !seeing(camera))
                .forEach(camera -> silentBefore.add(camera.source())));
    this.sentBefore =
        before.flatMap(BoxStatus::uplink).map(BoxStatus.UplinkState::connected).orElse(false);
    this.begun = nanos;
  }

  Verdict judge(AgentConfig config, BoxStatus now, long nanos) {
    List<String> lacking = lacking(config, now);
    if (lacking.isEmpty()) {
      long since = goodSince.orElse(nanos);
      goodSince = Optional.of(since);
      return nanos - since >= STEADY.toNanos() ? new Verdict.Good() : new Verdict.Open();
    }
    goodSince = Optional.empty();
    return nanos - begun >= PATIENCE.toNanos() ? new Verdict.Bad(lacking) : new Verdict.Open();
  }

  private List<String> lacking(AgentConfig config, BoxStatus now) {
    List<String> lacking = new ArrayList<>();
    for (CameraConfig camera : config.cameras()) {
      now.cameras().stream()
          .filter(status -> camera.enabled() && status.id().equals(camera.id()))
          .filter(status -> !seeing(status) && !silentBefore.contains(status.source()))
          .forEach(status -> lacking.add(reason(status)));
    }
    boolean sends = now.uplink().map(BoxStatus.UplinkState::connected).orElse(false);
    if (sentBefore && !sends) {
      lacking.add("the collector's broker was in reach before and is not any more");
    }
    return lacking;
  }

  private static boolean seeing(CameraStatus camera) {
    return camera.throughput().processed() > 0
        && (camera.state() == CameraState.STREAMING || camera.state() == CameraState.ENDED);
  }

  private static String reason(CameraStatus camera) {
    return "camera %s: no picture within %d s%s"
        .formatted(
            camera.id(),
            PATIENCE.toSeconds(),
            camera.lastError().map(fault -> " (" + fault.text() + ")").orElse(""));
  }
}
