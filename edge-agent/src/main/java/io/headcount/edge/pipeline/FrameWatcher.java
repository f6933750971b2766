package io.headcount.edge.pipeline;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.edge.capture.Frame;

/** Is shown frames after they were processed, on the thread of their camera: be quick. */
@FunctionalInterface
public interface FrameWatcher {
  /** The frame is only lent. */
  void processed(CameraId camera, Frame frame, Observation observation);
}
