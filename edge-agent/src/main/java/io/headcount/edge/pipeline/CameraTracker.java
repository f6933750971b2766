package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.DetectionRegion;
import io.headcount.edge.detect.Detector;
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
    return new Observation(
        frame.at(), tracker(frame).update(frame.at(), detector.detect(frame, region)));
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
