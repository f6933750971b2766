package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.model.InputSpec;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Runs a catalogued model through DJL. Confined to the inference thread. */
public final class DjlDetector implements Detector {
  private static final Logger LOG = System.getLogger(DjlDetector.class.getName());

  private final ModelEntry model;
  private final DetectorInfo info;
  private final Head head;
  private final InputPlanes planes;
  private final Network network;

  private DjlDetector(ModelEntry model, EnginePlan plan, Network network) {
    this.model = model;
    this.network = network;
    this.head = Head.of(model);
    this.planes = new InputPlanes(model.input());
    this.info =
        new DetectorInfo(
            model.name(),
            plan.engineWithVersion(),
            plan.deviceName(),
            model.licence().spdx(),
            plan.threads());
  }

  /**
   * Verifies, loads and tries a model.
   *
   * @throws io.headcount.edge.model.ModelException when the catalogue has no such model, or its
   *     file is damaged
   * @throws DetectorException when it cannot be run as asked
   */
  public static DjlDetector open(ModelCatalog catalog, DetectorOptions options) {
    ModelEntry entry = catalog.get(options.model());
    DjlDetector detector =
        open(fed(entry, options), options.engine(), options.device(), options.threads());
    LOG.log(
        Level.INFO,
        "model {0} runs in {1} on {2} with {3} threads (asked for: engine {4}, device {5})",
        detector.info.model(),
        detector.info.engine(),
        detector.info.device(),
        detector.info.threads(),
        options.engine().key(),
        options.device().key());
    return detector;
  }

  static DjlDetector open(ModelEntry model, EngineChoice engine, DeviceChoice device, int threads) {
    EnginePlan plan = EnginePlan.of(model, engine, device, threads);
    Network network = Network.load(model.file(plan.format()).orElseThrow(), plan);
    DjlDetector detector = new DjlDetector(model, plan, network);
    try {
      detector.tryOut();
      return detector;
    } catch (DetectorException e) {
      detector.close();
      throw e;
    }
  }

  private static ModelEntry fed(ModelEntry model, DetectorOptions options) {
    if (options.longSide().isEmpty()) {
      return model;
    }
    InputSpec input = model.input();
    int wanted = options.longSide().get();
    if (wanted % input.multiple() != 0) {
      throw new DetectorException(
          "model %s: long side %d is not a multiple of %d: use %d"
              .formatted(
                  model.id(),
                  wanted,
                  input.multiple(),
                  Math.ceilDiv(wanted, input.multiple()) * input.multiple()));
    }
    if (input.square() && wanted != input.longSide()) {
      throw new DetectorException(
          "model %s takes only inputs of %dx%d: leave the long side out, or export it anew"
              .formatted(model.id(), input.longSide(), input.longSide()));
    }
    return model.withInput(input.withLongSide(wanted));
  }

  /** A wrong head shows at once and not with the first frame. */
  void tryOut() {
    int side = model.input().longSide();
    try (Scalar grey = new Scalar(128, 128, 128, 0);
        Mat picture = new Mat(side * 3 / 4, side, opencv_core.CV_8UC3, grey)) {
      detect(picture, DetectionRegion.whole());
    }
  }

  @Override
  public List<Detection> detect(Frame frame, DetectionRegion region) {
    return detect(frame.pixels(), region);
  }

  /**
   * The whole frame, as {@link #detect} does it, and what each stage took.
   *
   * @param ticker nanoseconds that never run backwards
   */
  public StageTimes time(Frame frame, LongSupplier ticker) {
    Mat picture = frame.pixels();
    long[] inferred = new long[1];
    long begun = ticker.getAsLong();
    Letterbox fit = fit(picture, DetectionRegion.whole());
    ByteBuffer input = planes.fill(picture, fit);
    long filled = ticker.getAsLong();
    List<Candidate> candidates =
        network.run(
            input,
            fit.width(),
            fit.height(),
            outputs -> {
              inferred[0] = ticker.getAsLong();
              return decode(outputs, fit);
            });
    int people = detections(candidates, fit, picture, DetectionRegion.whole()).size();
    long done = ticker.getAsLong();
    return new StageTimes(filled - begun, inferred[0] - filled, done - inferred[0], people);
  }

  private List<Detection> detect(Mat picture, DetectionRegion region) {
    Letterbox fit = fit(picture, region);
    List<Candidate> candidates =
        network.run(
            planes.fill(picture, fit), fit.width(), fit.height(), outputs -> decode(outputs, fit));
    return detections(candidates, fit, picture, region);
  }

  private Letterbox fit(Mat picture, DetectionRegion region) {
    return Letterbox.of(region.area(picture.cols(), picture.rows()), model.input());
  }

  private List<Detection> detections(
      List<Candidate> candidates, Letterbox fit, Mat picture, DetectionRegion region) {
    List<Detection> detections = new ArrayList<>();
    for (Candidate candidate : Suppression.apply(candidates, model.thresholds().nms())) {
      inPicture(fit.toPicture(candidate.box()), picture.cols(), picture.rows())
          .filter(region::holds)
          .ifPresent(box -> detections.add(new Detection(box, candidate.score())));
    }
    return detections;
  }

  private List<Candidate> decode(List<Tensor> outputs, Letterbox fit) {
    head.misfit(outputs, fit.width(), fit.height())
        .ifPresent(
            why -> {
              throw new DetectorException(
                  "model %s is no %s: %s: choose the head it was exported with"
                      .formatted(model.id(), model.head().key(), why));
            });
    return head.decode(outputs, fit.width(), fit.height(), model.thresholds().low());
  }

  /** From pixels to shares of the picture, cut off at its edges; empty when nothing is left. */
  static Optional<Box> inPicture(Box pixels, int width, int height) {
    double left = Math.clamp(pixels.left() / width, 0, 1);
    double top = Math.clamp(pixels.top() / height, 0, 1);
    double right = Math.clamp(pixels.right() / width, 0, 1);
    double bottom = Math.clamp(pixels.bottom() / height, 0, 1);
    return left < right && top < bottom
        ? Optional.of(new Box(left, top, right, bottom))
        : Optional.empty();
  }

  @Override
  public DetectorInfo info() {
    return info;
  }

  @Override
  public void close() {
    network.close();
    planes.close();
  }
}
