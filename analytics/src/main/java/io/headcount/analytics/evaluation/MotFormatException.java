package io.headcount.analytics.evaluation;

/** A line that is no row of a MOT file; the message names file and line, the fault and the cure. */
public final class MotFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MotFormatException(String file, int line, String fault) {
    super(file + ":" + line + ": " + fault);
  }
}
