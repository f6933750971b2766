package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.pipeline.CameraWatch.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final Attention attention = new Attention(Optional.empty(), false);

  /** What happens in a second at ten frames a second, with one letter a frame. */
  private String second(Attention watched, int second, boolean moves, boolean near, int people) {
    StringBuilder needs = new StringBuilder();
    for (int frame = 0; frame < 10; frame++) {
      Instant at = START.plusMillis(second * 1000L + frame * 100L);
      Need need = watched.need(at, () -> moves);
      switch (need) {
        case NOTHING -> needs.append('.');
        case REPEAT -> {
          needs.append('r');
          watched.repeated(at);
        }
        case LOOK -> {
          needs.append('L');
          watched.looked(at, moves, people, near);
        }
      }
    }
    return needs.toString();
  }

  @Test
  void aPictureThatStandsStillIsLookedAtOncePerSecondAndObservedMoreOften() {
    assertThat(second(attention, 0, false, false, 1)).isEqualTo("L.L.r.r.r.");
    assertThat(second(attention, 1, false, false, 1)).isEqualTo("r.L.r.r.r.");
    assertThat(second(attention, 2, false, false, 1)).isEqualTo("r.L.r.r.r.");
  }

  @Test
  void whatMovesIsLookedAtSteadily() {
    assertThat(second(attention, 0, true, false, 1)).isEqualTo("L.L.L.L.L.");
  }

  @Test
  void whoIsNearALineIsLookedAtInEveryFrameAndALittleLonger() {
    second(attention, 0, true, false, 1);
    assertThat(second(attention, 1, true, true, 1)).isEqualTo("LLLLLLLLLL");
    assertThat(second(attention, 2, true, false, 1)).isEqualTo("LLLLL.L.L.");
  }

  @Test
  void motionIsLookedAtAtOnce() {
    second(attention, 0, false, false, 0);
    second(attention, 1, false, false, 0);

    assertThat(attention.need(START.plusMillis(2000), () -> true)).isEqualTo(Need.LOOK);
  }

  @Test
  void looksThatDisagreeAreNotRepeated() {
    List<Need> needs = new ArrayList<>();
    for (int frame = 0; frame < 40; frame += 2) {
      Instant at = START.plusMillis(frame * 100L);
      needs.add(attention.need(at, () -> false));
      attention.looked(at, false, frame / 2 % 2, false);
    }
    assertThat(needs).containsOnly(Need.LOOK);
  }

  @Test
  void aRateOfItsOwnIsTheHighest() {
    Attention slow = new Attention(Optional.of(Duration.ofMillis(500)), false);

    assertThat(second(slow, 0, true, true, 1)).isEqualTo("L....L....");
    assertThat(slow.interval()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void everyFrameIsEveryFrame() {
    Attention always = new Attention(Optional.empty(), true);

    assertThat(second(always, 0, false, false, 0)).isEqualTo("LLLLLLLLLL");
  }

  @Test
  void aJitterOfATenthDoesNotHalveTheRate() {
    attention.looked(START, true, 1, false);

    assertThat(attention.need(START.plusMillis(181), () -> true)).isEqualTo(Need.LOOK);
    assertThat(attention.need(START.plusMillis(170), () -> true)).isEqualTo(Need.NOTHING);
  }

  @Test
  void whatWasMissedIsCountedInIntervals() {
    attention.looked(START, true, 1, false);

    assertThat(attention.missed(START.plusMillis(200))).isZero();
    assertThat(attention.missed(START.plusMillis(390))).isEqualTo(1);
    assertThat(attention.missed(START.plusMillis(1000))).isEqualTo(4);
  }

  @Test
  void nearALineLessPatienceCountsAsObserved() {
    attention.looked(START, true, 1, true);
    assertThat(attention.patience()).isEqualTo(Duration.ofMillis(500));

    attention.looked(START.plusSeconds(1), true, 1, false);
    assertThat(attention.patience()).isEqualTo(Duration.ofSeconds(2));
  }
}
