package io.headcount.edge.detect;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Runs a catalogued model through DJL. Thread-safe: as many look at once as it has lanes, others
 * wait their turn, first come first served.
 */
public final class DjlDetector implements Detector {
  private static final Logger LOG = System.getLogger(DjlDetector.class.getName());

  private final ModelEntry model;
  private final DetectorInfo info;

  /** The first one's network owns the model. */
  private final List<Lane> lanes;

  private final BlockingQueue<Lane> free;

  private DjlDetector(ModelEntry model, EnginePlan plan, Network network, int lanes) {
    this.model = model;
    this.lanes =
        IntStream.range(0, lanes)
            .mapToObj(lane -> new Lane(model, lane == 0 ? network : network.another()))
            .toList();
    this.free = new ArrayBlockingQueue<>(lanes, true, this.lanes);
    this.info =
        new DetectorInfo(
            model.name(),
            plan.engineWithVersion(),
            plan.deviceName(),
            model.licence().spdx(),
            lanes,
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
    return open(catalog, options, 1);
  }

  /**
   * The same for several frames at once.
   *
   * @param lanes how many; each with the threads of the options
   */
  public static DjlDetector open(ModelCatalog catalog, DetectorOptions options, int lanes) {
    DjlDetector detector = openUnsaid(catalog, options, lanes);
    LOG.log(
        Level.INFO,
        "model {0} runs in {1} on {2}, {3} at once with {4} threads each (asked for: engine {5}, device {6})",
        detector.info.model(),
        detector.info.engine(),
        detector.info.device(),
        lanes,
        detector.info.threads(),
        options.engine().key(),
        options.device().key());
    return detector;
  }

  /** The same without a word in the log, for one that is only to be measured. */
  public static DjlDetector openUnsaid(ModelCatalog catalog, DetectorOptions options, int lanes) {
    ModelEntry model = options.fed(catalog);
    return open(model, options.engine(), options.device(), options.threads(), lanes);
  }

  static DjlDetector open(
      ModelEntry model, EngineChoice engine, DeviceChoice device, int threads, int lanes) {
    EnginePlan plan = EnginePlan.of(model, engine, device, threads, lanes);
    Network network = Network.load(model.file(plan.format()).orElseThrow(), plan);
    DjlDetector detector = new DjlDetector(model, plan, network, lanes);
    try {
      detector.tryOut();
      return detector;
    } catch (DetectorException e) {
      detector.close();
      throw e;
    }
  }

  /** A wrong head shows at once and not with the first frame. */
  void tryOut() {
    int side = model.input().longSide();
    try (Scalar grey = new Scalar(128, 128, 128, 0);
        Frame picture =
            new Frame(new Mat(side * 3 / 4, side, opencv_core.CV_8UC3, grey), Instant.EPOCH, 1)) {
      inTurn(lane -> lane.detect(picture, View.whole()));
    }
  }

  @Override
  public List<Detection> detect(Frame frame, View view) {
    return inTurn(lane -> lane.detect(frame, view));
  }

  /**
   * The whole frame, as {@link #detect} does it, and what each stage took.
   *
   * @param ticker nanoseconds that never run backwards
   */
  public StageTimes time(Frame frame, LongSupplier ticker) {
    return inTurn(lane -> lane.time(frame, ticker));
  }

  /**
   * One inference of an empty input that is shaped as for this frame, and nothing else: what the
   * engine alone takes.
   */
  public void inferBare(Frame frame) {
    inTurn(
        lane -> {
          lane.inferBare(frame);
          return true;
        });
  }

  private <T> T inTurn(Function<Lane, T> work) {
    try {
      Lane lane = free.take();
      try {
        return work.apply(lane);
      } finally {
        free.add(lane);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DetectorException("interrupted while waiting for the detector", e);
    }
  }

  @Override
  public DetectorInfo info() {
    return info;
  }

  @Override
  public void close() {
    lanes.reversed().forEach(Lane::close);
  }
}
