package io.headcount.program.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them, and back. Stateless. */
public final class Quantities {
  private static final int LONGEST_TEXT = 40;
  private static final long LONGEST_NUMBER = 999_999_999;
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m|h|d)");
  private static final Pattern TIMES = Pattern.compile("(?:" + TIME.pattern() + ")+");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?(b|kb|mb|gb|tb|kib|mib|gib|tib)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  private Quantities() {}

  /** A duration such as {@code 500ms} or {@code 1m30s}; empty when the text is none. */
  public static Optional<Duration> duration(String text) {
    if (text.length() > LONGEST_TEXT || !TIMES.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal millis = BigDecimal.ZERO;
    Matcher part = TIME.matcher(text);
    while (part.find()) {
      millis = millis.add(product(part.group(1), MILLIS, part.group(2)));
    }
    return Optional.of(Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValue()));
  }

  /** Bytes of a size such as {@code 512MiB} or {@code 2GB}; empty when the text is none. */
  static Optional<Long> size(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (text.length() > LONGEST_TEXT || !matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal bytes = product(matcher.group(1), BYTES, matcher.group(2));
    return Optional.of(bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
  }

  /** A duration the way {@link #duration} reads it. */
  public static String show(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long each = MILLIS.getOrDefault(unit, 1L);
      if (millis >= each && millis % each == 0) {
        return millis / each + unit;
      }
    }
    if (millis > LONGEST_NUMBER) {
      return millis / 1_000 + "s" + millis % 1_000 + "ms";
    }
    return millis == 0 ? "0s" : millis + "ms";
  }

  /** Bytes the way {@link #size} reads them. */
  public static String show(long bytes) {
    for (String unit : new String[] {"GiB", "MiB", "GB", "MB"}) {
      long each = BYTES.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
      if (bytes >= each && bytes % each == 0) {
        return bytes / each + unit;
      }
    }
    return bytes + "B";
  }

  private static BigDecimal product(String number, Map<String, Long> units, String unit) {
    return new BigDecimal(number).multiply(BigDecimal.valueOf(units.getOrDefault(unit, 1L)));
  }
}
