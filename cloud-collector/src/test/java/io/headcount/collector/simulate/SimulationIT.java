package io.headcount.collector.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Roller;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Grain;
import io.headcount.collector.query.Limits;
import io.headcount.collector.query.Passages;
import io.headcount.collector.query.Period;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Question;
import io.headcount.collector.query.Scope;
import io.headcount.collector.query.Selection;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated boxes over a real broker into a real history: every number arrives, once. */
final class SimulationIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void thePastArrivesWhole() throws Exception {
    run(Fleet.of(5, 6, 3), 2, new Simulation.Pace.Still(), false);
  }

  @Test
  void theDaysGoByFast() throws Exception {
    run(Fleet.of(6, 3, 2), 1, new Simulation.Pace.Times(20_000), false);
  }

  @Test
  void faultsLoseNothing() throws Exception {
    run(Fleet.of(1, 8, 1), 45, new Simulation.Pace.Still(), true);
  }

  private void run(Fleet fleet, int days, Simulation.Pace pace, boolean faults) throws Exception {
    try (SmallCollector collector = new SmallCollector(folder)) {
      Simulation.Plan plan =
          new Simulation.Plan(
              fleet,
              "chain",
              days,
              pace,
              faults,
              device ->
                  LinkOptions.to(collector.address(), device.toString())
                      .withCredentials(Optional.of(new Credentials(device.toString(), "any"))));
      try (Simulation simulation =
          new Simulation(plan, InstantSource.system(), new SplittableRandom(3))) {
        drive(simulation);
        assertThat(simulation.progress().acked()).isEqualTo(simulation.progress().rows());
        assertThat(collector.quarantined).hasValue(0);
        assertThat(collector.deadLetters).hasValue(0);
        assertThat(collector.seen).containsExactlyInAnyOrder("birth", "data");
        compare(collector, simulation.sums());
      }
    }
  }

  private static void drive(Simulation simulation) {
    Instant deadline = Instant.now().plus(DEADLINE);
    do {
      simulation.step();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      assertThat(Instant.now()).as("%s", simulation.progress()).isBefore(deadline);
    } while (!simulation.progress().done());
  }

  private static void compare(SmallCollector collector, List<Simulation.StoreSum> sums) {
    Roller roller = collector.history().roller();
    while (roller.rollSome(1000) > 0) {
      // until all is summed up
    }
    Queries queries = new Queries(collector.history(), InstantSource.system(), Limits.USUAL);
    for (Simulation.StoreSum sum : sums) {
      List<Point<Passages>> points =
          queries
              .lines()
              .list(
                  new Question(
                      Selection.of(Scope.ofTenant("chain"), By.STORE).in(Set.of(sum.store())),
                      new Period(sum.first(), sum.first().plusDays(100)),
                      Grain.TOTAL));
      assertThat(points)
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.simulated()).isTrue();
                assertThat(point.values()).isEqualTo(new Passages(sum.in(), sum.out()));
              });
      assertThat(sum.rows()).isPositive();
    }
  }
}
