package io.headcount.edge.detect;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Numbers of a network's output. Valid until the next inference.
 *
 * @param data row-major
 * @param shape its extents, the first is the batch of 1
 */
record Tensor(FloatBuffer data, List<Integer> shape) {
  Tensor {
    shape = List.copyOf(shape);
  }

  int extent(int dimension) {
    return shape.get(dimension);
  }
}
