package io.headcount.edge.agent;

import io.headcount.edge.pipeline.InputSize;
import io.headcount.edge.pipeline.PipelineStatus;
import io.headcount.edge.status.BoxStatus.Problem;
import io.headcount.edge.status.BoxStatus.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a camera from being looked at as it should be, and what helps. */
final class CameraProblems {
  /** Counts bear a few looks less; from this share on somebody should know. */
  private static final double LOOKS_MISSED = 0.1;

  private CameraProblems() {}

  static List<Problem> of(RunningCamera camera) {
    return Stream.of(notLookedAt(camera), notLookedAtEnough(camera), shownTooSmall(camera))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Problem> notLookedAt(RunningCamera camera) {
    PipelineStatus pipeline = camera.pipeline().status();
    return pipeline
        .lastError()
        .map(
            why ->
                new Problem(
                    Severity.ERROR,
                    "%s: %,d frames could not be looked at: %s"
                        .formatted(camera.config().id(), pipeline.failed(), why),
                    "run 'headcount-agent doctor'; if it finds nothing, report it"));
  }

  /** Which camera suffers, by how much, and what helps. */
  private static Optional<Problem> notLookedAtEnough(RunningCamera camera) {
    PipelineStatus pipeline = camera.pipeline().status();
    if (pipeline.lostShare() < LOOKS_MISSED) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Severity.WARNING,
            "%s: %.0f %% of the looks it needs are lost: %.1f a second instead of %.1f"
                .formatted(
                    camera.config().id(),
                    100 * pipeline.lostShare(),
                    pipeline.gotPerSecond(),
                    pipeline.wantedPerSecond()),
            "put fewer cameras on this box, choose a smaller long_side,"
                + " or give it more budget.cores"));
  }

  /** Which camera is shown smaller than its people call for, and what helps. */
  private static Optional<Problem> shownTooSmall(RunningCamera camera) {
    InputSize.Status size = camera.pipeline().status().size();
    if (size.longSide() >= size.needed()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Severity.WARNING,
            "%s: is looked at in %d pixels instead of %d, because the budget lacks %.1f cores"
                .formatted(
                    camera.config().id(), size.longSide(), size.needed(), size.coresMissing()),
            "give it more budget.cores, put fewer cameras on this box, or draw a region around"
                + " where people walk"));
  }
}
