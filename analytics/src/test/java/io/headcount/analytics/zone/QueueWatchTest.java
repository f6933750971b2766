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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One letter is half a second: Q in the queue, E in the queue and at the picture's edge, S at the
 * till, B in both, o elsewhere, - not seen. A number before a letter repeats it.
 */
final class QueueWatchTest {
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Zone QUEUE = zone("queue", ZoneType.QUEUE, 0, 0.4);
  private static final Zone TILL = zone("till", ZoneType.CHECKOUT, 0.35, 0.6);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "straight to the till       | 20Q 10S 60o       | served 10.0",
        "a walk to the till         | 20Q 10o 10S 60o   | served 15.0",
        "too long a walk            | 20Q 21o 10S 60o   | abandoned 9.5",
        "leaves                     | 20Q 60o           | abandoned 9.5",
        "only walks through         | 5Q 60o            | ",
        "through, but to the till   | 4Q 10S 60o        | served 2.0",
        "brushes the till           | 20Q 1S 60o        | abandoned 9.5",
        "lost in the middle         | 20Q 60-           | ",
        "leaves by the edge         | 18Q 2E 60-        | abandoned 9.5",
        "hidden for a moment        | 10Q 3- 7Q 10S 60o | served 10.0",
        "steps aside and comes back | 10Q 12o 8Q 10S 60o | served 15.0",
        "the zones overlap          | 20Q 4B 10S 60o    | served 10.0",
        "serves, stands in both     | 10S 20B 10S 60o   | ",
        "two waits                  | 20Q 10S 20o 10Q 10S 60o | served 10.0, served 5.0",
        "still waiting              | 60Q               | ",
      })
  void waitsEnd(String story, String steps, String expected) {
    assertThat(told(steps, false)).as(story).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource({"10Q 12o 8Q 10S 60o", "18Q 2E 60-", "20Q 4B 10S 60o", "10S 20B 10S 60o"})
  void goingOnFromItsStateChangesNothing(String steps) {
    assertThat(told(steps, true)).isEqualTo(told(steps, false));
  }

  private static String told(String steps, boolean cut) {
    ZoneWatch queue = new ZoneWatch(QUEUE, List.of());
    ZoneWatch till = new ZoneWatch(TILL, List.of());
    QueueWatch watch = new QueueWatch(queue, List.of(till), List.of());
    List<String> told = new ArrayList<>();
    Instant at = Instant.EPOCH;
    for (char letter : spelled(steps).toCharArray()) {
      if (cut) {
        queue = new ZoneWatch(QUEUE, queue.stays());
        till = new ZoneWatch(TILL, till.stays());
        watch = new QueueWatch(queue, List.of(till), watch.waits());
      }
      List<TrackedBox> people = letter == '-' ? List.of() : List.of(person(letter));
      queue.observe(at, people);
      till.observe(at, people);
      for (QueueWatch.Ended ended : watch.observe(at, people)) {
        told.add((ended.served() ? "served " : "abandoned ") + ended.waited().toMillis() / 1000.0);
      }
      at = at.plus(STEP);
    }
    return String.join(", ", told);
  }

  private static String spelled(String steps) {
    StringBuilder letters = new StringBuilder();
    for (String word : steps.split(" ", -1)) {
      int last = word.length() - 1;
      letters.append(word.substring(last).repeat(Integer.parseInt(word.substring(0, last))));
    }
    return letters.toString();
  }

  private static TrackedBox person(char letter) {
    double x =
        switch (letter) {
          case 'Q' -> 0.2;
          case 'E' -> 0.05;
          case 'B' -> 0.37;
          case 'S' -> 0.5;
          default -> 0.8;
        };
    return new TrackedBox(new TrackId(7), new Box(x - 0.05, 0.2, x + 0.05, 0.6), 0.8);
  }

  private static Zone zone(String id, ZoneType type, double left, double right) {
    return Zone.of(
        id,
        type,
        new Polygon(
            List.of(
                new Point(left, 0), new Point(right, 0), new Point(right, 1), new Point(left, 1))));
  }
}
