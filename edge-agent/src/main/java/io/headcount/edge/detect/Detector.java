package io.headcount.edge.detect;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import java.util.List;

/**
 * Finds people in frames. Confined to the inference thread; frees its engine's memory on {@link
 * #close}.
 */
public interface Detector extends AutoCloseable {
  /**
   * The people in a frame, best score first, duplicates already removed; boxes in coordinates of
   * the whole picture, 0..1. Scores go down to the model's low threshold: the tracker makes use of
   * weak detections. Keeps no reference to the frame.
   */
  List<Detection> detect(Frame frame);

  /** Engine, device, model and version, for status and reports. */
  DetectorInfo info();

  @Override
  void close();
}
