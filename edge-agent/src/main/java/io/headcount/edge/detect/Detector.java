package io.headcount.edge.detect;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import java.util.List;

/**
 * Finds people in frames. Confined to the inference thread unless it says more; frees its engine's
 * memory on {@link #close}. One serves all cameras: nothing is remembered between frames.
 */
public interface Detector extends AutoCloseable {
  /**
   * The people in a view of a frame, best score first, duplicates already removed; boxes in
   * coordinates of the whole picture, 0..1, cut off at its edges. Scores go down to the model's low
   * threshold: the tracker makes use of weak detections. Keeps no reference to the frame.
   *
   * @throws DetectorException when the engine fails
   */
  List<Detection> detect(Frame frame, View view);

  /** The people in the whole frame. */
  default List<Detection> detect(Frame frame) {
    return detect(frame, View.whole());
  }

  /** Engine, device, model and version, for status and reports. */
  DetectorInfo info();

  @Override
  void close();
}
