package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-made outputs whose boxes are known. */
class HeadTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;
  private static final int CELLS = 8 * 4 + 4 * 2 + 2;

  @ParameterizedTest
  @CsvSource({
    // index, centre x, centre y, stride
    "0, 4, 4, 8",
    "9, 12, 12, 8",
    "31, 60, 28, 8",
    "32, 8, 8, 16",
    "39, 56, 24, 16",
    "41, 48, 16, 32"
  })
  void nanoDetMeasuresFromTheCentreOfTheCell(int cell, double x, double y, int stride) {
    int bins = 11;
    int columns = 2 + 4 * bins;
    float[] output = new float[CELLS * columns];
    int start = cell * columns;
    output[start + 1] = 0.75f;
    int[] distances = {1, 2, 3, 10};
    for (int side = 0; side < 4; side++) {
      output[start + 2 + side * bins + distances[side]] = 1000;
    }

    List<Candidate> found = decode(new NanoDetHead(2, 1), output, CELLS, columns);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().score()).isEqualTo(0.75);
    Box box = new Box(x - stride, y - 2 * stride, x + 3 * stride, y + 10 * stride);
    assertBox(found.getFirst().box(), box);
  }

  @Test
  void nanoDetTakesTheMeanOfItsBins() {
    int bins = 3;
    int columns = 1 + 4 * bins;
    float[] output = new float[CELLS * columns];
    output[0] = 0.5f;
    // equal logits: the mean of 0, 1, 2; and 1 : 3 between the last two gives 1.75
    output[1 + 2 * bins] = -1000;
    output[1 + 2 * bins + 2] = (float) Math.log(3);

    List<Candidate> found = decode(new NanoDetHead(1, 0), output, CELLS, columns);

    assertBox(found.getFirst().box(), new Box(4 - 8, 4 - 8, 4 + 1.75 * 8, 4 + 8));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 8", "33, 1, 0, 16", "41, 1, 0, 32", "17, 1, 2, 8"})
  void yoloxDecodesOffsetsAndLogarithms(int cell, int column, int row, int stride) {
    int columns = 5 + 3;
    float[] output = new float[CELLS * columns];
    int start = cell * columns;
    output[start] = 0.25f;
    output[start + 1] = 0.5f;
    output[start + 2] = (float) Math.log(2);
    output[start + 3] = (float) Math.log(4);
    output[start + 4] = 0.5f;
    output[start + 5 + 2] = 0.5f;

    List<Candidate> found = decode(new YoloxHead(3, 2), output, CELLS, columns);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().score()).isEqualTo(0.25);
    assertBox(
        found.getFirst().box(),
        Box.around((column + 0.25) * stride, (row + 0.5) * stride, 2.0 * stride, 4.0 * stride));
  }

  @Test
  void yoloV8IsChannelsFirstInPixels() {
    float[] output = new float[(4 + 2) * CELLS];
    int anchor = 7;
    float[] values = {20, 10, 8, 16, 0.9f, 0.4f};
    for (int channel = 0; channel < values.length; channel++) {
      output[channel * CELLS + anchor] = values[channel];
    }

    List<Candidate> found = decode(new YoloV8Head(2, 1), output, 6, CELLS);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().score()).isCloseTo(0.4, within(1e-6));
    assertBox(found.getFirst().box(), new Box(16, 2, 24, 18));
  }

  @ParameterizedTest
  @CsvSource({
    // ln 3 against 0 and 0: 3 of 5; by itself: 3 of 4. The boxes may come first
    "SOFTMAX, 0.6, false",
    "SIGMOID, 0.75, false",
    "SOFTMAX, 0.6, true"
  })
  void detrReadsSharesOfTheInput(DetrHead.Scores scores, double score, boolean boxesFirst) {
    Tensor logits = tensor(new float[] {-9, -9, 9, (float) Math.log(3), 0, 0}, 2, 3);
    Tensor boxes = tensor(new float[] {0.1f, 0.1f, 0.1f, 0.1f, 0.5f, 0.5f, 0.25f, 0.5f}, 2, 4);
    List<Tensor> outputs = boxesFirst ? List.of(boxes, logits) : List.of(logits, boxes);
    DetrHead head = new DetrHead(3, 0, scores);

    assertThat(head.misfit(outputs, WIDTH, HEIGHT)).isEmpty();
    List<Candidate> found = head.decode(outputs, WIDTH, HEIGHT, 0.1);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().score()).isCloseTo(score, within(1e-6));
    assertBox(found.getFirst().box(), new Box(24, 8, 40, 24));
  }

  @Test
  void saysWhatShapeWasExpected() {
    List<Tensor> outputs = List.of(tensor(new float[CELLS * 84], 84, CELLS));
    assertThat(new YoloV8Head(80, 0).misfit(outputs, WIDTH, HEIGHT)).isEmpty();
    assertThat(new YoloxHead(80, 0).misfit(outputs, WIDTH, HEIGHT))
        .hasValue("output [1, 42, 85] was expected, found [1, 84, 42]");
    assertThat(new NanoDetHead(80, 0).misfit(outputs, WIDTH, HEIGHT))
        .hasValue("output [1, 42, 80 + 4 x bins] was expected, found [1, 84, 42]");
    assertThat(new DetrHead(81, 0, DetrHead.Scores.SOFTMAX).misfit(outputs, WIDTH, HEIGHT))
        .isPresent();
  }

  @Test
  void leavesOutWhatHasNoAreaOrIsNoNumber() {
    float[] output = new float[5 * CELLS];
    output[4 * CELLS] = 0.9f;
    output[4 * CELLS + 1] = 0.9f;
    output[2 * CELLS + 1] = Float.NaN;
    assertThat(decode(new YoloV8Head(1, 0), output, 5, CELLS)).isEmpty();
  }

  @Test
  void keepsTheBestOfBoxesOverEachOther() {
    Candidate weak = new Candidate(new Box(0, 0, 10, 10), 0.3);
    Candidate best = new Candidate(new Box(1, 0, 11, 10), 0.9);
    Candidate apart = new Candidate(new Box(5, 0, 15, 10), 0.5);
    assertThat(Suppression.apply(List.of(weak, best, apart), 0.6)).containsExactly(best, apart);
    assertThat(Suppression.apply(List.of(weak, best, apart), 0.9))
        .containsExactly(best, apart, weak);
  }

  private static List<Candidate> decode(Head head, float[] output, int rows, int columns) {
    List<Tensor> outputs = List.of(tensor(output, rows, columns));
    assertThat(head.misfit(outputs, WIDTH, HEIGHT)).isEmpty();
    return head.decode(outputs, WIDTH, HEIGHT, 0.1);
  }

  private static Tensor tensor(float[] values, int rows, int columns) {
    return new Tensor(FloatBuffer.wrap(values), List.of(1, rows, columns));
  }

  private static void assertBox(Box found, Box expected) {
    assertThat(found.left()).isCloseTo(expected.left(), within(1e-4));
    assertThat(found.top()).isCloseTo(expected.top(), within(1e-4));
    assertThat(found.right()).isCloseTo(expected.right(), within(1e-4));
    assertThat(found.bottom()).isCloseTo(expected.bottom(), within(1e-4));
  }
}
