package io.headcount.edge.detect;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * YOLOX as exported without its decoding: one output [1, cells, 5 + classes] with the centre's
 * offset from the cell and the logarithm of the size, both in strides, then objectness and class
 * scores, both probabilities already (Ge et al., YOLOX, 2021).
 *
 * @param classes columns of scores
 * @param person which of them
 */
record YoloxHead(int classes, int person) implements Head {
  private static final int BOX = 4;

  @Override
  public Optional<String> misfit(List<Tensor> outputs, int width, int height) {
    int columns = BOX + 1 + classes;
    return Head.misfitOfOne(
        outputs,
        output -> output.extent(1) == Grid.cells(width, height) && output.extent(2) == columns,
        () -> Grid.expected(width, height, String.valueOf(columns)));
  }

  @Override
  public List<Candidate> decode(List<Tensor> outputs, int width, int height, double minScore) {
    FloatBuffer data = outputs.getFirst().data();
    int columns = BOX + 1 + classes;
    Candidates candidates = new Candidates();
    Grid.forEach(
        width,
        height,
        (index, column, row, stride) -> {
          int start = index * columns;
          double score = (double) data.get(start + BOX) * data.get(start + BOX + 1 + person);
          if (score >= minScore) {
            candidates.centre(
                (column + data.get(start)) * stride,
                (row + data.get(start + 1)) * stride,
                Math.exp(data.get(start + 2)) * stride,
                Math.exp(data.get(start + 3)) * stride,
                score);
          }
        });
    return candidates.found();
  }
}
