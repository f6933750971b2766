package io.headcount.analytics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountErrorsTest {
  private static final CountErrors.Footage FOOTAGE = new CountErrors.Footage(100, 100, 10);
  private static final List<Segment> LINES =
      List.of(new Segment(new Point(0.5, 0), new Point(0.5, 1)));
  private static final List<Polygon> ZONES =
      List.of(
          new Polygon(
              List.of(
                  new Point(0.1, 0.1),
                  new Point(0.9, 0.1),
                  new Point(0.9, 0.9),
                  new Point(0.1, 0.9))));

  /** Ten seconds from the left to the right. */
  private static List<MotRow> walk(long id, int from, int to) {
    List<MotRow> rows = new ArrayList<>();
    for (int frame = from; frame <= to; frame++) {
      rows.add(new MotRow(frame, id, Box.around(frame - 0.5, 50, 10, 30), 1));
    }
    return rows;
  }

  @Test
  void theTruthIsRightAboutItself() {
    MotFile truth = new MotFile(walk(0, 1, 100));
    assertThat(CountErrors.of(truth, truth, FOOTAGE, LINES, ZONES))
        .isEqualTo(new CountErrors(1, 0, 1, 0));
  }

  @Test
  void aTrackThatBreaksAtTheLineMissesACrossingAndInventsAVisit() {
    MotFile truth = new MotFile(walk(0, 1, 100));
    List<MotRow> broken = new ArrayList<>(walk(1, 1, 50));
    broken.addAll(walk(2, 51, 100));
    CountErrors errors = CountErrors.of(truth, new MotFile(broken), FOOTAGE, LINES, ZONES);
    assertThat(errors).isEqualTo(new CountErrors(1, 1, 1, 1));
    assertThat(errors.crossingError()).isEqualTo(1);
  }

  @Test
  void directionsAreNotSetOffAgainstEachOther() {
    MotFile truth = new MotFile(walk(0, 1, 100));
    List<MotRow> back =
        walk(0, 1, 100).stream()
            .map(row -> new MotRow(101 - row.frame(), row.id(), row.box(), 1))
            .toList();
    assertThat(CountErrors.of(truth, new MotFile(back), FOOTAGE, LINES, ZONES).crossingErrors())
        .isEqualTo(2);
  }
}
