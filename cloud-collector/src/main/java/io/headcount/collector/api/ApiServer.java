package io.headcount.collector.api;

import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryException;
import io.headcount.collector.pages.Pages;
import io.headcount.collector.people.People;
import io.headcount.collector.people.Sessions;
import io.headcount.collector.picture.Repainting;
import io.headcount.collector.query.Queries;
import io.headcount.web.access.SessionCookie;
import io.headcount.web.access.StrictHeaders;
import io.headcount.web.page.Packing;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The API on one port, from {@link #start} to {@link #close}. Thread-safe. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ApiServer.class.getName());
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_CONNECTIONS = 2048;
  private static final int MAX_REQUESTS = 512;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final String RETRY_SECONDS = "5";

  private final WebServer server;
  private final ApiRoutes routes;
  private final LiveStreams streams;
  private final Thread watch;
  private final ApiOptions options;

  private ApiServer(
      WebServer server, ApiRoutes routes, LiveStreams streams, Thread watch, ApiOptions options) {
    this.server = server;
    this.routes = routes;
    this.streams = streams;
    this.watch = watch;
    this.options = options;
  }

  /**
   * What the API tells from, and whom it tells what to do. Immutable.
   *
   * @param people who may use the pages
   * @param metrics what the program tells of itself in {@code /metrics}
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   */
  public record Sources(
      History history,
      People people,
      Queries queries,
      LiveFeed feed,
      Orders orders,
      Supplier<MetricSnapshots> metrics,
      InstantSource clock,
      LongSupplier nanos) {}

  /**
   * Serves until closed.
   *
   * @throws IllegalArgumentException when there is no such host, or the PEM files are no good
   * @throws IllegalStateException when the port is taken
   */
  public static ApiServer start(ApiOptions options, Sources sources) {
    InetAddress address = address(options.host());
    Json json = new Json();
    StrictHeaders strict = options.encrypted() ? StrictHeaders.withTls() : StrictHeaders.plain();
    SessionCookie cookie = new SessionCookie(options.encrypted(), Sessions.LIFE);
    People people = sources.people();
    Answers answers = new Answers(json, strict);
    Simulated simulated = new Simulated(sources.queries().catalogue());
    LiveStreams streams =
        new LiveStreams(sources.feed(), simulated, json, options.rates(), sources.nanos());
    ApiMetrics metrics = new ApiMetrics(sources.queries(), streams, sources.metrics());
    List<Route> all = new ArrayList<>();
    all.addAll(new ListRoutes(sources.queries(), simulated, answers).routes());
    all.addAll(new CountRoutes(sources.queries(), answers, sources.clock()).routes());
    all.addAll(new PlaceRoutes(sources.queries(), answers).routes());
    all.addAll(
        new SalesRoutes(
                sources.queries(),
                sources.history().sales(),
                new SalesText(json.mapper()),
                people.audit(),
                answers)
            .routes());
    all.addAll(
        new DeviceRoutes(
                sources.queries(),
                sources.history().desiredConfigs(),
                sources.history().commands(),
                sources.history().putAside(),
                sources.orders(),
                new CommandText(json, sources.clock()),
                people.audit(),
                answers)
            .routes());
    all.addAll(
        new PictureRoutes(sources.history().pictures(), simulated, people.audit(), json, answers)
            .routes());
    all.addAll(
        new OverviewRoutes(
                sources.queries().overview(),
                sources.history().places(),
                people.audit(),
                answers,
                json,
                sources.clock())
            .routes());
    all.addAll(new SessionRoutes(people, cookie, json, answers).routes());
    all.addAll(new UserRoutes(people, json, answers).routes());
    Pages pages = new Pages();
    ApiRoutes routes = new ApiRoutes(all, metrics, streams, pages, people.audit(), answers);
    Guard guard =
        new Guard(
            pages,
            new Door(options.tls().isPresent(), options.proxies(), options.allow()),
            sources.history().tokens(),
            people.sessions(),
            cookie,
            strict,
            answers,
            options.rates(),
            sources.nanos());
    ensureFree(address, options);
    WebServer server = server(address, options, pages, routes, guard, answers);
    server.start();
    if (!server.isRunning()) {
      throw new IllegalStateException(
          "the API did not start at %s port %d: the log says why"
              .formatted(options.host(), options.port()));
    }
    Thread watch =
        Thread.ofPlatform()
            .daemon()
            .name("api-live-watch")
            .start(() -> watch(streams, options.rates().patience().dividedBy(3)));
    ApiServer started = new ApiServer(server, routes, streams, watch, options);
    LOG.log(Level.INFO, "API at {0}", started.address());
    return started;
  }

  public int port() {
    return server.port();
  }

  /** Where a program on this machine finds it. */
  public URI address() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create((options.tls().isPresent() ? "https://" : "http://") + host + ":" + port());
  }

  /** Every method and path, as the API's description writes them. */
  Set<String> operations() {
    return routes.operations();
  }

  /** What each operation needs that is described here, but for {@code /health}. */
  Map<String, Need> needs() {
    return routes.needs();
  }

  /** Ends the open streams and stops; takes a few seconds at most. */
  @Override
  public void close() {
    watch.interrupt();
    streams.close();
    server.stop();
  }

  private static void watch(LiveStreams streams, Duration pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(pause);
        streams.cutOff();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the API cannot listen at '" + host + "', no such name: use 127.0.0.1", e);
    }
  }

  private static WebServer server(
      InetAddress address,
      ApiOptions options,
      Pages pages,
      ApiRoutes routes,
      Guard guard,
      Answers answers) {
    WebServerConfig.Builder builder =
        WebServer.builder()
            .address(address)
            .port(options.port())
            .shutdownHook(false)
            .maxPayloadSize(Repainting.MOST_BYTES)
            .maxTcpConnections(MAX_CONNECTIONS)
            .maxConcurrentRequests(MAX_REQUESTS)
            .idleConnectionTimeout(IDLE)
            .shutdownGracePeriod(GRACE)
            .protocolsDiscoverServices(false)
            .contentEncoding(Packing.gzip())
            .addProtocol(Http1Config.builder().maxHeadersSize(MAX_HEADERS).build())
            .directHandlers(answers.beforeRouting())
            .routing(routing -> routing(routing, pages, routes, guard, answers));
    options.tls().ifPresent(files -> builder.tls(tls(files)));
    return builder.build();
  }

  private static Tls tls(ApiOptions.Tls files) {
    try {
      Keys keys =
          Keys.builder()
              .pem(
                  pem ->
                      pem.key(Resource.create(files.key()))
                          .certChain(Resource.create(files.chain())))
              .build();
      return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s and %s are no certificate and key (%s): give PEM files, the key in PKCS #8 without a passphrase"
              .formatted(files.chain(), files.key(), e.getMessage()),
          e);
    }
  }

  private static void routing(
      HttpRouting.Builder routing, Pages pages, ApiRoutes routes, Guard guard, Answers answers) {
    routing
        .addFilter(guard)
        .register(pages)
        .register(routes)
        .error(
            RuntimeException.class,
            (request, response, failure) -> {
              String path = request.path().absolute().path();
              if (failure instanceof HistoryException history && history.retryable()) {
                LOG.log(Level.WARNING, "request {0} failed: {1}", path, failure.getMessage());
                response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
                answers.error(
                    response,
                    new ApiError(
                        Status.SERVICE_UNAVAILABLE_503,
                        "database",
                        "the history cannot be read just now",
                        "ask again in some seconds"));
              } else {
                LOG.log(Level.ERROR, "request " + path + " failed", failure);
                answers.error(
                    response,
                    new ApiError(
                        Status.INTERNAL_SERVER_ERROR_500,
                        "internal",
                        "this cannot be answered just now",
                        "ask again; if it stays so, read the collector's log"));
              }
            });
  }

  /** The server itself only logs a port that is taken, so it is tried beforehand. */
  private static void ensureFree(InetAddress address, ApiOptions options) {
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(address, options.port()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the API cannot listen at %s port %d (%s): stop what uses it, as shown by 'ss -ltnp', or set another port"
              .formatted(options.host(), options.port(), e.getMessage()),
          e);
    }
  }
}
