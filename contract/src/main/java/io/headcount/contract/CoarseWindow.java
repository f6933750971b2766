package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Several minutes of one camera as one, because the box had no room for each. Immutable. Counts and
 * dwell are sums, peaks are the highest, means are weighted by what was observed.
 *
 * @param v version of this message, {@value #VERSION}
 * @param minutes how many it spans, 15 or 60
 * @param window the sum; begins where the span begins, on a quarter or a full hour of UTC; its
 *     coverage is of the whole span
 */
@JsonPropertyOrder({"v", "minutes", "window"})
public record CoarseWindow(int v, int minutes, CountWindow window) {
  public static final int VERSION = 1;

  public CoarseWindow {
    Check.version(v, VERSION);
    if (minutes != 15 && minutes != 60) {
      throw new IllegalArgumentException("a coarse window spans 15 or 60 minutes, not " + minutes);
    }
    if (window.start().getEpochSecond() % (minutes * 60L) != 0) {
      throw new IllegalArgumentException(
          "window starts at %s, not on %d minutes".formatted(window.start(), minutes));
    }
  }
}
