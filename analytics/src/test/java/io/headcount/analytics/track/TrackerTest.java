package io.headcount.analytics.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrackerTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final TrackerOptions OPTIONS = TrackerOptions.DEFAULT;

  private final Tracker tracker = Tracker.numberedFromOne(OPTIONS, 4.0 / 3);
  private Instant now = START;

  /** A person 0.3 tall. */
  private static Detection person(double x, double y, double score) {
    return new Detection(Box.around(x, y, 0.08, 0.3), score);
  }

  private static Detection person(double x) {
    return person(x, 0.5, 0.9);
  }

  private List<TrackedBox> frame(Detection... detections) {
    return after(Duration.ofMillis(100), detections);
  }

  private List<TrackedBox> after(Duration time, Detection... detections) {
    now = now.plus(time);
    return tracker.update(now, List.of(detections));
  }

  private static List<Long> ids(List<TrackedBox> boxes) {
    return boxes.stream().map(box -> box.track().value()).toList();
  }

  @Test
  void nobodyLeavesBeforeTheyAreConfirmed() {
    assertThat(frame(person(0.5))).isEmpty();
    assertThat(frame()).isEmpty();
    // seen once, missed once: it begins anew and uses up no number
    assertThat(frame(person(0.5))).isEmpty();
    assertThat(ids(frame(person(0.5)))).containsExactly(1L);
  }

  @Test
  void oneHitIsEnoughOnlyForLaterFramesWhenAskedFor() {
    TrackerOptions eager =
        new TrackerOptions(0.5, 0.2, 1, Duration.ofSeconds(2), 0.4, 0.15, 0.6, 0);
    Tracker quick = Tracker.numberedFromOne(eager, 1);
    quick.update(START, List.of(person(0.5)));
    assertThat(ids(quick.update(START.plusMillis(100), List.of(person(0.5))))).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1000, 1900})
  void theIdentityIsKeptThroughAGapWithinMemory(int millis) {
    frame(person(0.5));
    frame(person(0.5));
    assertThat(ids(after(Duration.ofMillis(millis), person(0.5)))).containsExactly(1L);
  }

  @Test
  void andAlsoWithEmptyFramesInIt() {
    frame(person(0.5));
    frame(person(0.5));
    for (int i = 0; i < 15; i++) {
      assertThat(frame()).isEmpty();
    }
    assertThat(ids(frame(person(0.5)))).containsExactly(1L);
  }

  @Test
  void theIdentityIsGoneAfterMemory() {
    frame(person(0.5));
    frame(person(0.5));
    assertThat(after(OPTIONS.memory().plusMillis(1), person(0.5))).isEmpty();
    assertThat(ids(frame(person(0.5)))).containsExactly(2L);
  }

  @Test
  void twoWhoPassEachOtherKeepTheirIdentities() {
    long right = 0;
    long left = 0;
    for (int i = 0; i <= 60; i++) {
      double x = 0.2 + 0.01 * i;
      List<TrackedBox> seen = frame(person(x), person(1 - x, 0.53, 0.9));
      if (i == 5) {
        right = byHeight(seen, 0.5);
        left = byHeight(seen, 0.53);
      } else if (i > 5) {
        assertThat(byHeight(seen, 0.5)).as("frame %d", i).isEqualTo(right);
        assertThat(byHeight(seen, 0.53)).as("frame %d", i).isEqualTo(left);
      }
    }
    assertThat(Set.of(right, left)).containsExactlyInAnyOrder(1L, 2L);
  }

  private static long byHeight(List<TrackedBox> seen, double y) {
    return seen.stream()
        .filter(box -> Math.abs(box.box().centerY() - y) < 1e-6)
        .map(box -> box.track().value())
        .findFirst()
        .orElse(-1L);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20, 30})
  void theRateOfFramesMakesNoDifferenceToWhoIsCounted(int rate) {
    Set<Long> seen = new TreeSet<>();
    Duration step = Duration.ofNanos(1_000_000_000L / rate);
    for (int i = 0; i < 8 * rate; i++) {
      double seconds = (double) i / rate;
      double walk = 0.05 + 0.11 * seconds;
      // three who walk at 0.5 heights a second, one to and fro
      double sway = 0.5 + 0.2 * Math.sin(seconds);
      ids(after(
              step,
              person(walk, 0.2, 0.9),
              person(1 - walk, 0.5, 0.8),
              person(walk, 0.8, 0.7),
              person(sway, 0.35, 0.9)))
          .forEach(seen::add);
    }
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void weakDetectionsCarryOnButNeverBegin() {
    for (int i = 0; i < 20; i++) {
      assertThat(frame(person(0.5, 0.5, 0.3))).isEmpty();
    }
    frame(person(0.5));
    frame(person(0.5));
    for (int i = 0; i < 20; i++) {
      assertThat(ids(frame(person(0.5, 0.5, 0.3)))).containsExactly(1L);
    }
    // below the low score it is nothing at all
    assertThat(frame(person(0.5, 0.5, 0.19))).isEmpty();
  }

  @Test
  void aWeakDetectionDoesNotWakeATrackThatWasLongUnseen() {
    frame(person(0.5));
    frame(person(0.5));
    assertThat(after(Duration.ofMillis(1001), person(0.5, 0.5, 0.3))).isEmpty();
    assertThat(ids(frame(person(0.5)))).containsExactly(1L);
  }

  @Test
  void aSecondBoxOfTheSamePersonBeginsNoTrack() {
    for (int i = 0; i < 20; i++) {
      List<TrackedBox> seen = frame(person(0.5), person(0.505, 0.505, 0.8));
      assertThat(seen).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void idsGrowAndComeOnlyOnce() {
    Random random = new Random(11);
    long highest = 0;
    Set<Long> known = new TreeSet<>();
    for (int i = 0; i < 3000; i++) {
      List<Detection> people = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        people.add(person(random.nextDouble(), random.nextDouble(), random.nextDouble()));
      }
      List<Long> ids = ids(frame(people.toArray(Detection[]::new)));
      assertThat(ids).isSorted().doesNotHaveDuplicates();
      for (long id : ids) {
        if (known.add(id)) {
          assertThat(id).isGreaterThan(highest);
          highest = id;
        }
      }
    }
    assertThat(known).hasSizeGreaterThan(20);
  }

  private static List<Detection> restless(Random random) {
    List<Detection> people = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      people.add(person(0.1 + 0.2 * n + 0.02 * random.nextDouble(), 0.5, 0.6));
    }
    return people;
  }

  @Test
  void withoutSteadinessEveryBoxIsOneThatWasDetected() {
    TrackerOptions raw = new TrackerOptions(0.5, 0.2, 2, Duration.ofSeconds(2), 0.4, 0.15, 0.6, 0);
    Tracker plain = Tracker.numberedFromOne(raw, 4.0 / 3);
    Random random = new Random(12);
    for (int i = 0; i < 500; i++) {
      List<Detection> people = restless(random);
      assertThat(plain.update(START.plusMillis(100L * i), people))
          .allSatisfy(
              seen -> assertThat(people).anyMatch(person -> person.box().equals(seen.box())));
    }
  }

  @Test
  void steadinessTakesOutJitterButNeverLeavesTheDetection() {
    Random random = new Random(12);
    double detected = 0;
    double reported = 0;
    for (int i = 0; i < 500; i++) {
      List<Detection> people = restless(random);
      for (TrackedBox seen : frame(people.toArray(Detection[]::new))) {
        Box nearest =
            people.stream()
                .map(Detection::box)
                .max(Comparator.comparingDouble(box -> box.iou(seen.box())))
                .orElseThrow();
        assertThat(nearest.iou(seen.box())).isGreaterThan(0.6);
        double stands = 0.11 + 0.2 * Math.floor(nearest.centerX() / 0.2);
        if (i > 10) {
          detected += Math.abs(nearest.centerX() - stands);
          reported += Math.abs(seen.box().centerX() - stands);
        }
      }
    }
    assertThat(reported).isLessThan(0.9 * detected);
  }

  @Test
  void aWeekOfPassersByIsForgotten() throws ReflectiveOperationException {
    Field tracks = Tracker.class.getDeclaredField("tracks");
    tracks.setAccessible(true);
    int most = 0;
    // somebody new every 20 s for seven days, in view for three frames
    for (int person = 0; person < 7 * 24 * 180; person++) {
      for (int i = 0; i < 3; i++) {
        frame(person(0.1 + 0.02 * i), person(0.9 - 0.02 * i));
      }
      now = now.plusSeconds(20);
      most = Math.max(most, ((Collection<?>) tracks.get(tracker)).size());
    }
    assertThat(most).isLessThanOrEqualTo(4);
    assertThat(ids(frame(person(0.5), person(0.7)))).isEmpty();
    assertThat(ids(frame(person(0.5), person(0.7)))).containsExactly(60_481L, 60_482L);
  }

  @Test
  void aFloodOfDetectionsIsCutToTheBest() {
    Detection[] flood = new Detection[1000];
    for (int i = 0; i < flood.length; i++) {
      flood[i] =
          new Detection(
              Box.around(0.01 * (i % 100), 0.1 * Math.floorDiv(i, 100), 0.004, 0.05),
              0.5 + i / 2500.0);
    }
    frame(flood);
    assertThat(frame(flood)).hasSizeLessThanOrEqualTo(256).hasSizeGreaterThan(100);
  }
}
