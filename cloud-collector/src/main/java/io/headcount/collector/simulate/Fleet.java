package io.headcount.collector.simulate;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A chain of shops that does not exist. Immutable. The same seed gives the same shops with the same
 * numbers; a shop does not depend on how many there are beside it.
 */
public record Fleet(long seed, List<Shop> shops) {
  /** All boxes began to count when this day began in their shop. */
  public static final LocalDate SINCE = LocalDate.of(2024, 1, 1);

  /** As many as a box can have. */
  public static final int MOST_CAMERAS = 64;

  public Fleet {
    shops = List.copyOf(shops);
  }

  /**
   * A fleet of this size.
   *
   * @param stores one or more
   * @param cameras in each of them, 1 to {@value #MOST_CAMERAS}
   */
  public static Fleet of(long seed, int stores, int cameras) {
    if (stores < 1 || cameras < 1 || cameras > MOST_CAMERAS) {
      throw new IllegalArgumentException(
          "%d stores with %d cameras each: ask for 1 store or more and 1 to %d cameras"
              .formatted(stores, cameras, MOST_CAMERAS));
    }
    return new Fleet(
        seed,
        IntStream.range(0, stores)
            .mapToObj(index -> Shop.of(Chance.key(seed, index), index, cameras))
            .toList());
  }
}
