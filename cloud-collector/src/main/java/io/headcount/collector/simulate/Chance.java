package io.headcount.collector.simulate;

/** What looks like chance and is a function of its keys, the same on every machine. */
final class Chance {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private static final double ROOT_OF_THREE = 1.7320508075688772;

  private Chance() {}

  /** One key out of several; any change of any of them changes all of its bits. */
  static long key(long... keys) {
    long key = 0;
    for (long next : keys) {
      key = mixed((key ^ next) + GOLDEN);
    }
    return key;
  }

  /** From 0 up to, but without, 1. */
  static double unit(long key) {
    return (mixed(key + GOLDEN) >>> 11) * 0x1p-53;
  }

  /** About normally distributed: mean 0, deviation 1, never beyond 3.5. */
  static double bell(long key) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += unit(key + i * GOLDEN);
    }
    return bellOf(sum);
  }

  /** {@link #bell} from the sum of four numbers between 0 and 1. */
  static double bellOf(double sumOfFour) {
    return (sumOfFour - 2) * ROOT_OF_THREE;
  }

  /** SplitMix64's finalizer. */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
