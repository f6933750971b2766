package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineWatchTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  /** Upright in the middle; people are 0.2 tall in a picture twice as wide as high. */
  private static final CountingLine LINE =
      CountingLine.of("door", new Segment(new Point(0.5, 0.9), new Point(0.5, 0.3)));

  @ParameterizedTest(name = "from {0} to {1} in {2} ms: {3}")
  @CsvSource({
    // standing far away, standing at the line
    "0.20, 0.20, 200, false",
    "0.48, 0.48, 200, true",
    // about to be there, on the way but far, walking away
    "0.38, 0.42, 200, true",
    "0.10, 0.14, 200, false",
    "0.40, 0.36, 200, false",
    // so fast that they jump the line
    "0.20, 0.35, 200, true",
    // just passed it
    "0.49, 0.51, 100, true",
  })
  void nearIsWhoIsThereSoon(double from, double to, long millis, boolean near) {
    LineWatch watch = new LineWatch(List.of(LINE));
    watch.near(at(0, from), 2);

    assertThat(watch.near(at(millis, to), 2)).isEqualTo(near);
  }

  @ParameterizedTest(name = "new at {0}: {1}")
  @CsvSource({"0.43, true", "0.55, true", "0.38, false", "0.10, false"})
  void aNewcomerMayGoAnywhere(double x, boolean near) {
    assertThat(new LineWatch(List.of(LINE)).near(at(0, x), 2)).isEqualTo(near);
  }

  @ParameterizedTest(name = "feet at {0}: {1}")
  @CsvSource({"0.95, true", "1.00, false", "0.10, false"})
  void aLineHasEnds(double y, boolean near) {
    LineWatch watch = new LineWatch(List.of(LINE));
    Observation standing = new Observation(START, List.of(person(0.5, y)));
    watch.near(standing, 2);
    Observation still = new Observation(START.plusMillis(200), standing.people());

    assertThat(watch.near(still, 2)).isEqualTo(near);
  }

  private static Observation at(long millis, double x) {
    return new Observation(START.plusMillis(millis), List.of(person(x, 0.6)));
  }

  private static TrackedBox person(double x, double feet) {
    return new TrackedBox(new TrackId(1), new Box(x - 0.02, feet - 0.2, x + 0.02, feet), 0.9);
  }
}
