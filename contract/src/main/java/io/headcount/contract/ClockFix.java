package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The box's clock was wrong: times of windows with these numbers are to be shifted. Immutable. The
 * last fix that speaks for a number holds; applying it twice changes nothing.
 *
 * @param v version of this message, {@value #VERSION}
 * @param fromSeq first number it speaks for
 * @param toSeq last number it speaks for
 * @param onward whether it also speaks for all that follow, until another fix
 * @param shiftMillis true time minus recorded time
 */
@JsonPropertyOrder({"v", "fromSeq", "toSeq", "onward", "shiftMillis"})
public record ClockFix(int v, long fromSeq, long toSeq, boolean onward, long shiftMillis) {
  public static final int VERSION = 1;

  public ClockFix {
    Check.version(v, VERSION);
    Range.check(fromSeq, toSeq);
  }
}
