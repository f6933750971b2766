package io.headcount.edge.detect;

import io.headcount.edge.model.ModelEntry;
import java.util.List;
import java.util.Optional;

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
