package io.headcount.edge.detect;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * YOLOv8, YOLO11 and kin: one output [1, 4 + classes, anchors], channels first: centre and size in
 * pixels of the input, then class scores that are probabilities already; no objectness.
 *
 * @param classes rows of scores
 * @param person which of them
 */
record YoloV8Head(int classes, int person) implements Head {
  private static final int BOX = 4;

  @Override
  public Optional<String> misfit(List<Tensor> outputs, int width, int height) {
    int anchors = Grid.cells(width, height);
    return Head.misfitOfOne(
        outputs,
        output -> output.extent(1) == BOX + classes && output.extent(2) == anchors,
        () -> "[1, %d, %d]".formatted(BOX + classes, anchors));
  }

  @Override
  public List<Candidate> decode(List<Tensor> outputs, int width, int height, double minScore) {
    Tensor output = outputs.getFirst();
    FloatBuffer data = output.data();
    int anchors = output.extent(2);
    int scores = (BOX + person) * anchors;
    Candidates candidates = new Candidates();
    for (int anchor = 0; anchor < anchors; anchor++) {
      double score = data.get(scores + anchor);
      if (score >= minScore) {
        candidates.centre(
            data.get(anchor),
            data.get(anchors + anchor),
            data.get(2 * anchors + anchor),
            data.get(3 * anchors + anchor),
            score);
      }
    }
    return candidates.found();
  }
}
