package io.headcount.edge.audit;

import io.headcount.edge.status.Answers;
import io.headcount.edge.status.PageServer;
import io.headcount.edge.status.Place;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The page of one audit on this box's loopback, until it is closed. Thread-safe. */
public final class AuditServer implements AutoCloseable {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();
  private static final int MAX_BODY = 16 * 1024;

  private final PageServer server;
  private final AuditRoutes routes;

  private AuditServer(PageServer server, AuditRoutes routes) {
    this.server = server;
    this.routes = routes;
  }

  /**
   * Serves the page.
   *
   * @param port 0 takes any free one
   * @param done how many frames the machine has counted by now
   * @throws io.headcount.edge.status.PortTakenException when the port is taken
   */
  public static AuditServer start(int port, Audit audit, LongSupplier done) {
    Answers answers = new Answers();
    AuditRoutes routes = new AuditRoutes(audit, done, answers);
    return new AuditServer(
        PageServer.start(
            "audit page", Place.loopback(HOST, port), MAX_BODY, answers, List.of(), routes),
        routes);
  }

  /** Where a browser on this box finds the page. */
  public URI address() {
    return server.address();
  }

  /** The person said on the page that they are through. */
  public boolean closing() {
    return routes.closing();
  }

  /** The report as it was written last. */
  public Optional<Audit.Written> written() {
    return routes.written();
  }

  @Override
  public void close() {
    server.close();
  }
}
