package io.headcount.analytics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.analytics.geometry.Box;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MotFileTest {
  private static final Box BOX = new Box(10, 20, 40, 80.5);

  @Test
  void readsRowsInTheOrderOfFramesAndIds() {
    MotFile file =
        MotFile.parse(
            "a.txt", List.of("2,1,10,20,30,60.5,-1,-1,-1,-1", "", "1, 7.0, 10,20,30,60.5,0,3\r"));

    assertThat(file.rows()).containsExactly(new MotRow(1, 7, BOX, 0), new MotRow(2, 1, BOX, -1));
  }

  @Test
  void takesMissingConfidenceAsOne() {
    assertThat(MotFile.parse("a.txt", List.of("1,1,10,20,30,60.5")).rows())
        .containsExactly(new MotRow(1, 1, BOX, 1));
  }

  @Test
  void readsWhatItWrote() {
    MotFile file =
        new MotFile(List.of(new MotRow(3, 1, BOX, 0.25), new MotRow(1, 9_000_000_000L, BOX, 1)));

    assertThat(file.lines().getLast())
        .isEqualTo("3,1,10.0000,20.0000,30.0000,60.5000,0.2500,-1,-1,-1");
    assertThat(MotFile.parse("a.txt", file.lines())).isEqualTo(file);
  }

  @Test
  void keepsOnlyTheFramesAskedFor() {
    MotFile file =
        new MotFile(Stream.of(1, 2, 3, 4).map(frame -> new MotRow(frame, 1, BOX, 1)).toList());

    assertThat(file.within(2, 3).rows()).extracting(MotRow::frame).containsExactly(2, 3);
  }

  @Test
  void refusesAnIdTwiceInAFrame() {
    List<MotRow> twice = List.of(new MotRow(1, 4, BOX, 1), new MotRow(1, 4, BOX, 1));

    assertThatThrownBy(() -> new MotFile(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frame 1 has id 4 twice");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("1,1,1,1,1", "a.txt:2: 5 columns where at least 6 are needed"),
        Arguments.of("1 1 1 1 1 1", "a.txt:2: 1 columns where at least 6 are needed"),
        Arguments.of("1,1,x,1,1,1", "a.txt:2: left 'x' is not a number: write it in digits"),
        Arguments.of("1,1,1,,1,1", "a.txt:2: top '' is not a number"),
        Arguments.of("1,1,1,1,1,NaN", "a.txt:2: height 'NaN' is not a number"),
        Arguments.of("1,1,1,1,1,1,Infinity", "a.txt:2: confidence 'Infinity' is not a number"),
        Arguments.of("1,1,1,1,-3,1", "a.txt:2: width -3 is not positive: correct it or remove"),
        Arguments.of("1,1,1,1,1,0", "a.txt:2: height 0 is not positive"),
        Arguments.of("1,1,1e300,1,1,1", "a.txt:2: left, top, width and height make no box"),
        Arguments.of("0,1,1,1,1,1", "a.txt:2: frame '0' is not a whole number from 1: frames"),
        Arguments.of("1.5,1,1,1,1,1", "a.txt:2: frame '1.5' is not a whole number"),
        Arguments.of("1,-1,1,1,1,1", "a.txt:2: id '-1' is not a whole number from 0: number the"),
        Arguments.of("1,8,1,1,1,1", "a.txt:2: id 8 is already in frame 1, at line 1: give each"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesFileLineAndCure(String line, String message) {
    assertThatThrownBy(() -> MotFile.parse("a.txt", List.of("1,8,1,1,1,1,1", line)))
        .isInstanceOf(MotFormatException.class)
        .hasMessageStartingWith(message);
  }
}
