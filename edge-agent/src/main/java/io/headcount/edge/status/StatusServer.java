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
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
  private final StatusMetrics metrics;
  private final Supplier<String> status;

  private StatusServer(
      PageServer server,
      Map<String, Set<String>> methods,
      LiveStreams streams,
      StatusMetrics metrics,
      Supplier<String> status) {
    this.server = server;
    this.methods = Map.copyOf(methods);
    this.streams = streams;
    this.metrics = metrics;
    this.status = status;
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
    Set<String> open = new HashSet<>(entrance.open());
    open.addAll(StatusRoutes.OPEN);
    Doorkeeper doorkeeper = new Doorkeeper(access, cookie, open, forPeople(more), answers);
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
    StatusServer started =
        new StatusServer(server, methods, streams, metrics, () -> json.text(routes.status()));
    LOG.log(Level.INFO, "status page at {0}", started.address());
    return started;
  }

  private static Set<String> forPeople(List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> !endpoint.tokens())
        .map(Endpoint::path)
        .collect(Collectors.toUnmodifiableSet());
  }

  public int port() {
    return server.port();
  }

  /** What {@code /api/v1/status} answers now. */
  public String status() {
    return status.get();
  }

  /** What {@code /metrics} answers now. */
  public String metrics() {
    return metrics.text();
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
