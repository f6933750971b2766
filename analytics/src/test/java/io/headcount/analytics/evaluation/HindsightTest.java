package io.headcount.analytics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.Sighting;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.track.Tracker;
import io.headcount.analytics.track.TrackerOptions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HindsightTest {
  private final Hindsight hindsight = new Hindsight(1000, 100);

  private static Instant at(int frame) {
    return Instant.EPOCH.plusMillis(100L * frame);
  }

  private static TrackedBox person(long id, double left, double score) {
    return new TrackedBox(new TrackId(id), new Box(left, 0.2, left + 0.1, 0.5), score);
  }

  private void frame(int frame, TrackedBox... people) {
    hindsight.add(frame, at(frame), List.of(people), List.of());
  }

  @Test
  void aGapIsBridgedByTheStraightWay() {
    frame(1, person(1, 0.1, 0.9));
    frame(2);
    frame(3, person(2, 0.7, 0.8));
    frame(4, person(1, 0.4, 0.6));
    List<MotRow> rows = hindsight.tracks().rows().stream().filter(row -> row.id() == 1).toList();
    assertThat(rows).extracting(MotRow::frame).containsExactly(1, 2, 3, 4);
    assertThat(rows.get(1).box().left()).isCloseTo(200, within(1e-9));
    assertThat(rows.get(2).box().left()).isCloseTo(300, within(1e-9));
    assertThat(rows.get(2).box().bottom()).isCloseTo(50, within(1e-9));
    assertThat(rows.get(2).confidence()).isEqualTo(0.6);
  }

  @Test
  void onlyFramesThatWereAddedGetRows() {
    frame(1, person(1, 0.1, 0.9));
    frame(3);
    frame(5, person(1, 0.3, 0.9));
    assertThat(hindsight.tracks().rows()).extracting(MotRow::frame).containsExactly(1, 3, 5);
  }

  @Test
  void aTrackBeginsWhereItsPersonWasFirstSeen() {
    Tracker tracker = Tracker.numberedFromOne(TrackerOptions.DEFAULT, 1);
    for (int frame = 1; frame <= 5; frame++) {
      List<Detection> seen =
          frame < 3 ? List.of() : List.of(new Detection(new Box(0.4, 0.2, 0.5, 0.5), 0.9));
      hindsight.add(frame, at(frame), tracker.update(at(frame), seen), tracker.earlier());
    }
    assertThat(hindsight.tracks().rows()).extracting(MotRow::frame).containsExactly(3, 4, 5);
  }

  @Test
  void whatIsToldOfAFrameThatWasNotAddedIsRefused() {
    Sighting unknown = new Sighting(at(7), person(1, 0.1, 0.9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hindsight.add(8, at(8), List.of(), List.of(unknown)))
        .withMessageContaining("add every frame");
  }
}
