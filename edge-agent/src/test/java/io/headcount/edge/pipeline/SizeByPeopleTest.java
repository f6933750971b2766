package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeByPeopleTest {
  private static final int OWN = 416;
  private static final int LARGEST = 640;

  /** The picture is 4:3. */
  private static final double SHARE = 0.75;

  private final SizeBudget budget = new SizeBudget(new Turns.Budget(1, 1, 1));
  private final SizeByPeople size = new SizeByPeople(new CameraId("door"), OWN, 32, budget);
  private Instant now = Instant.parse("2026-01-01T09:00:00Z");
  private int steps;

  /** Somebody so tall, in pixels of an input of 416, walks for a while; a look each 200 ms. */
  private void walk(double pixels, Duration time) {
    look(pixels, time, 0.01, 5);
  }

  private void look(double pixels, Duration time, double secondsAtOwn, double wanted) {
    double tall = pixels / OWN / SHARE;
    for (Instant end = now.plus(time); now.isBefore(end); now = now.plusMillis(200)) {
      int shown = size.longSide();
      double x = 0.1 + 0.8 * (steps++ % 40) / 40;
      see(Box.around(x, 0.5, tall / 3, tall));
      size.took(now, secondsAtOwn * shown * shown / OWN / OWN, wanted);
    }
  }

  private void see(Box... boxes) {
    List<TrackedBox> people =
        IntStream.range(0, boxes.length)
            .mapToObj(i -> new TrackedBox(new TrackId(1 + i + 2L * (steps / 40)), boxes[i], 0.9))
            .toList();
    size.looked(new Observation(now, people), SHARE);
  }

  @Test
  void afterTheFirstLookThereIsASurvey() {
    assertThat(size.longSide()).isEqualTo(OWN);
    see();

    assertThat(size.longSide()).isEqualTo(LARGEST);
    assertThat(size.status().longSide()).isEqualTo(OWN);
    assertThat(size.status().survey()).isTrue();
    assertThat(size.status().smallest()).isEmpty();
  }

  @Test
  void onlyOneCameraSurveysAtATime() {
    SizeByPeople other = new SizeByPeople(new CameraId("hall"), OWN, 32, budget);
    see();
    other.looked(new Observation(now, List.of()), SHARE);
    assertThat(other.longSide()).isEqualTo(OWN);

    walk(60, Duration.ofMinutes(2));
    other.looked(new Observation(now, List.of()), SHARE);
    assertThat(size.longSide()).isEqualTo(256);
    assertThat(other.longSide()).isEqualTo(LARGEST);
  }

  @Test
  void aCameraThatBreaksOffDoesNotKeepOthersFromTheirSurvey() {
    SizeByPeople other = new SizeByPeople(new CameraId("hall"), OWN, 32, budget);
    see();
    now = now.plus(Duration.ofMinutes(3));
    other.looked(new Observation(now, List.of()), SHARE);

    assertThat(other.longSide()).isEqualTo(LARGEST);
  }

  @ParameterizedTest
  @CsvSource({"20,640", "25,512", "32,416", "44,416", "46,320", "60,256", "200,256"})
  void choosesTheSmallestSizeInWhichPeopleAreTallEnough(double pixels, int chosen) {
    walk(pixels, Duration.ofMinutes(4));

    assertThat(size.longSide()).isEqualTo(chosen);
    assertThat(size.status().survey()).isFalse();
    assertThat(size.status().smallest().orElseThrow())
        .isCloseTo(pixels * chosen / OWN, within(0.01));
  }

  @Test
  void nineInTenDecide() {
    for (int i = 0; i < 8; i++) {
      walk(60, Duration.ofSeconds(9));
    }
    walk(20, Duration.ofMillis(600));
    walk(60, Duration.ofMinutes(3));

    assertThat(size.longSide()).isEqualTo(256);
  }

  @Test
  void whoStandsStillIsCutOffOrIsAloneDoesNotDecide() {
    for (int i = 0; i < 1_000; i++, now = now.plusMillis(200)) {
      see(
          Box.around(0.5, 0.5, 0.02, 0.05), // a dummy
          new Box(0.01 * (i % 50), 0, 0.01 * (i % 50) + 0.05, 0.05)); // half outside
    }

    assertThat(size.longSide()).isEqualTo(OWN);
    assertThat(size.status().smallest()).isEmpty();
  }

  @Test
  void withoutPeopleItLooksAgainSoonAndStays() {
    for (int i = 0; i < 4 * 60; i++, now = now.plusSeconds(1)) {
      see();
    }
    assertThat(size.longSide()).isEqualTo(OWN);

    now = now.plus(Duration.ofMinutes(10));
    see();
    assertThat(size.longSide()).isEqualTo(LARGEST);
  }

  @Test
  void changesOnlyAfterASurveyOnceAnHour() {
    walk(60, Duration.ofMinutes(4));
    walk(20, Duration.ofMinutes(50));
    assertThat(size.longSide()).isEqualTo(256);

    walk(20, Duration.ofMinutes(20));
    assertThat(size.longSide()).isEqualTo(LARGEST);
  }

  @Test
  void aSmallerSizeMustDoSoWithRoomToSpare() {
    walk(25, Duration.ofMinutes(4));
    assertThat(size.longSide()).isEqualTo(512);

    // 32 pixels would do at 416, but not by much; earlier surveys are forgotten after six hours
    walk(32, Duration.ofHours(8));
    assertThat(size.longSide()).isEqualTo(512);

    walk(40, Duration.ofHours(8));
    assertThat(size.longSide()).isEqualTo(416);
  }

  @Test
  void aNightForgetsNobody() {
    walk(25, Duration.ofMinutes(4));
    for (int i = 0; i < 3_600; i++, now = now.plusSeconds(10)) {
      see();
    }

    assertThat(size.status().longSide()).isEqualTo(512);
  }

  @Test
  void goesAStepDownWhereTheBudgetLacksCores() {
    // 512 pixels, 10 times a second: 1.2 cores
    look(25, Duration.ofMinutes(4), 0.08, 10);

    assertThat(size.longSide()).isEqualTo(416);
    InputSize.Status status = size.status();
    assertThat(status.needed()).isEqualTo(512);
    assertThat(status.coresMissing()).isCloseTo(0.21, within(0.01));

    // while it lacks them there is no survey; an hour that is less busy brings 512 back
    look(25, Duration.ofMinutes(55), 0.08, 5);
    assertThat(size.longSide()).isEqualTo(416);
    look(25, Duration.ofMinutes(10), 0.08, 5);
    assertThat(size.status().longSide()).isEqualTo(512);
    assertThat(size.status().coresMissing()).isZero();
  }

  @Test
  void theBudgetAloneDoesNotLeadBelowTheModelsOwnSize() {
    look(32, Duration.ofMinutes(4), 0.5, 10);

    assertThat(size.longSide()).isEqualTo(416);
    assertThat(size.status().needed()).isEqualTo(416);
  }
}
