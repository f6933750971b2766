package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectionRegion;
import io.headcount.edge.detect.Detector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From the frames of one camera to observations: detection, then tracking. Confined to the thread
 * of its camera.
 */
public final class CameraTracker {
  private final Detector detector;
  private final DetectionRegion region;
  private final TrackerOptions options;
  private final LongSupplier ids;
  private @Nullable Tracker tracker;
  private double aspect;
  private List<Detection> detections = List.of();

  /**
   * @param region where people are looked for; empty is the whole picture
   * @param ids a new number for each confirmed track
   */
  public CameraTracker(
      Detector detector, Optional<Polygon> region, TrackerOptions options, LongSupplier ids) {
    this.detector = detector;
    this.region = new DetectionRegion(region);
    this.options = options;
    this.ids = ids;
  }

  /** Who is seen in the frame, which stays the caller's. Frames come in the order of their time. */
  public Observation observe(Frame frame) {
    detections = detector.detect(frame, region);
    return new Observation(frame.at(), tracker(frame).update(frame.at(), detections));
  }

  /**
   * Who is seen in a frame that shows what the last one showed: the detector would find the same
   * people at the same places. Nobody is seen before the first frame.
   */
  public Observation repeat(Instant at) {
    Tracker running = tracker;
    return new Observation(at, running == null ? List.of() : running.update(at, detections));
  }

  /** What was detected in the last frame, weak ones included. */
  List<Detection> detections() {
    return detections;
  }

  /** Width of the last frame divided by its height; 0 before the first. */
  double aspect() {
    return aspect;
  }

  /** A picture of another shape is another scene for the tracker: all tracks end. */
  private Tracker tracker(Frame frame) {
    double shape = (double) frame.width() / frame.height();
    Tracker running = tracker;
    if (running == null || shape != aspect) {
      running = new Tracker(options, shape, ids);
      tracker = running;
      aspect = shape;
    }
    return running;
  }
}
