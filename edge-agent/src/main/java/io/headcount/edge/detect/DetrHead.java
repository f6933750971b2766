package io.headcount.edge.detect;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * DETR and kin: two outputs in either order, logits [1, queries, columns] and boxes [1, queries, 4]
 * with centre and size as shares of the input (Carion et al., End-to-End Object Detection with
 * Transformers, 2020).
 *
 * @param columns of logits
 * @param person which of them
 * @param scores how a logit becomes a probability
 */
record DetrHead(int columns, int person, Scores scores) implements Head {
  private static final int BOX = 4;

  /** How a logit becomes a probability. */
  enum Scores {
    /** Among all classes and the last one, which stands for nothing. */
    SOFTMAX,
    /** Each class by itself. */
    SIGMOID
  }

  @Override
  public Optional<String> misfit(List<Tensor> outputs, int width, int height) {
    boolean fits =
        outputs.size() == 2
            && outputs.stream().allMatch(o -> o.shape().size() == 3 && o.extent(0) == 1)
            && outputs.get(0).extent(1) == outputs.get(1).extent(1)
            && logits(outputs).extent(2) == columns
            && boxes(outputs).extent(2) == BOX;
    return fits
        ? Optional.empty()
        : Optional.of(
            "outputs [1, queries, %d] and [1, queries, 4] were expected, found %s"
                .formatted(columns, outputs.stream().map(Tensor::shape).toList()));
  }

  @Override
  public List<Candidate> decode(List<Tensor> outputs, int width, int height, double minScore) {
    FloatBuffer logits = logits(outputs).data();
    FloatBuffer boxes = boxes(outputs).data();
    int queries = boxes(outputs).extent(1);
    Candidates candidates = new Candidates();
    for (int query = 0; query < queries; query++) {
      double score = probability(logits, query * columns);
      if (score >= minScore) {
        int box = query * BOX;
        candidates.centre(
            (double) boxes.get(box) * width,
            (double) boxes.get(box + 1) * height,
            (double) boxes.get(box + 2) * width,
            (double) boxes.get(box + 3) * height,
            score);
      }
    }
    return candidates.found();
  }

  private double probability(FloatBuffer logits, int from) {
    return switch (scores) {
      case SIGMOID -> 1 / (1 + Math.exp(-logits.get(from + person)));
      case SOFTMAX -> {
        double sum = 0;
        for (int column = 0; column < columns; column++) {
          sum += Math.exp((double) logits.get(from + column) - logits.get(from + person));
        }
        yield 1 / sum;
      }
    };
  }

  /** The boxes come second unless only the first has four columns. */
  private Tensor boxes(List<Tensor> outputs) {
    return outputs.get(swapped(outputs) ? 0 : 1);
  }

  private Tensor logits(List<Tensor> outputs) {
    return outputs.get(swapped(outputs) ? 1 : 0);
  }

  private boolean swapped(List<Tensor> outputs) {
    return outputs.get(0).extent(2) == BOX && outputs.get(1).extent(2) == columns && columns != BOX;
  }
}
