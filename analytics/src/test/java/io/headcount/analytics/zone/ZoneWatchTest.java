package io.headcount.analytics.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One letter is a quarter of a second: I inside, o outside, - not observed. */
final class ZoneWatchTest {
  private static final Instant START = Instant.EPOCH;
  private static final Duration STEP = Duration.ofMillis(250);
  private static final Zone LEFT_HALF =
      Zone.of(
          "left",
          ZoneType.AREA,
          new Polygon(
              List.of(new Point(0, 0), new Point(0.5, 0), new Point(0.5, 1), new Point(0, 1))));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a visit of 4 s           | IIIIIIIIIIIIIIIIIoooooooooo         | visit 0.0-4.0",
        "a visit of just 3 s      | IIIIIIIIIIIIIoooooooooo             | visit 0.0-3.0",
        "a pass-by under 3 s      | IIIIIIIIIIIIoooooooooo              | pass-by",
        "too short for the inertia| IIoooooooooo                        | ",
        "flickers at the edge     | IoIoIoIoIoIoIoIoIoIooooooooooo      | ",
        "out for less than grace  | IIIIIIIIoooooooIIIIIIIIoooooooooo   | visit 0.0-5.5",
        "out for longer than grace| IIIIIIIIIIIIIIooooooooooIIIIIIIIIIIIIIIoooooooooo | visit 0.0-3.25, visit 6.0-9.5",
        "hidden within the grace  | IIIIIIII-------IIIIIIIIoooooooooo   | visit 0.0-5.5",
        "hidden beyond the grace  | IIIIIIIIIIIIII-----------oooo       | visit 0.0-3.25",
        "still inside             | IIIIIIIIIIIIIIIIIIIIIIII            | ",
      })
  void oneTrack(String story, String steps, String expected) {
    ZoneWatch watch = new ZoneWatch(LEFT_HALF, List.of());
    assertThat(told(run(watch, steps))).as(story).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void anEndOfAllTracksEndsStaysWhereTheyWereLastSeen() {
    ZoneWatch watch = new ZoneWatch(LEFT_HALF, List.of());
    run(watch, "IIIIIIIIIIIIIIIII");
    assertThat(told(watch.endAll())).isEqualTo("visit 0.0-4.0");
    assertThat(watch.stays()).isEmpty();
  }

  @Test
  void goingOnFromItsStateChangesNothing() {
    String steps = "IIoIIIIIoooIIIIIIIIIIIIIoooooooooooo";
    String whole = told(run(new ZoneWatch(LEFT_HALF, List.of()), steps));
    List<ZoneWatch.Ended> pieced = new ArrayList<>();
    List<ZoneWatch.Stay> stays = List.of();
    for (int i = 0; i < steps.length(); i++) {
      ZoneWatch watch = new ZoneWatch(LEFT_HALF, stays);
      pieced.addAll(step(watch, steps.charAt(i), i));
      stays = watch.stays();
    }
    assertThat(told(pieced)).isEqualTo(whole).isNotEmpty();
  }

  @Test
  void presenceIsConfirmedAndRawCountIsNot() {
    ZoneWatch watch = new ZoneWatch(LEFT_HALF, List.of());
    run(watch, "I");
    assertThat(watch.present()).isZero();
    assertThat(watch.inside(List.of(person('I')))).isEqualTo(1);
    run(watch, "III");
    assertThat(watch.present()).isEqualTo(1);
  }

  private static List<ZoneWatch.Ended> run(ZoneWatch watch, String steps) {
    List<ZoneWatch.Ended> ended = new ArrayList<>();
    for (int i = 0; i < steps.length(); i++) {
      ended.addAll(step(watch, steps.charAt(i), i));
    }
    return ended;
  }

  private static List<ZoneWatch.Ended> step(ZoneWatch watch, char what, int index) {
    List<TrackedBox> people = what == '-' ? List.of() : List.of(person(what));
    return watch.observe(START.plus(STEP.multipliedBy(index)), people);
  }

  private static TrackedBox person(char what) {
    double x = what == 'I' ? 0.3 : 0.7;
    return new TrackedBox(new TrackId(7), new Box(x - 0.1, 0.2, x + 0.1, 0.6), 0.8);
  }

  private static String told(List<ZoneWatch.Ended> ended) {
    return String.join(
        ", ",
        ended.stream()
            .map(
                one ->
                    switch (one) {
                      case ZoneWatch.Ended.Visit(var visit) ->
                          "visit %s-%s"
                              .formatted(
                                  visit.enter().toEpochMilli() / 1000.0,
                                  visit.leave().toEpochMilli() / 1000.0);
                      case ZoneWatch.Ended.PassBy ignored -> "pass-by";
                    })
            .toList());
  }
}
