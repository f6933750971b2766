package io.headcount.edge.status;

import io.headcount.web.access.TlsIdentity;
import io.helidon.common.tls.Tls;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Serves pages at one place, under its own names, with strict headers and limits; beyond loopback
 * with TLS only. Thread-safe.
 */
public final class PageServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PageServer.class.getName());
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** How often the certificate is looked at: it ends, and files are replaced. */
  private static final Duration LOOK_AT_CERTIFICATE = Duration.ofMinutes(10);

  private final WebServer server;
  private final Place place;
  private final Optional<Thread> renewal;

  private PageServer(WebServer server, Place place, Optional<Thread> renewal) {
    this.server = server;
    this.place = place;
    this.renewal = renewal;
  }

  /**
   * Serves until closed.
   *
   * @param page what is served, in words, for messages and the log
   * @param maxBody longest body of a request in bytes
   * @param filters what each request goes through first, in order
   * @param routes every address there is
   * @throws PortTakenException when the port is taken, or the address is not of this box
   */
  public static PageServer start(
      String page,
      Place place,
      int maxBody,
      Answers answers,
      List<Filter> filters,
      HttpService routes) {
    ensureFree(page, place);
    Answers strict = answers.with(Guard.headers(place));
    WebServerConfig.Builder builder =
        WebServer.builder()
            .address(place.address())
            .port(place.port())
            .shutdownHook(false)
            .maxPayloadSize(maxBody)
            .maxTcpConnections(MAX_CONNECTIONS)
            .idleConnectionTimeout(IDLE)
            .shutdownGracePeriod(GRACE)
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.builder().maxHeadersSize(MAX_HEADERS).build())
            .directHandlers(strict.beforeRouting())
            .routing(routing -> routing(routing, page, place, filters, routes, strict));
    place.identity().ifPresent(it -> builder.tls(tls(it.now())));
    WebServer server = builder.build();
    server.start();
    if (!server.isRunning()) {
      throw new PortTakenException(
          "the %s did not start at %s port %d: the log says why"
              .formatted(page, place.address().getHostAddress(), place.port()));
    }
    Optional<Thread> renewal =
        place
            .identity()
            .map(
                identity ->
                    Thread.ofVirtual()
                        .name("page-certificate")
                        .start(() -> renew(server, identity)));
    return new PageServer(server, place, renewal);
  }

  public int port() {
    return server.port();
  }

  /** Where a browser finds the page. */
  public URI address() {
    return URI.create((place.tls() ? "https://" : "http://") + place.host() + ":" + port());
  }

  /** SHA-256 of the certificate; empty without TLS. */
  Optional<String> fingerprint() {
    return place.identity().map(identity -> identity.now().fingerprint());
  }

  /** Stops; takes a few seconds at most. */
  @Override
  public void close() {
    renewal.ifPresent(Thread::interrupt);
    server.stop();
  }

  private static Tls tls(TlsIdentity identity) {
    return Tls.builder().privateKey(identity.key()).privateKeyCertChain(identity.chain()).build();
  }

  private static void renew(WebServer server, PageIdentity identity) {
    try {
      while (true) {
        Thread.sleep(LOOK_AT_CERTIFICATE);
        renewOnce(server, identity);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  private static void renewOnce(WebServer server, PageIdentity identity) {
    try {
      if (identity.refresh()) {
        server.reloadTls(tls(identity.now()));
        LOG.log(
            Level.INFO,
            "the page has a new certificate, fingerprint {0}",
            identity.now().fingerprint());
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "the page keeps its certificate: {0}", e.getMessage());
    }
  }

  private static void routing(
      HttpRouting.Builder routing,
      String page,
      Place place,
      List<Filter> filters,
      HttpService routes,
      Answers answers) {
    routing.addFilter(new Guard(place, answers));
    filters.forEach(routing::addFilter);
    routing
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
  private static void ensureFree(String page, Place place) {
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(place.address(), place.port()));
    } catch (IOException e) {
      throw new PortTakenException(
          "the %s cannot listen at %s port %d (%s): stop what uses it, as shown by"
                  .formatted(page, place.address().getHostAddress(), place.port(), e.getMessage())
              + " 'ss -ltnp', or set another port",
          e);
    }
  }
}
