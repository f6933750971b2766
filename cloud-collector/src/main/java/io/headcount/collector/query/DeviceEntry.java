package io.headcount.collector.query;

import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.ReportedConfig;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A device and how it does. Immutable.
 *
 * @param lastSeen when anything last came from it
 * @param onlineSince since when it is online, or offline
 * @param birth what it said of itself when it last connected
 * @param health what it last said of how it does
 * @param reported the configuration it says it runs
 * @param desired the configuration it is to run; absent when it runs its own
 */
public record DeviceEntry(
    String store,
    String device,
    boolean simulated,
    boolean online,
    Optional<Instant> onlineSince,
    Instant firstSeen,
    Instant lastSeen,
    Optional<Birth> birth,
    Optional<Instant> birthAt,
    Optional<Health> health,
    Optional<Instant> healthAt,
    Optional<ReportedConfig> reported,
    Optional<Instant> reportedAt,
    Optional<Desired> desired) {

  /** When the first of the device's certificates ends; absent when it says nothing of any. */
  public Optional<Instant> certificateEnds() {
    return birth.flatMap(DeviceEntry::certificateEnds);
  }

  static Optional<Instant> certificateEnds(Birth birth) {
    return birth.certificates().stream()
        .flatMap(List::stream)
        .map(Birth.Certificate::until)
        .min(Comparator.naturalOrder());
  }

  /**
   * A configuration that is desired of a device. Immutable.
   *
   * @param state what became of it; empty until the device reports
   */
  public record Desired(long serial, Instant issued, String state, List<String> reasons) {
    public Desired {
      reasons = List.copyOf(reasons);
    }
  }
}
