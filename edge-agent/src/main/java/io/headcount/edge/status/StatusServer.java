package io.headcount.edge.status;

import io.headcount.edge.access.BoxAccess;
import io.headcount.web.access.SessionCookie;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The box's page, API, metrics and health on one port, for those who may see them, from {@link
 * #start} to {@link #close}. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StatusServer.class.getName());

  /** A whole configuration; the file may be twice as long. */
  private static final int MAX_REQUEST_BODY = 512 * 1024;

  private final PageServer server;
  private final Map<String, Set<String>> methods;
  private final LiveStreams streams;

  private StatusServer(PageServer server, Map<String, Set<String>> methods, LiveStreams streams) {
    this.server = server;
    this.methods = Map.copyOf(methods);
    this.streams = streams;
  }

  /**
   * Serves until closed.
   *
   * @param access who may come in
   * @param more addresses beside those of the page
   * @param clock the box's clock, as in the stamps of the status
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   * @throws PortTakenException when the port is taken, or the address is not of this box
   */
  public static StatusServer start(
      Place place,
      BoxAccess access,
      StatusSource source,
      WindowHistory history,
      LiveView live,
      List<Endpoint> more,
      InstantSource clock,
      LongSupplier nanos) {
    Json json = new Json();
    Answers answers = new Answers(json);
    RecentStatus status = new RecentStatus(source, nanos);
    LiveStreams streams = new LiveStreams(live, status, json, answers, nanos);
    HostReadings readings =
        new HostReadings(
            OshiProbe::new, nanos, task -> Thread.ofVirtual().name("host-readings").start(task));
    StatusMetrics metrics = new StatusMetrics(status, readings, streams);
    StatusRoutes routes =
        new StatusRoutes(status, history, live, streams, readings, metrics, answers, clock, more);
    SessionCookie cookie = new SessionCookie(place.tls(), BoxAccess.LIFE);
    AccessRoutes entrance = new AccessRoutes(access, cookie, place.identity(), answers);
    Set<String> open = new HashSet<>(entrance.paths());
    open.addAll(StatusRoutes.OPEN);
    Doorkeeper doorkeeper = new Doorkeeper(access, cookie, open, answers);
    PageServer server =
        PageServer.start(
            "status page",
            place,
            MAX_REQUEST_BODY,
            answers,
            List.of(doorkeeper),
            rules -> {
              entrance.routing(rules);
              routes.routing(rules);
            });
    Map<String, Set<String>> methods = new LinkedHashMap<>(entrance.methods());
    methods.putAll(routes.methods());
    StatusServer started = new StatusServer(server, methods, streams);
    LOG.log(Level.INFO, "status page at {0}", started.address());
    return started;
  }

  public int port() {
    return server.port();
  }

  /** Where a browser finds the page. */
  public URI address() {
    return server.address();
  }

  /** SHA-256 of the page's certificate; empty without TLS. */
  public Optional<String> fingerprint() {
    return server.fingerprint();
  }

  /** Shows the certificate as it is now; this happens by itself every ten minutes. */
  void lookAtCertificate() {
    server.lookAtCertificate();
  }

  /** Every path there is, as the API's description writes it, with its methods. */
  Map<String, Set<String>> methods() {
    return methods;
  }

  /** Ends the open streams and stops; takes a few seconds at most. */
  @Override
  public void close() {
    streams.close();
    server.close();
  }
}
