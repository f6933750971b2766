package io.headcount.analytics.statics;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StaticsFilterTest {
  private static final StaticsRule RULE = new StaticsRule(Duration.ofMinutes(5), 0.05);
  private final StaticsFilter filter = new StaticsFilter(RULE, List.of());
  private final Random random = new Random(3);

  @Test
  void aMannequinIsLeftOutAfterAWhileWhateverItsIdentity() {
    long seconds = 0;
    for (; seconds < 299; seconds++) {
      assertThat(seen(seconds, still(seconds / 30 + 1))).hasSize(1);
    }
    assertThat(seen(301, still(99))).isEmpty();
    assertThat(filter.things()).isEqualTo(1);
  }

  @Test
  void somebodyWhoWaitsAndShiftsTheirWeightStaysAPerson() {
    for (long seconds = 0; seconds < 1800; seconds++) {
      double x = 0.5 + 0.04 * Math.sin(seconds / 20.0) + 0.01 * random.nextGaussian();
      assertThat(seen(seconds, new TrackedBox(new TrackId(1), person(x), 0.9))).hasSize(1);
    }
    assertThat(filter.things()).isZero();
  }

  @Test
  void peopleWhoPassTheSameSpotAllDayStayPeople() {
    // somebody new every four seconds for an hour, each on the spot for a moment only
    for (long step = 0; step < 36_000; step++) {
      double x = 0.2 + 0.6 * (step % 40) / 40;
      Instant at = Instant.EPOCH.plusMillis(step * 100);
      TrackedBox walker = new TrackedBox(new TrackId(step / 40 + 1), person(x), 0.9);
      assertThat(filter.people(at, List.of(walker))).hasSize(1);
    }
    assertThat(filter.things()).isZero();
  }

  @Test
  void aThingTakenAwayIsForgotten() {
    for (long seconds = 0; seconds < 400; seconds++) {
      seen(seconds, still(1));
    }
    assertThat(filter.things()).isEqualTo(1);
    filter.people(Instant.EPOCH.plusSeconds(800), List.of());
    assertThat(filter.things()).isZero();
    assertThat(seen(801, still(2))).hasSize(1);
  }

  @Test
  void placesAreBounded() {
    for (int i = 0; i < 5000; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      Box box = new Box(x, y, x + 0.1, y + 0.3);
      filter.people(
          Instant.EPOCH.plusMillis(i), List.of(new TrackedBox(new TrackId(i + 1), box, 0.9)));
    }
    assertThat(filter.places()).hasSizeLessThanOrEqualTo(256);
  }

  private List<TrackedBox> seen(long seconds, TrackedBox box) {
    return filter.people(Instant.EPOCH.plusSeconds(seconds), List.of(box));
  }

  private TrackedBox still(long track) {
    double noise = 0.002 * random.nextGaussian();
    return new TrackedBox(new TrackId(track), person(0.5 + noise), 0.7);
  }

  private static Box person(double x) {
    return new Box(x - 0.05, 0.4, x + 0.05, 0.7);
  }
}
