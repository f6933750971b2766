package io.headcount.edge.agent;

import io.headcount.edge.capture.CaptureLoop;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.mounting.MountingWatch;
import io.headcount.edge.pipeline.CameraPipeline;

/** An enabled camera with its two loops, and what is known of how it hangs. Immutable. */
record RunningCamera(
    CameraConfig config, CaptureLoop capture, CameraPipeline pipeline, MountingWatch mounting) {
  /**
   * Whether it sees what another configuration wants seen, whatever is counted or measured there.
   */
  boolean sees(CameraConfig wanted) {
    return config.id().equals(wanted.id())
        && config.with(wanted.scene(), wanted.floor()).equals(wanted);
  }

  /** The same counting at other lines and zones. */
  RunningCamera redrawn(CameraConfig wanted) {
    if (config.equals(wanted)) {
      return this;
    }
    pipeline.redraw(wanted.scene().lines());
    mounting.measured(wanted.floor());
    return new RunningCamera(wanted, capture, pipeline, mounting);
  }

  /** Lets go of the source, then looks no more. */
  void close() {
    capture.close();
    pipeline.close();
  }
}
