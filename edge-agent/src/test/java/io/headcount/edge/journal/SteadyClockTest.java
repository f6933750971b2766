package io.headcount.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path dir;
  private Instant wall = NOON;
  private long nanos;
  private Path mark;

  @BeforeEach
  void placeMark() {
    mark = dir.resolve("clock");
  }

  @Test
  void followsAWallClockThatIsRight() {
    SteadyClock clock = start();
    pass(Duration.ofHours(5));

    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(5)));
    assertThat(clock.behind()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-03-01T09:00:00Z", "2025-03-01T12:00:00Z"})
  void clockSetBackBetweenRunsNeverShowsAnEarlierTime(Instant wrong) {
    SteadyClock before = start();
    pass(Duration.ofMinutes(10));
    before.save();
    Instant last = before.instant();
    wall = wrong;
    SteadyClock clock = start();

    assertThat(clock.instant()).isEqualTo(last);
    assertThat(clock.behind()).isEqualTo(Duration.between(wrong, last));
    pass(Duration.ofMinutes(1));
    assertThat(clock.instant()).isEqualTo(last.plusSeconds(60));

    wall = last.plus(Duration.ofHours(1));
    assertThat(clock.instant()).as("the time was set right").isEqualTo(wall);
    assertThat(clock.behind()).isZero();
  }

  @Test
  void clockSetBackWhileRunningGoesOn() {
    SteadyClock clock = start();
    wall = wall.minus(Duration.ofHours(3));
    pass(Duration.ofSeconds(30));

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(30));
    assertThat(clock.behind()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void aYearAheadIsFollowedAndKept() {
    SteadyClock clock = start();
    wall = wall.plus(Duration.ofDays(365));
    Instant ahead = clock.instant();
    assertThat(ahead).isEqualTo(wall);

    wall = NOON;
    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(ahead.plusSeconds(1));
  }

  @Test
  void aSmallLagIsMetByRunningSlowly() {
    SteadyClock clock = start();
    wall = wall.minusSeconds(2);
    Instant earlier = clock.instant();
    for (int i = 0; i < 250; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(clock.instant()).isAfter(earlier);
      earlier = clock.instant();
    }

    assertThat(clock.behind()).isZero();
    assertThat(clock.instant()).isEqualTo(wall);
  }

  @Test
  void isRaisedToTheNewestTimeInTheJournal() {
    SteadyClock clock = start();
    clock.notBefore(NOON.plusSeconds(90));

    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void savesAtMostOnceAMinuteAndReadsADamagedMarkAsNone() throws Exception {
    SteadyClock clock = start();
    clock.save();
    pass(Duration.ofSeconds(59));
    clock.save();
    assertThat(mark).hasContent("2026-03-01T12:00:00Z");
    pass(Duration.ofSeconds(1));
    clock.save();
    assertThat(mark).hasContent("2026-03-01T12:01:00Z");

    Files.writeString(mark, "\0\0\0");
    assertThat(start().instant()).isEqualTo(wall);
  }

  @Test
  void saysWhereItJumpedTo() {
    SteadyClock clock = start();
    wall = wall.plusSeconds(2);
    clock.instant();
    wall = wall.minusSeconds(600);
    pass(Duration.ofSeconds(700));
    clock.instant();
    assertThat(clock.takeJumps()).as("2 s and setting it back are none").isEmpty();

    wall = wall.plusSeconds(800);
    Instant first = clock.instant();
    wall = wall.plus(Duration.ofDays(20_000));
    Instant second = clock.instant();
    assertThat(clock.takeJumps()).containsExactly(first, second);
    assertThat(clock.takeJumps()).isEmpty();
    for (int i = 0; i < 100; i++) {
      wall = wall.plusSeconds(3);
      clock.instant();
    }
    assertThat(clock.takeJumps()).hasSize(64).last().isEqualTo(wall);
  }

  private SteadyClock start() {
    return SteadyClock.start(() -> wall, () -> nanos, mark);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }
}
