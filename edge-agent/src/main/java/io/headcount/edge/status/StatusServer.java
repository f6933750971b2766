package io.headcount.edge.status;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The box's page, API, metrics and health on one loopback port, from {@link #start} to {@link
 * #close}. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StatusServer.class.getName());

  /** A whole configuration; the file may be twice as long. */
  private static final int MAX_REQUEST_BODY = 512 * 1024;

  private final LoopbackServer server;
  private final StatusRoutes routes;
  private final LiveStreams streams;

  private StatusServer(LoopbackServer server, StatusRoutes routes, LiveStreams streams) {
    this.server = server;
    this.routes = routes;
    this.streams = streams;
  }

  /**
   * Serves until closed.
   *
   * @param host a name or address of this box's loopback, such as {@code 127.0.0.1}
   * @param port 0 takes any free one
   * @param more addresses beside those of the page
   * @param clock the box's clock, as in the stamps of the status
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   * @throws IllegalArgumentException when the host is not loopback
   * @throws PortTakenException when the port is taken
   */
  public static StatusServer start(
      String host,
      int port,
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
    LoopbackServer server =
        LoopbackServer.start("status page", host, port, MAX_REQUEST_BODY, answers, routes);
    StatusServer started = new StatusServer(server, routes, streams);
    LOG.log(Level.INFO, "status page at {0}", started.address());
    return started;
  }

  public int port() {
    return server.port();
  }

  /** Where a browser on this box finds the page. */
  public URI address() {
    return server.address();
  }

  /** Every path there is, as the API's description writes it, with its methods. */
  public Map<String, Set<String>> methods() {
    return routes.methods();
  }

  /** Ends the open streams and stops; takes a few seconds at most. */
  @Override
  public void close() {
    streams.close();
    server.close();
  }
}
