package io.headcount.edge.agent;

import io.headcount.contract.Birth;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.web.access.OwnCertificate;
import io.headcount.web.access.TlsIdentity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** When the certificates end that a box shows to others. Stateless. */
final class Certificates {
  private Certificates() {}

  /** Those that there are and can be read; what is wrong with others is told elsewhere. */
  static List<Birth.Certificate> of(
      StatusConfig status, Path data, UplinkConfig uplink, InstantSource wall) {
    List<Birth.Certificate> all = new ArrayList<>();
    add(
        all,
        "uplink",
        () -> uplink.certificate().map(files -> TlsIdentity.read(files.file(), files.key())));
    add(all, "page", () -> page(status, data, wall));
    return all;
  }

  private static Optional<TlsIdentity> page(StatusConfig status, Path data, InstantSource wall) {
    if (!status.tls()) {
      return Optional.empty();
    }
    return status.certificate().isPresent()
        ? status.certificate().map(files -> TlsIdentity.read(files.chain(), files.key()))
        : new OwnCertificate(data, "", wall).kept();
  }

  private static void add(
      List<Birth.Certificate> all, String use, Supplier<Optional<TlsIdentity>> identity) {
    try {
      identity.get().ifPresent(found -> all.add(new Birth.Certificate(use, found.end())));
    } catch (IllegalArgumentException e) {
      // the uplink or the page complains of it already, and the doctor says the cure
    }
  }
}
