package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookOrderTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A detector that cameras want to use whenever their interval is over. */
  private static final class Box {
    final List<LookOrder.Seat> seats = new ArrayList<>();
    final List<List<Long>> begins = new ArrayList<>();
    final List<long[]> looks = new ArrayList<>();

    /** Milliseconds in which nobody began though somebody wanted to and the budget allowed it. */
    long idle;

    /** Most looks at a time. */
    int most;

    /**
     * @param intervals in milliseconds, one a camera
     * @param look milliseconds, at most; each takes half as long at least
     */
    Box(List<Integer> intervals, int lanes, int look, double share, int seconds, long seed) {
      LookOrder order = new LookOrder(lanes, share);
      Random chance = new Random(seed);
      for (int ignored : intervals) {
        seats.add(order.join(0));
        begins.add(new ArrayList<>(List.of(0L)));
      }
      // when the look of each camera is over
      Map<Integer, Long> looking = new TreeMap<>();
      for (long now = 0; now < seconds * SECOND; now += 1_000_000) {
        long time = now;
        looking.forEach(
            (camera, end) -> {
              if (end <= time) {
                order.done(seats.get(camera), end);
              }
            });
        looking.values().removeIf(end -> end <= time);
        boolean wanted = false;
        for (int i = 0; i < seats.size(); i++) {
          boolean due = now - begins.get(i).getLast() >= intervals.get(i) * 1_000_000L;
          if (due && !looking.containsKey(i)) {
            order.want(seats.get(i), Duration.ofMillis(intervals.get(i)), PATIENCE);
            wanted = true;
          }
        }
        Optional<LookOrder.Seat> next = order.next(now);
        boolean began = next.isPresent();
        for (; next.isPresent(); next = order.next(now)) {
          int camera = seats.indexOf(next.get());
          assertThat(looking).as("a camera overtakes itself").doesNotContainKey(camera);
          begins.get(camera).add(now);
          order.begin(next.get(), now);
          long took = look * 500_000L + chance.nextInt(look * 500_000);
          looks.add(new long[] {now, now + took});
          looking.put(camera, now + took);
        }
        most = Math.max(most, looking.size());
        idle += wanted && !began && order.restNanos(now).equals(OptionalLong.of(0)) ? 1 : 0;
      }
    }

    double longestWait(int camera) {
      List<Long> times = begins.get(camera);
      long longest = 0;
      for (int i = 1; i < times.size(); i++) {
        longest = Math.max(longest, times.get(i) - times.get(i - 1));
      }
      return longest / 1e9;
    }

    /** Most time in the detector within any second that begins with a look. */
    long busiestSecond() {
      long busiest = 0;
      for (long[] first : looks) {
        long busy = 0;
        for (long[] one : looks) {
          long from = Math.max(one[0], first[0]);
          busy += Math.max(0, Math.min(one[1], first[0] + SECOND) - from);
        }
        busiest = Math.max(busiest, busy);
      }
      return busiest;
    }
  }

  @Property(tries = 60)
  void nobodyStarves(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 40, max = 1000) Integer> intervals,
      @ForAll @IntRange(min = 1, max = 8) int lanes,
      @ForAll @IntRange(min = 5, max = 60) int look,
      @ForAll @DoubleRange(min = 0.3, max = 1) double share,
      @ForAll long seed) {
    Box box = new Box(intervals, lanes, look, share, 12, seed);

    // one round of all, and what the impatient may take before it
    double round = Math.ceilDiv(intervals.size(), lanes) * (look + 1) / 1000.0 / share;
    for (int i = 0; i < intervals.size(); i++) {
      assertThat(box.longestWait(i))
          .as("camera %d of %s", i, intervals)
          .isLessThanOrEqualTo(Math.max(1.5, intervals.get(i) / 1000.0) + 2 * round);
    }
  }

  @Property(tries = 60)
  void theBudgetIsHeldOverAnySecond(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 40, max = 1000) Integer> intervals,
      @ForAll @IntRange(min = 1, max = 8) int lanes,
      @ForAll @IntRange(min = 5, max = 60) int look,
      @ForAll @DoubleRange(min = 0.1, max = 1) double share,
      @ForAll long seed) {
    Box box = new Box(intervals, lanes, look, share, 5, seed);

    assertThat(box.busiestSecond())
        .isLessThanOrEqualTo(lanes * (Math.round(SECOND * share) + look * 1_000_000L));
    assertThat(box.most).isLessThanOrEqualTo(lanes);
  }

  @Property(tries = 60)
  void nobodyWaitsWhileThereIsTime(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 40, max = 1000) Integer> intervals,
      @ForAll @IntRange(min = 1, max = 8) int lanes,
      @ForAll @IntRange(min = 5, max = 60) int look,
      @ForAll @DoubleRange(min = 0.1, max = 1) double share,
      @ForAll long seed) {
    assertThat(new Box(intervals, lanes, look, share, 5, seed).idle).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allGetTheSamePartOfWhatTheyWant(int lanes) {
    List<Integer> intervals =
        Collections.nCopies(lanes, List.of(100, 100, 200, 400)).stream()
            .flatMap(List::stream)
            .toList();
    Box box = new Box(intervals, lanes, 60, 0.9, 30, 1);

    double wanted = intervals.stream().mapToDouble(interval -> 1000.0 / interval).sum();
    double looks = box.begins.stream().mapToInt(List::size).sum() / 30.0;
    for (int i = 0; i < intervals.size(); i++) {
      double got = box.begins.get(i).size() / 30.0;
      assertThat(got * intervals.get(i) / 1000).isCloseTo(looks / wanted, within(0.1));
    }
  }

  @Test
  void whoIsAboutToLoseCoverageGoesFirst() {
    LookOrder order = new LookOrder(1, 1);
    LookOrder.Seat runner = order.join(0);
    LookOrder.Seat quiet = order.join(0);
    long now = Duration.ofMillis(1600).toNanos();
    order.begin(runner, now - Duration.ofMillis(450).toNanos());
    order.done(runner, now - Duration.ofMillis(400).toNanos());

    order.want(runner, Duration.ofMillis(40), Duration.ofSeconds(2));
    order.want(quiet, Duration.ofSeconds(1), Duration.ofSeconds(2));

    assertThat(order.next(now)).contains(quiet);
  }
}
