package io.headcount.web.access;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a session lasts. Immutable.
 *
 * @param idle after its last use
 * @param whole after sign-in, however much it is used
 */
public record SessionLife(Duration idle, Duration whole) {
  public SessionLife {
    if (!idle.isPositive() || whole.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "a session lives for some time, idle no longer than whole: %s, %s"
              .formatted(idle, whole));
    }
  }

  /** Whether a session has ended. A clock that was set back ends none. */
  public boolean over(Instant begun, Instant used, Instant now) {
    return !now.isBefore(end(begun, used));
  }

  /** When a session ends that is not used again. */
  public Instant end(Instant begun, Instant used) {
    Instant byUse = used.plus(idle);
    Instant byAge = begun.plus(whole);
    return byUse.isBefore(byAge) ? byUse : byAge;
  }
}
