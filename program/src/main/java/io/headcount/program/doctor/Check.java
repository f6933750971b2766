package io.headcount.program.doctor;

import java.io.IOException;
import java.time.Duration;

/** One thing that is looked at, for itself. Run on any thread, once. */
public interface Check {
  /** Short, different for each check. */
  String name();

  /** After so long it has failed; it is interrupted then. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** Looks; whatever it throws is a failure of this check alone. */
  Finding run() throws IOException, InterruptedException;
}
