package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbered bins, each with how much is in it; bins without anything are left out. Immutable. Its
 * text is {@code 3:2,7,12:40}: number, colon, count, in ascending order; a count of one is not
 * written. Adding is associative and commutative.
 */
public final class Bins {
  /** The highest number of a bin. */
  public static final int MAX_NUMBER = 65_535;

  public static final Bins NONE = new Bins(new int[0], new long[0]);

  private final int[] numbers; // ascending
  private final long[] counts; // above 0

  private Bins(int[] numbers, long[] counts) {
    this.numbers = numbers;
    this.counts = counts;
  }

  /** Takes in one bin. */
  @FunctionalInterface
  public interface Each {
    void bin(int number, long count);
  }

  /** Bins with these counts, by number; those with 0 are left out. */
  public static Bins of(Map<Integer, Long> counts) {
    SortedMap<Integer, Long> sorted = new TreeMap<>(counts);
    sorted.values().removeIf(count -> count == 0);
    int[] numbers = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] values = sorted.values().stream().mapToLong(Long::longValue).toArray();
    for (int i = 0; i < numbers.length; i++) {
      check(numbers[i], values[i]);
    }
    return new Bins(numbers, values);
  }

  /** Bins of an array: each place is a number. */
  public static Bins of(long[] counts) {
    int used = (int) Arrays.stream(counts).filter(count -> count != 0).count();
    int[] numbers = new int[used];
    long[] values = new long[used];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        check(i, counts[i]);
        numbers[next] = i;
        values[next++] = counts[i];
      }
    }
    return new Bins(numbers, values);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Bins parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    int size = 1 + (int) text.chars().filter(c -> c == ',').count();
    int[] numbers = new int[size];
    long[] counts = new long[size];
    int at = 0;
    for (int i = 0; i < size; i++) {
      int end = text.indexOf(',', at);
      end = end < 0 ? text.length() : end;
      int colon = text.indexOf(':', at);
      boolean counted = colon >= 0 && colon < end;
      numbers[i] = (int) digits(text, at, counted ? colon : end);
      counts[i] = counted ? digits(text, colon + 1, end) : 1;
      check(numbers[i], counts[i]);
      if (i > 0 && numbers[i] <= numbers[i - 1]) {
        throw new IllegalArgumentException(
            "bin %d follows bin %d: they ascend".formatted(numbers[i], numbers[i - 1]));
      }
      at = end + 1;
    }
    return new Bins(numbers, counts);
  }

  /** A number without sign and without zeros before it. */
  private static long digits(String text, int from, int to) {
    int length = to - from;
    boolean plain = length >= 1 && length <= 16 && (length == 1 || text.charAt(from) != '0');
    long value = 0;
    for (int i = from; plain && i < to; i++) {
      int digit = text.charAt(i) - '0';
      plain = digit >= 0 && digit <= 9;
      value = value * 10 + digit;
    }
    if (!plain) {
      throw new IllegalArgumentException(
          "'%s' is no number of a bin, and no count"
              .formatted(text.substring(from, Math.min(to, from + 20))));
    }
    return value;
  }

  private static void check(long number, long count) {
    Check.between("bin", number, 0, MAX_NUMBER);
    Check.between("count of bin " + number, count, 1, Check.MAX_SEQ);
  }

  @JsonValue
  public String text() {
    StringBuilder text = new StringBuilder(numbers.length * 6);
    for (int i = 0; i < numbers.length; i++) {
      text.append(i == 0 ? "" : ",").append(numbers[i]);
      if (counts[i] != 1) {
        text.append(':').append(counts[i]);
      }
    }
    return text.toString();
  }

  public Bins plus(Bins other) {
    if (numbers.length == 0) {
      return other;
    }
    if (other.numbers.length == 0) {
      return this;
    }
    long[] sum = new long[1 + Math.max(last(), other.last())];
    addTo(sum);
    other.addTo(sum);
    return of(sum);
  }

  /** Adds each count to the place of its number. */
  public void addTo(long[] sums) {
    for (int i = 0; i < numbers.length; i++) {
      sums[numbers[i]] += counts[i];
    }
  }

  /** Tells each bin, in ascending order. */
  public void forEach(Each each) {
    for (int i = 0; i < numbers.length; i++) {
      each.bin(numbers[i], counts[i]);
    }
  }

  /** All counts together. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** What is in a bin, 0 when there is none. */
  public long count(int number) {
    int place = Arrays.binarySearch(numbers, number);
    return place < 0 ? 0 : counts[place];
  }

  /** How many bins there are. */
  public int size() {
    return numbers.length;
  }

  /** The highest number, -1 when there is none. */
  public int last() {
    return numbers.length == 0 ? -1 : numbers[numbers.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bins bins
        && Arrays.equals(numbers, bins.numbers)
        && Arrays.equals(counts, bins.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(numbers) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return text();
  }
}
