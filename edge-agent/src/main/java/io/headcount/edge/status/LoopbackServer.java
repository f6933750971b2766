package io.headcount.edge.status;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
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

/**
 * Serves pages to the browsers of this box alone: on a loopback address, under its own names, with
 * strict headers and limits. Thread-safe.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LoopbackServer.class.getName());
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final WebServer server;
  private final String host;

  private LoopbackServer(WebServer server, String host) {
    this.server = server;
    this.host = host;
  }

  /**
   * Serves until closed.
   *
   * @param page what is served, in words, for messages and the log
   * @param host a name or address of this box's loopback, such as {@code 127.0.0.1}
   * @param port 0 takes any free one
   * @param maxBody longest body of a request in bytes
   * @param routes every address there is
   * @throws IllegalArgumentException when the host is not loopback
   * @throws PortTakenException when the port is taken
   */
  public static LoopbackServer start(
      String page, String host, int port, int maxBody, Answers answers, HttpService routes) {
    InetAddress address = loopback(page, host);
    ensureFree(page, address, host, port);
    WebServer server =
        WebServer.builder()
            .address(address)
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(maxBody)
            .maxTcpConnections(MAX_CONNECTIONS)
            .idleConnectionTimeout(IDLE)
            .shutdownGracePeriod(GRACE)
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.builder().maxHeadersSize(MAX_HEADERS).build())
            .directHandlers(answers.beforeRouting())
            .routing(routing -> routing(routing, page, host, routes, answers))
            .build();
    server.start();
    if (!server.isRunning()) {
      throw new PortTakenException(
          "the %s did not start at %s port %d: the log says why".formatted(page, host, port));
    }
    return new LoopbackServer(server, host);
  }

  public int port() {
    return server.port();
  }

  /** Where a browser on this box finds the page. */
  public URI address() {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /** Stops; takes a few seconds at most. */
  @Override
  public void close() {
    server.stop();
  }

  private static InetAddress loopback(String page, String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "the %s would be open to the network at '%s', and it shows live pictures without a"
                    .formatted(page, host)
                + " password: use 127.0.0.1, and reach it from elsewhere through an SSH tunnel");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the %s cannot listen at '%s', no such name: use 127.0.0.1".formatted(page, host), e);
    }
  }

  private static void routing(
      HttpRouting.Builder routing, String page, String host, HttpService routes, Answers answers) {
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
                  "the " + page + " cannot answer that just now",
                  "load again; if it stays so, read the log");
            });
  }

  /** The server itself only logs a port that is taken, so it is tried beforehand. */
  private static void ensureFree(String page, InetAddress address, String host, int port) {
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new PortTakenException(
          "the %s cannot listen at %s port %d (%s): stop what uses it, as shown by"
                  .formatted(page, host, port, e.getMessage())
              + " 'ss -ltnp', or set another port",
          e);
    }
  }
}
