package io.headcount.edge.status;

import io.headcount.edge.access.BoxAccess;
import io.headcount.web.access.SessionCookie;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The box's page, API, metrics and health on one port, for those who may see them, from {@link
 * #start} to {@link #close}. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StatusServer.class.getName());
  private static final int MAX_REQUEST_BODY = 4096;

  private final PageServer server;
  private final Set<String> paths;
  private final LiveStreams streams;

  private StatusServer(PageServer server, Set<String> paths, LiveStreams streams) {
    this.server = server;
    this.paths = Set.copyOf(paths);
    this.streams = streams;
  }

  /**
   * Serves until closed.
   *
   * @param access who may come in
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
        new StatusRoutes(status, history, live, streams, readings, metrics, answers, clock);
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
    Set<String> paths = new TreeSet<>(entrance.paths());
    paths.addAll(routes.paths());
    StatusServer started = new StatusServer(server, paths, streams);
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

  /** Every path there is, as the API's description writes it. */
  Set<String> paths() {
    return paths;
  }

  /** Ends the open streams and stops; takes a few seconds at most. */
  @Override
  public void close() {
    streams.close();
    server.close();
  }
}
