package io.headcount.edge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.edge.pipeline.SizeBudget.Claim;
import io.headcount.edge.pipeline.SizeBudget.Grant;
import io.headcount.edge.pipeline.SizeBudget.Seat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeBudgetTest {
  /** A look at 100 pixels takes 10 ms. */
  private static final double SQUARE = 0.01 / (100 * 100);

  private final Seat door = new Seat();
  private final Seat hall = new Seat();

  private static SizeBudget cores(double cores) {
    return new SizeBudget(new Turns.Budget(cores, 1, 2));
  }

  private static Claim claim(double looks, Integer... sizes) {
    return new Claim(List.of(sizes), looks, SQUARE);
  }

  @Test
  void givesWhatIsNeededWhereTheBudgetBearsIt() {
    // 10 looks of 40 ms on 2 threads
    assertThat(cores(0.81).grant(door, claim(10, 100, 200), 1)).isEqualTo(new Grant(200, 0));
  }

  @Test
  void goesOneStepDownAtATimeAndSaysWhatIsMissing() {
    Grant grant = cores(0.5).grant(door, claim(10, 100, 150, 200), 1);

    assertThat(grant.size()).isEqualTo(150);
    assertThat(grant.coresMissing()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void nobodyGoesBelowTheirLeast() {
    Grant grant = cores(0.01).grant(door, claim(10, 150, 200), 1);

    assertThat(grant.size()).isEqualTo(150);
    assertThat(grant.coresMissing()).isCloseTo(0.79, within(1e-9));
  }

  @Test
  void whoIsShownTheLargestGoesDownFirst() {
    SizeBudget budget = cores(1.2);
    budget.grant(hall, claim(10, 100, 150), 1);

    // 0.45 and 1.8 cores: the second gives in until both fit
    assertThat(budget.grant(door, claim(10, 100, 150, 200, 300), 1).size()).isEqualTo(150);
    assertThat(budget.grant(hall, claim(10, 100, 150), 1).size()).isEqualTo(150);
  }

  @Test
  void aPartOfTheBudgetBearsLess() {
    assertThat(cores(0.81).grant(door, claim(10, 100, 200), 0.9).size()).isEqualTo(100);
  }

  @Test
  void aGraphicsProcessorBearsAll() {
    SizeBudget budget = new SizeBudget(new Turns.Budget(0.1, 1, 0));

    assertThat(budget.grant(door, claim(1000, 100, 640), 1)).isEqualTo(new Grant(640, 0));
  }
}
