package io.headcount.edge.store;

import io.headcount.contract.StreamName;
import java.time.Duration;
import java.util.Set;

/** What may be deleted from the database. */
public sealed interface Keep {
  /**
   * Nobody collects: what is older than this goes. Immutable.
   *
   * @param retention how long rows stay
   */
  record ForItself(Duration retention) implements Keep {}

  /**
   * A collector gets it: what is sent goes only once it is acknowledged, unless there is no room.
   * Immutable.
   *
   * @param retention how long rows stay that are not sent, or are acknowledged
   * @param budget bytes that the database's pages may take
   * @param sent streams that the collector gets, windows among them
   */
  record ForCollector(Duration retention, long budget, Set<StreamName> sent) implements Keep {
    public static final Duration LEAST_RETENTION = Duration.ofHours(24);

    public ForCollector {
      sent = Set.copyOf(sent);
      if (retention.compareTo(LEAST_RETENTION) < 0) {
        throw new IllegalArgumentException(
            "acknowledged rows stay for %s at least, not %s".formatted(LEAST_RETENTION, retention));
      }
      if (!sent.contains(StreamName.WINDOWS)) {
        throw new IllegalArgumentException("a collector gets windows at least");
      }
      if (budget <= 0) {
        throw new IllegalArgumentException("a budget of " + budget + " bytes");
      }
    }
  }
}
