package io.headcount.contract;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What records require of their parts; the schemas say the same. Stateless. Each throws {@link
 * IllegalArgumentException}.
 */
final class Check {
  /** The highest number that every JSON reader keeps exactly. */
  static final long MAX_SEQ = (1L << 53) - 1;

  private static final int MAX_NAME = 64;
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*");

  private Check() {}

  static void version(int v, int known) {
    if (v != known) {
      throw new IllegalArgumentException(
          "version %d is not known, only %d is: update this program".formatted(v, known));
    }
  }

  /** A number of a stream. */
  static void seq(String what, long value) {
    between(what, value, 1, MAX_SEQ);
  }

  static void between(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, not within %d..%d".formatted(what, value, min, max));
    }
  }

  static void notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s is %d, below 0".formatted(what, value));
    }
  }

  static void notNegative(String what, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("%s is %s, not 0 or more".formatted(what, value));
    }
  }

  /** A name that people gave to a camera, a line, a zone or a collector. */
  static void id(String what, String value) {
    if (!DeviceAddress.valid(value)) {
      throw new IllegalArgumentException(
          "%s '%s' is no id: use 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit"
              .formatted(what, value));
    }
  }

  /** A name that a program made up: an epoch, a generation, a revision. */
  static void name(String what, String value) {
    text(what, value, MAX_NAME);
  }

  static void text(String what, String value, int max) {
    if (value.isBlank() || value.length() > max) {
      throw new IllegalArgumentException("%s has 1 to %d characters".formatted(what, max));
    }
  }

  static void oneOf(String what, String value, Set<String> known) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "%s '%s' is none of %s".formatted(what, value, known.stream().sorted().toList()));
    }
  }

  /** The form of an IANA time zone; whether it exists depends on the reader's own list. */
  static void zone(String value) {
    if (value.length() > MAX_NAME || !ZONE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no time zone: write one such as Europe/Berlin".formatted(value));
    }
  }

  /** A copy of the list, in which no two have the same key. */
  static <T> List<T> distinct(String what, Collection<T> values, Function<T, Object> key) {
    List<T> copy = List.copyOf(values);
    Set<Object> seen = HashSet.newHashSet(copy.size());
    for (T value : copy) {
      if (!seen.add(key.apply(value))) {
        throw new IllegalArgumentException(
            "%s %s is there twice".formatted(what, key.apply(value)));
      }
    }
    return copy;
  }
}
