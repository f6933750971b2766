package io.headcount.edge.doctor;

import io.headcount.edge.config.StatusConfig;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import io.headcount.web.access.OwnCertificate;
import io.headcount.web.access.TlsIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The certificate of the status page, as people compare it. */
final class PageCheck implements Check {
  private static final Duration SOON = Duration.ofDays(21);

  private final StatusConfig status;
  private final Path data;
  private final InstantSource clock;

  PageCheck(StatusConfig status, Path data, InstantSource clock) {
    this.status = status;
    this.data = data;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "page";
  }

  @Override
  public Finding run() {
    if (!status.tls()) {
      return Finding.ok(name(), "only on this box, at its loopback, without TLS");
    }
    try {
      Optional<TlsIdentity> identity =
          status.certificate().isPresent()
              ? status.certificate().map(files -> TlsIdentity.read(files.chain(), files.key()))
              : new OwnCertificate(data, "", clock).kept();
      return identity
          .map(this::found)
          .orElseGet(() -> Finding.ok(name(), "its certificate is made at the first start"));
    } catch (IllegalArgumentException e) {
      return Finding.fail(
          name(), String.valueOf(e.getMessage()), "mend status.certificate_file and key_file");
    }
  }

  private Finding found(TlsIdentity identity) {
    Instant end = identity.end();
    String text = "certificate %s, until %s".formatted(identity.fingerprint(), end);
    boolean givenByHand = status.certificate().isPresent();
    return givenByHand && end.minus(SOON).isBefore(clock.instant())
        ? Finding.warn(name(), text, "replace status.certificate_file and key_file before that")
        : Finding.ok(name(), text);
  }
}
