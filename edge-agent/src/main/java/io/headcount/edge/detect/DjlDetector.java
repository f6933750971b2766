package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Runs a catalogued model through DJL. Thread-safe: as many are in the engine at once as it has
 * lanes, others wait their turn with their input made, first come first served.
 */
public final class DjlDetector implements Detector {
  private static final Logger LOG = System.getLogger(DjlDetector.class.getName());

  private final ModelEntry model;
  private final DetectorInfo info;

  /** The first one's network owns the model. */
  private final List<Lane> lanes;

  private final BlockingQueue<Lane> free;

  /** Those that nobody uses; never more than have looked at once. */
  private final Deque<InputPlanes> inputs = new ConcurrentLinkedDeque<>();

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
      detect(picture);
    }
  }

  @Override
  public List<Detection> detect(Frame frame, View view) {
    Letterbox fit = fit(frame, view);
    return withInput(
        input -> {
          ByteBuffer filled = input.fill(frame, fit);
          return people(inTurn(lane -> lane.look(filled, fit, () -> {})), fit, frame, view);
        });
  }

  /**
   * The whole frame, as {@link #detect} does it, and what each stage took.
   *
   * @param ticker nanoseconds that never run backwards
   */
  public StageTimes time(Frame frame, LongSupplier ticker) {
    return withInput(
        input -> {
          AtomicLong inferred = new AtomicLong();
          long begun = ticker.getAsLong();
          Letterbox fit = fit(frame, View.whole());
          ByteBuffer filled = input.fill(frame, fit);
          long ready = ticker.getAsLong();
          List<Candidate> candidates =
              inTurn(lane -> lane.look(filled, fit, () -> inferred.set(ticker.getAsLong())));
          int people = people(candidates, fit, frame, View.whole()).size();
          long done = ticker.getAsLong();
          return new StageTimes(
              ready - begun, inferred.get() - ready, done - inferred.get(), people);
        });
  }

  /**
   * One inference of an empty input that is shaped as for this frame, and nothing else: what the
   * engine alone takes.
   */
  public void inferBare(Frame frame) {
    Letterbox fit = fit(frame, View.whole());
    withInput(
        input -> {
          ByteBuffer room = input.room(fit);
          return inTurn(
              lane -> {
                lane.inferBare(room, fit);
                return true;
              });
        });
  }

  private Letterbox fit(Frame frame, View view) {
    return Letterbox.of(view.area(frame.width(), frame.height()), view.input(model.input()));
  }

  private List<Detection> people(
      List<Candidate> candidates, Letterbox fit, Frame frame, View view) {
    List<Detection> people = new ArrayList<>();
    for (Candidate candidate : Suppression.apply(candidates, model.thresholds().nms())) {
      inPicture(fit.toPicture(candidate.box()), frame.width(), frame.height())
          .filter(view::holds)
          .ifPresent(box -> people.add(new Detection(box, candidate.score())));
    }
    return people;
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

  private <T> T withInput(Function<InputPlanes, T> work) {
    InputPlanes unused = inputs.poll();
    InputPlanes input = unused == null ? new InputPlanes(model.input()) : unused;
    try {
      return work.apply(input);
    } finally {
      // the one used last is used next: it is still near the processor
      inputs.push(input);
    }
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
    inputs.forEach(InputPlanes::close);
  }
}
