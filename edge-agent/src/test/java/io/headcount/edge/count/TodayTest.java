package io.headcount.edge.count;

import static io.headcount.edge.count.Walkers.DOOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.line.Crossing;
import io.headcount.analytics.line.Direction;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.zone.ZoneVisit;
import io.headcount.edge.store.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TodayTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static Counted crossing(String at, Direction direction) {
    return new Counted(
        DOOR,
        "r",
        new SceneEvent.LineCrossed(
            new Crossing("main", direction, new TrackId(1), Instant.parse(at))));
  }

  private static Counted visit(String enter, String leave) {
    return new Counted(
        DOOR,
        "r",
        new SceneEvent.ZoneVisited(
            new ZoneVisit("shelf", new TrackId(1), Instant.parse(enter), Instant.parse(leave))));
  }

  private static Today at(String now) {
    return new Today(PARIS, Instant.parse(now));
  }

  @Test
  void startsFromWhatIsStoredAndAddsWhatIsNew() {
    Today today = at("2026-03-02T09:00:00Z");
    today.add(
        new Totals(
            List.of(new Totals.Line("door", "main", 7, 3)),
            List.of(new Totals.Zone("door", "shelf", 2, 1, 30))));
    today.add(crossing("2026-03-02T09:00:01Z", Direction.IN));
    today.add(crossing("2026-03-02T09:00:02Z", Direction.OUT));
    today.add(visit("2026-03-02T09:00:00Z", "2026-03-02T09:00:12.500Z"));

    assertThat(today.line(DOOR, "main")).isEqualTo(new Today.Sum(8, 4, 0, 0));
    assertThat(today.zone(DOOR, "shelf")).isEqualTo(new Today.Sum(0, 0, 3, 42.5));
    assertThat(today.line(DOOR, "shelf")).isEqualTo(Today.Sum.NONE);
  }

  @Test
  void beginsAnewAtTheStoresMidnight() {
    Today today = at("2026-03-02T22:59:00Z");
    today.add(crossing("2026-03-02T22:59:59.999Z", Direction.IN));
    assertThat(today.line(DOOR, "main").in()).isEqualTo(1);
    today.add(crossing("2026-03-02T23:00:00Z", Direction.IN));
    today.add(crossing("2026-03-02T23:00:01Z", Direction.IN));
    assertThat(today.line(DOOR, "main").in()).isEqualTo(2);
    // what belongs to yesterday and is learnt only now stays out
    today.add(crossing("2026-03-02T22:59:59Z", Direction.IN));
    assertThat(today.line(DOOR, "main").in()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 23",
    "2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 25",
    "2026-03-02T12:00:00Z, 2026-03-01T23:00:00Z, 24"
  })
  void aDayIsAsLongAsTheStoreHasIt(String now, String begin, int hours) {
    Today today = at(now);
    Instant first = Instant.parse(begin);
    assertThat(today.begin()).isEqualTo(first);
    Instant end = first.plus(Duration.ofHours(hours));
    assertThat(today.startsWith(end.minusMillis(1))).isTrue();
    assertThat(today.begin()).isEqualTo(first);
    assertThat(today.startsWith(end)).isTrue();
    assertThat(today.begin()).isEqualTo(end);
  }
}
