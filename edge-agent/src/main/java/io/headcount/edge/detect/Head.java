package io.headcount.edge.detect;

import io.headcount.edge.model.ModelEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads the raw output of one family of networks. Only the person class is decoded. Immutable.
 *
 * <p>Boxes without an area, which untrained or saturated outputs can hold, are left out.
 */
sealed interface Head permits NanoDetHead, YoloxHead, YoloV8Head, DetrHead {
  /** Why the output of an input of this size is not this head's, in words; empty when it is. */
  Optional<String> misfit(List<Tensor> outputs, int width, int height);

  /**
   * The people in an output that fits.
   *
   * @param width of the input in pixels
   * @param height of the input in pixels
   * @param minScore weaker ones are left out
   */
  List<Candidate> decode(List<Tensor> outputs, int width, int height, double minScore);

  /**
   * The same for a head that wants one output of three extents, the first 1.
   *
   * @param fits is asked for such an output
   * @param expected its shape in words; asked for only when it is not there, as each look asks this
   */
  static Optional<String> misfitOfOne(
      List<Tensor> outputs, Predicate<Tensor> fits, Supplier<String> expected) {
    if (outputs.size() != 1) {
      return Optional.of(
          "one output " + expected.get() + " was expected, there are " + outputs.size());
    }
    Tensor output = outputs.getFirst();
    return output.shape().size() == 3 && output.extent(0) == 1 && fits.test(output)
        ? Optional.empty()
        : Optional.of("output " + expected.get() + " was expected, found " + output.shape());
  }

  static Head of(ModelEntry model) {
    int classes = model.classes();
    int person = model.person();
    return switch (model.head()) {
      case NANODET -> new NanoDetHead(classes, person);
      case YOLOX -> new YoloxHead(classes, person);
      case YOLOV8 -> new YoloV8Head(classes, person);
      case DETR -> new DetrHead(classes + 1, person, DetrHead.Scores.SOFTMAX);
      case RTDETR -> new DetrHead(classes, person, DetrHead.Scores.SIGMOID);
    };
  }
}
