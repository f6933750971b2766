package io.headcount.edge.agent;

import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.status.PageIdentity;
import io.headcount.edge.status.Place;
import io.headcount.web.access.HostName;
import io.headcount.web.access.OwnCertificate;
import io.headcount.web.access.TlsIdentity;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the box's page is, with the certificate that it shows there. Stateless. */
final class PagePlace {
  private PagePlace() {}

  /**
   * @param wall tells when the certificate ends
   * @throws AgentException when the certificate cannot be used or kept
   */
  static Place of(AgentConfig config, InstantSource wall) {
    StatusConfig status = config.status();
    if (!status.tls()) {
      return new Place(status.bind(), status.port(), status.names(), Optional.empty());
    }
    Set<String> names = names(status);
    try {
      PageIdentity identity =
          status
              .certificate()
              .map(files -> new PageIdentity(() -> TlsIdentity.read(files.chain(), files.key())))
              .orElseGet(() -> own(config, wall));
      return new Place(status.bind(), status.port(), names, Optional.of(identity));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new AgentException("the page has no certificate: " + e.getMessage(), e);
    }
  }

  private static PageIdentity own(AgentConfig config, InstantSource wall) {
    OwnCertificate own = new OwnCertificate(config.dataDirectory(), config.box(), wall);
    return new PageIdentity(() -> own.forNames(names(config.status())));
  }

  /** The box's addresses change when the network gives it others. */
  private static Set<String> names(StatusConfig status) {
    Set<String> names = new TreeSet<>(HostName.ofThisMachine());
    names.addAll(status.names());
    if (!status.bind().isAnyLocalAddress()) {
      names.add(status.bind().getHostAddress());
    }
    return names;
  }
}
