package io.headcount.edge.status;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The box's page, API, metrics and health on one loopback port, from {@link #start} to {@link
 * #close}. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StatusServer.class.getName());
  private static final int MAX_REQUEST_BODY = 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final WebServer server;
  private final StatusRoutes routes;
  private final LiveStreams streams;
  private final String host;

  private StatusServer(WebServer server, StatusRoutes routes, LiveStreams streams, String host) {
    this.server = server;
    this.routes = routes;
    this.streams = streams;
    this.host = host;
  }

  /**
   * Serves until closed.
   *
   * @param host a name or address of this box's loopback, such as {@code 127.0.0.1}
   * @param port 0 takes any free one
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
      InstantSource clock,
      LongSupplier nanos) {
    InetAddress address = loopback(host);
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
    ensureFree(address, host, port);
    WebServer server = server(address, port, host, routes, answers);
    server.start();
    if (!server.isRunning()) {
      throw new PortTakenException(
          "the status page did not start at %s port %d: the log says why".formatted(host, port));
    }
    StatusServer started = new StatusServer(server, routes, streams, host);
    LOG.log(Level.INFO, "status page at {0}", started.address());
    return started;
  }

  public int port() {
    return server.port();
  }

  /** Where a browser on this box finds the page. */
  public URI address() {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /** Every path there is, as the API's description writes it. */
  Set<String> paths() {
    return routes.paths();
  }

  /** Ends the open streams and stops; takes a few seconds at most. */
  @Override
  public void close() {
    streams.close();
    server.stop();
  }

  private static InetAddress loopback(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "the status page would be open to the network at '"
                + host
                + "', and it shows live pictures without a password: use 127.0.0.1, and reach it"
                + " from elsewhere through an SSH tunnel");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the status page cannot listen at '" + host + "', no such name: use 127.0.0.1", e);
    }
  }

  private static WebServer server(
      InetAddress address, int port, String host, StatusRoutes routes, Answers answers) {
    return WebServer.builder()
        .address(address)
        .port(port)
        .shutdownHook(false)
        .maxPayloadSize(MAX_REQUEST_BODY)
        .maxTcpConnections(MAX_CONNECTIONS)
        .idleConnectionTimeout(IDLE)
        .shutdownGracePeriod(GRACE)
        .protocolsDiscoverServices(false)
        .addProtocol(Http1Config.builder().maxHeadersSize(MAX_HEADERS).build())
        .directHandlers(answers.beforeRouting())
        .routing(routing -> routing(routing, host, routes, answers))
        .build();
  }

  private static void routing(
      HttpRouting.Builder routing, String host, StatusRoutes routes, Answers answers) {
    routing
        .addFilter(new Guard(host, answers))
        .register(routes)
        .error(
            RuntimeException.class,
            (request, response, failure) -> {
              LOG.log(
                  Level.ERROR, "request " + request.path().absolute().path() + " failed", failure);
              answers.error(
                  response,
                  Status.INTERNAL_SERVER_ERROR_500,
                  "the status cannot be told just now",
                  "load again; if it stays so, read the agent's log");
            });
  }

  /** The server itself only logs a port that is taken, so it is tried beforehand. */
  private static void ensureFree(InetAddress address, String host, int port) {
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new PortTakenException(
          "the status page cannot listen at %s port %d (%s): stop what uses it, as shown by"
                  .formatted(host, port, e.getMessage())
              + " 'ss -ltnp', or set another status port",
          e);
    }
  }
}
