package io.headcount.edge.status;

import io.headcount.web.page.PageFiles;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Every address of the page and the API. Immutable. */
final class StatusRoutes implements HttpService {
  static final int DEFAULT_WINDOWS = 60;
  static final int MAX_WINDOWS = 1440;

  /** What needs nobody to be known: a supervisor asks for it. */
  static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final RecentStatus status;
  private final WindowHistory history;
  private final LiveView live;
  private final LiveStreams streams;
  private final HostReadings host;
  private final Answers answers;
  private final InstantSource clock;
  private final PageFiles files =
      PageFiles.own(StatusRoutes.class)
          .add("/", "page/index.html")
          .add("/api/v1/openapi.yaml", "openapi.yaml")
          .page(
              "status.css",
              "app.js",
              "card.js",
              "live.js",
              "scene.js",
              "labels.js",
              "format.js",
              "state.js")
          .build();

  private final PageFiles nowhere =
      PageFiles.own(StatusRoutes.class).add("/", "page/nowhere.html").build();

  /** By path and method. */
  private final Map<String, Map<String, Handler>> handlers = new LinkedHashMap<>();

  StatusRoutes(
      RecentStatus status,
      WindowHistory history,
      LiveView live,
      LiveStreams streams,
      HostReadings host,
      StatusMetrics metrics,
      Answers answers,
      InstantSource clock,
      List<Endpoint> more) {
    this.status = status;
    this.history = history;
    this.live = live;
    this.streams = streams;
    this.host = host;
    this.answers = answers;
    this.clock = clock;
    for (String path : files.paths()) {
      get(path, (request, response) -> files.send(path, request, response));
    }
    get("/api/v1/status", this::box);
    get("/api/v1/cameras", this::cameras);
    get("/api/v1/cameras/{id}", of(this::camera));
    get("/api/v1/cameras/{id}/windows", of(this::windows));
    get("/api/v1/cameras/{id}/live", of(this::stream));
    get("/api/v1/cameras/{id}/frames/{seq}.jpg", of(this::frame));
    get("/metrics", (_, response) -> metrics.send(response));
    get("/health/live", (_, response) -> answers.ok(response, Map.of("live", true)));
    get("/health/ready", this::ready);
    more.forEach(one -> add(one.method(), one.path(), one.handler()));
  }

  private void get(String path, Handler handler) {
    add("GET", path, handler);
  }

  private void add(String method, String path, Handler handler) {
    handlers.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, handler);
  }

  /** Which methods each path answers. */
  Map<String, Set<String>> methods() {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    handlers.forEach((path, by) -> methods.put(path, by.keySet()));
    return methods;
  }

  @Override
  public void routing(HttpRules rules) {
    handlers.forEach(
        (path, by) -> {
          by.forEach((method, handler) -> rules.route(Method.create(method), path, handler));
          rules.any(path, (_, response) -> wrongMethod(by.keySet(), response));
        });
    rules.any(
        (request, response) -> {
          if (PageFiles.wanted(request)) {
            nowhere.sendInstead("/", request, response);
          } else {
            answers.notFound(response, "nothing is at this address");
          }
        });
  }

  private void wrongMethod(Set<String> allowed, ServerResponse response) {
    String all = String.join(", ", allowed);
    response.header(HeaderNames.ALLOW, all);
    answers.error(
        response,
        Status.METHOD_NOT_ALLOWED_405,
        all.equals("GET") ? "this address can only be read" : "this address answers to " + all,
        "use " + all);
  }

  private void box(ServerRequest request, ServerResponse response) {
    answers.ok(response, status());
  }

  /** The whole box as it is now. */
  StatusReply status() {
    boolean setup = handlers.containsKey("/cameras");
    return new StatusReply(
        clock.instant(), setup, live.privacy().state(), status.get(), host.newest());
  }

  private void cameras(ServerRequest request, ServerResponse response) {
    answers.ok(response, status.get().cameras());
  }

  private void camera(ServerRequest request, ServerResponse response, CameraStatus camera) {
    answers.ok(response, camera);
  }

  private void windows(ServerRequest request, ServerResponse response, CameraStatus camera) {
    String asked = request.query().first("limit").orElse(Integer.toString(DEFAULT_WINDOWS));
    boolean number = NUMBER.matcher(asked).matches();
    if (!number || Long.parseLong(asked) > MAX_WINDOWS) {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          "limit is not a number from 1 to " + MAX_WINDOWS,
          "ask for ?limit=" + DEFAULT_WINDOWS);
      return;
    }
    answers.ok(response, history.latest(camera.id(), Integer.parseInt(asked)));
  }

  private void stream(ServerRequest request, ServerResponse response, CameraStatus camera) {
    if (!request.headers().isAccepted(MediaTypes.TEXT_EVENT_STREAM)) {
      answers.error(
          response,
          Status.NOT_ACCEPTABLE_406,
          "this is a stream of events",
          "send Accept: text/event-stream");
      return;
    }
    BooleanSupplier in =
        request.context().get(Doorkeeper.Caller.class).map(Doorkeeper.Caller::in).orElseThrow();
    streams.serve(camera.id(), in, response);
  }

  private void frame(ServerRequest request, ServerResponse response, CameraStatus camera) {
    String sequence = request.path().pathParameters().get("seq");
    if (!NUMBER.matcher(sequence).matches()) {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          "a picture is named by the number in its live event",
          "ask for /api/v1/cameras/" + camera.id() + "/live first");
      return;
    }
    live.watch(camera.id());
    Optional<LiveFrame> frame = live.frame(camera.id(), Long.parseLong(sequence));
    if (frame.isEmpty()) {
      // no error: a slow watcher asks for pictures that newer ones have replaced
      response.status(Status.NO_CONTENT_204).send();
      return;
    }
    response
        .header(HeaderNames.CONTENT_TYPE, "image/jpeg")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(frame.get().picture().bytes());
  }

  private void ready(ServerRequest request, ServerResponse response) {
    Readiness readiness = Readiness.of(status.get(), clock.instant());
    answers.send(
        response, readiness.ready() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, readiness);
  }

  private Handler of(CameraHandler handler) {
    return (request, response) -> {
      Optional<CameraStatus> camera = status.camera(request.path().pathParameters().get("id"));
      if (camera.isPresent()) {
        handler.handle(request, response, camera.get());
      } else {
        answers.error(
            response,
            Status.NOT_FOUND_404,
            "there is no such camera",
            "see /api/v1/cameras for those there are");
      }
    };
  }

  private interface CameraHandler {
    void handle(ServerRequest request, ServerResponse response, CameraStatus camera);
  }
}
