package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.Sighting;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.View;
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
  private final View view;
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
    this.view = View.of(region);
    this.options = options;
    this.ids = ids;
  }

  /**
   * Who is seen in the frame, which stays the caller's, in the model's own size. Frames come in the
   * order of their time.
   */
  public Observation observe(Frame frame) {
    return observe(frame, view);
  }

  /**
   * The same in another size.
   *
   * @param longSide pixels of the input's longer side
   */
  public Observation observe(Frame frame, int longSide) {
    return observe(frame, view.at(longSide));
  }

  private Observation observe(Frame frame, View shown) {
    detections = detector.detect(frame, shown);
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

  /** Where those whom the last frame made known had been seen before, see {@link Tracker}. */
  public List<Sighting> earlier() {
    Tracker running = tracker;
    return running == null ? List.of() : running.earlier();
  }

  /** What was detected in the last frame, weak ones included. */
  List<Detection> detections() {
    return detections;
  }

  /** The part of the picture in which people are looked for. */
  View view() {
    return view;
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
