package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.model.ModelEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One way of a picture through a model: its input's memory, the engine, the head. Confined to
 * whoever holds it.
 */
final class Lane implements AutoCloseable {
  private final ModelEntry model;
  private final Head head;
  private final InputPlanes planes;
  private final Network network;

  /**
   * @param network is closed with this
   */
  Lane(ModelEntry model, Network network) {
    this.model = model;
    this.head = Head.of(model);
    this.planes = new InputPlanes(model.input());
    this.network = network;
  }

  List<Detection> detect(Frame frame, View view) {
    Letterbox fit = fit(frame, view);
    List<Candidate> candidates =
        network.run(
            planes.fill(frame, fit), fit.width(), fit.height(), outputs -> decode(outputs, fit));
    return detections(candidates, fit, frame, view);
  }

  StageTimes time(Frame frame, LongSupplier ticker) {
    long[] inferred = new long[1];
    long begun = ticker.getAsLong();
    Letterbox fit = fit(frame, View.whole());
    ByteBuffer input = planes.fill(frame, fit);
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
    int people = detections(candidates, fit, frame, View.whole()).size();
    long done = ticker.getAsLong();
    return new StageTimes(filled - begun, inferred[0] - filled, done - inferred[0], people);
  }

  void inferBare(Frame frame) {
    Letterbox fit = fit(frame, View.whole());
    network.runBare(planes.room(fit), fit.width(), fit.height());
  }

  private Letterbox fit(Frame frame, View view) {
    return Letterbox.of(view.area(frame.width(), frame.height()), view.input(model.input()));
  }

  private List<Detection> detections(
      List<Candidate> candidates, Letterbox fit, Frame frame, View view) {
    List<Detection> detections = new ArrayList<>();
    for (Candidate candidate : Suppression.apply(candidates, model.thresholds().nms())) {
      inPicture(fit.toPicture(candidate.box()), frame.width(), frame.height())
          .filter(view::holds)
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
  public void close() {
    network.close();
    planes.close();
  }
}
