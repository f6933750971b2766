package io.headcount.delivery.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number arrives as it was committed or as a tombstone, whatever goes wrong on the way. */
class DeliveryModelTest {
  private static final int CHANCES = 400;
  private static final long LEAST_STEPS = 1_000_000;
  private static final long SEEDS_FOR_A_FLAW = 2_000;

  @Test
  void keepsItsPromisesOnManyWalks() {
    long[] steps = new long[1];
    for (long seed = 0; steps[0] < LEAST_STEPS; seed++) {
      Optional<String> broken = ModelWorld.walk(seed, CHANCES, Flaw.NONE, steps);
      if (broken.isPresent()) {
        throw new AssertionError(shortest(seed));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noticesAMistake(Flaw flaw) {
    Optional<String> noticed = Optional.empty();
    for (long seed = 0; seed < SEEDS_FOR_A_FLAW && noticed.isEmpty(); seed++) {
      noticed = ModelWorld.walk(seed, CHANCES, flaw, new long[1]);
    }
    assertThat(noticed).isPresent();
  }

  /** The walk with the fewest steps that breaks something. */
  private static String shortest(long seed) {
    return IntStream.rangeClosed(0, CHANCES)
        .boxed()
        .flatMap(
            chances ->
                ModelWorld.walk(seed, chances, Flaw.NONE, new long[1]).stream()
                    .map(what -> "seed %d, %d steps: %s".formatted(seed, chances, what)))
        .findFirst()
        .orElse("seed " + seed + " broke something once only");
  }
}
