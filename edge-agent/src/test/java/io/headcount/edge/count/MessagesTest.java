package io.headcount.edge.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.heat.CellTime;
import io.headcount.contract.Heat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class MessagesTest {
  private static final long TENTH = 100_000_000;

  /** Tenths of seconds a cell would lose half a second a cell and minute if each were rounded. */
  @Property(tries = 200)
  void heatIsRightToATenthHoweverManyCellsItIsIn(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 576) int cells) {
    Random random = new Random(seed);
    List<CellTime> times = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      long present = random.nextLong(20 * TENTH);
      times.add(new CellTime(cell, present, random.nextLong(present + 1)));
    }
    long still = times.stream().mapToLong(CellTime::stillNanos).sum();
    long moving = times.stream().mapToLong(c -> c.presentNanos() - c.stillNanos()).sum();

    Heat heat = Messages.heat(times);
    assertThat(heat.stationary().total()).isEqualTo(still / TENTH);
    assertThat(heat.presence().total()).isEqualTo(still / TENTH + moving / TENTH);
  }
}
