package io.headcount.edge.detect;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * NanoDet: one output [1, cells, classes + 4 x bins]. Class scores are probabilities already. A
 * side's distance from the cell's centre is the expectation over its bins 0, 1, 2, … after softmax,
 * times the stride (distribution focal loss: Li et al., Generalized Focal Loss, 2020).
 *
 * @param classes columns of scores
 * @param person which of them
 */
record NanoDetHead(int classes, int person) implements Head {
  private static final int SIDES = 4;

  @Override
  public Optional<String> misfit(List<Tensor> outputs, int width, int height) {
    return Head.misfitOfOne(
        outputs,
        output ->
            output.extent(1) == Grid.cells(width, height)
                && output.extent(2) >= classes + 2 * SIDES
                && (output.extent(2) - classes) % SIDES == 0,
        () -> Grid.expected(width, height, classes + " + 4 x bins"));
  }

  @Override
  public List<Candidate> decode(List<Tensor> outputs, int width, int height, double minScore) {
    Tensor output = outputs.getFirst();
    FloatBuffer data = output.data();
    int columns = output.extent(2);
    int bins = (columns - classes) / SIDES;
    Candidates candidates = new Candidates();
    Grid.forEach(
        width,
        height,
        (index, column, row, stride) -> {
          int start = index * columns;
          double score = data.get(start + person);
          if (score >= minScore) {
            double x = (column + 0.5) * stride;
            double y = (row + 0.5) * stride;
            int sides = start + classes;
            candidates.corners(
                x - stride * expectation(data, sides, bins),
                y - stride * expectation(data, sides + bins, bins),
                x + stride * expectation(data, sides + 2 * bins, bins),
                y + stride * expectation(data, sides + 3 * bins, bins),
                score);
          }
        });
    return candidates.found();
  }

  private static double expectation(FloatBuffer data, int from, int bins) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int bin = 0; bin < bins; bin++) {
      greatest = Math.max(greatest, data.get(from + bin));
    }
    double sum = 0;
    double weighted = 0;
    for (int bin = 0; bin < bins; bin++) {
      double weight = Math.exp(data.get(from + bin) - greatest);
      sum += weight;
      weighted += weight * bin;
    }
    return weighted / sum;
  }
}
