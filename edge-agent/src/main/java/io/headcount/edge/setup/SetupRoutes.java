package io.headcount.edge.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.edge.mounting.Mounting;
import io.headcount.edge.setup.Version.Origin;
import io.headcount.edge.status.Answers;
import io.headcount.edge.status.Endpoint;
import io.headcount.program.settings.Mask;
import io.headcount.program.settings.Secret;
import io.headcount.web.page.PageFiles;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The pages and the API that change what a box counts. Thread-safe. */
public final class SetupRoutes implements AutoCloseable {
  private static final int MOST_HOURS = 72;

  /** Degrees. */
  private static final double DEFAULT_LENS = 80;

  /** Metres. */
  private static final double DEFAULT_STATURE = 1.7;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Setup setup;
  private final Recounts recounts;
  private final TrackMaps maps;
  private final Function<CameraId, Optional<Mounting>> mountings;
  private final Probes probes;
  private final Answers answers = new Answers();
  private final PageFiles files =
      PageFiles.own(SetupRoutes.class)
          .add("/cameras", "page/cameras.html")
          .add("/zones", "page/zones.html")
          .add("/floor", "page/floor.html")
          .page(
              "setup.css",
              "server.js",
              "cameras.js",
              "zones.js",
              "editor.js",
              "draft.js",
              "geometry.js",
              "floor.js",
              "measure.js",
              "mounting.js",
              "recount.js",
              "saving.js",
              "shapes.js")
          .build();

  /** What is in force, and what the page may change of it. Cameras as in the configuration file. */
  record Whole(
      VersionLine version,
      int inForce,
      boolean fileChanged,
      List<Setup.Trouble> troubles,
      List<ZoneType> zoneTypes,
      List<Complaint> warnings,
      ArrayNode cameras) {}

  /** A version without its text. */
  record VersionLine(int number, Instant at, Origin origin, String by, String what) {
    static VersionLine of(Version version) {
      return new VersionLine(
          version.number(), version.at(), version.origin(), version.by(), version.what());
    }
  }

  /** A version with its text, in which no password is. */
  record VersionText(VersionLine version, String text) {}

  /** What became of a change. */
  record Saved(VersionLine version, boolean changed, boolean restarts) {}

  /** Why nothing was changed. */
  record Refused(String error, String hint, List<Complaint> problems, List<VersionLine> since) {}

  private SetupRoutes(
      Setup setup,
      Recounts recounts,
      TrackMaps maps,
      Function<CameraId, Optional<Mounting>> mountings,
      Probes probes) {
    this.setup = setup;
    this.probes = probes;
    this.recounts = recounts;
    this.maps = maps;
    this.mountings = mountings;
  }

  /**
   * Routes for one box.
   *
   * @param mountings how a camera hangs; empty while it does not run
   * @param privacy whether no picture of a camera may leave the box
   * @param journal folder of the journal
   * @param clock that journal entries are stamped with
   */
  public static SetupRoutes of(
      Setup setup,
      Function<CameraId, Optional<Mounting>> mountings,
      BooleanSupplier privacy,
      Path journal,
      InstantSource clock) {
    JournalReading reading = new JournalReading(journal, Ticker.system());
    return new SetupRoutes(
        setup,
        new Recounts(reading, clock),
        new TrackMaps(reading, clock),
        mountings,
        new Probes(privacy));
  }

  /** All addresses. */
  public List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    for (String path : files.paths()) {
      all.add(
          new Endpoint("GET", path, (request, response) -> files.send(path, request, response)));
    }
    all.add(new Endpoint("GET", "/api/v1/setup", this::whole));
    all.add(new Endpoint("PUT", "/api/v1/setup", this::save));
    all.add(new Endpoint("POST", "/api/v1/setup/check", this::check));
    all.add(new Endpoint("POST", "/api/v1/setup/probe", this::probe));
    all.add(new Endpoint("POST", "/api/v1/setup/floor", this::floor));
    all.add(new Endpoint("POST", "/api/v1/setup/file", this::takeFile));
    all.add(new Endpoint("GET", "/api/v1/setup/versions", this::versions));
    all.add(new Endpoint("GET", "/api/v1/setup/versions/{number}", this::version));
    all.add(new Endpoint("POST", "/api/v1/setup/versions/{number}/restore", this::restore));
    all.add(new Endpoint("GET", "/api/v1/setup/recount", this::recount));
    all.add(new Endpoint("POST", "/api/v1/setup/recount", this::beginRecount));
    all.add(new Endpoint("DELETE", "/api/v1/setup/recount", this::cancelRecount));
    all.add(new Endpoint("GET", "/api/v1/cameras/{id}/tracks", this::tracks));
    all.add(new Endpoint("GET", "/api/v1/cameras/{id}/mounting", this::mounting));
    return all;
  }

  private void whole(ServerRequest request, ServerResponse response) {
    AgentConfig present = setup.present();
    Version newest = setup.versions().get(setup.newest()).orElseThrow();
    answers.ok(
        response,
        new Whole(
            VersionLine.of(newest),
            setup.inForce(),
            setup.fileChanged(),
            setup.troubles(),
            Arrays.asList(ZoneType.values()),
            present.warnings().stream().map(Complaint::of).toList(),
            CameraForm.write(present.cameras())));
  }

  private void save(ServerRequest request, ServerResponse response) {
    object(request, response)
        .ifPresent(
            body -> {
              if (body.path("cameras") instanceof ArrayNode cameras) {
                send(response, setup.save(base(body), cameras, by(request)));
              } else {
                noCameras(response);
              }
            });
  }

  private void check(ServerRequest request, ServerResponse response) {
    object(request, response)
        .ifPresent(
            body -> {
              if (body.path("cameras") instanceof ArrayNode cameras) {
                answers.ok(response, setup.check(cameras));
              } else {
                noCameras(response);
              }
            });
  }

  private void takeFile(ServerRequest request, ServerResponse response) {
    object(request, response)
        .ifPresent(body -> send(response, setup.takeFile(base(body), by(request))));
  }

  private void versions(ServerRequest request, ServerResponse response) {
    answers.ok(response, setup.versions().list().stream().map(VersionLine::of).toList());
  }

  private void version(ServerRequest request, ServerResponse response) {
    number(request)
        .flatMap(setup.versions()::get)
        .ifPresentOrElse(
            version ->
                answers.ok(
                    response,
                    new VersionText(VersionLine.of(version), Mask.secrets(version.text()))),
            () -> noVersion(response));
  }

  private void restore(ServerRequest request, ServerResponse response) {
    Optional<JsonNode> body = object(request, response);
    if (body.isEmpty()) {
      return;
    }
    number(request)
        .flatMap(setup.versions()::get)
        .ifPresentOrElse(
            version -> send(response, setup.restore(base(body.get()), version, by(request))),
            () -> noVersion(response));
  }

  private void probe(ServerRequest request, ServerResponse response) {
    Optional<JsonNode> body = object(request, response);
    if (body.isEmpty()) {
      return;
    }
    Optional<VideoSource> source = source(body.get(), response);
    if (source.isEmpty()) {
      return;
    }
    probes
        .look(source.get())
        .ifPresentOrElse(
            seen -> answers.ok(response, seen),
            () ->
                answers.error(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "two cameras are being tested already",
                    "try again in some seconds"));
  }

  /** What is to be tried, with the login that is sent or the one that is kept for the camera. */
  private Optional<VideoSource> source(JsonNode body, ServerResponse response) {
    String address = body.path("source").asText("");
    String user = body.path("username").asText("");
    String password = body.path("password").asText("");
    String camera = body.path("camera").asText("");
    String real =
        setup.present().cameras().stream()
            .filter(one -> one.id().value().equals(camera))
            .filter(one -> CameraForm.shown(one.source()).equals(address))
            .findFirst()
            .map(one -> ConfigWriter.address(one.source()))
            .orElse(address);
    try {
      VideoSource bare = VideoSource.parse(real);
      if (user.isEmpty()) {
        return Optional.of(bare);
      }
      Optional<VideoSource.Credentials> login =
          password.isEmpty()
              ? Draft.keptLogin(setup.present(), camera, user, real)
              : Optional.of(new VideoSource.Credentials(user, new Secret(password)));
      if (login.isEmpty()) {
        answers.error(
            response,
            Status.BAD_REQUEST_400,
            "the password is missing",
            "enter the password of the camera");
        return Optional.empty();
      }
      return switch (bare) {
        case VideoSource.Rtsp rtsp -> Optional.of(new VideoSource.Rtsp(rtsp.address(), login));
        case VideoSource.HttpMjpeg http ->
            Optional.of(new VideoSource.HttpMjpeg(http.address(), login));
        case VideoSource.VideoFile _, VideoSource.UsbCamera _ -> Optional.of(bare);
      };
    } catch (IllegalArgumentException e) {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          Mask.secrets(String.valueOf(e.getMessage())),
          "such as rtsp://192.168.1.20/stream2, http://… or /dev/video0");
      return Optional.empty();
    }
  }

  /** What a floor would say that is measured so, or by the people who were seen. */
  private void floor(ServerRequest request, ServerResponse response) {
    Optional<JsonNode> body = object(request, response);
    Optional<CameraId> camera =
        body.flatMap(sent -> camera(sent.path("camera").asText(""), response));
    if (camera.isEmpty()) {
      return;
    }
    Optional<Mounting> hangs = mountings.apply(camera.get());
    JsonNode people = body.get().path("people");
    if (people.isObject()) {
      byPeople(people, hangs, response);
    } else if (body.get().path("floor") instanceof ObjectNode floor) {
      Setup.MeasuredFloor read = setup.floor(floor);
      if (read.floor().isEmpty()) {
        send(response, new Setup.Outcome.Wrong(read.problems()));
      } else {
        answers.ok(response, FloorForm.of(read.floor().get(), read.warnings(), hangs));
      }
    } else {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          "neither floor nor people is there",
          "send floor as in the configuration file, or people: {} to go by their heights");
    }
  }

  private void byPeople(JsonNode asked, Optional<Mounting> hangs, ServerResponse response) {
    double lens = asked.path("lens").asDouble(DEFAULT_LENS);
    double stature = asked.path("stature").asDouble(DEFAULT_STATURE);
    if (!(lens >= 15 && lens <= 150 && stature >= 1.2 && stature <= 2.2)) {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          "lens is degrees from 15 to 150, stature metres from 1.2 to 2.2",
          "leave them out for 80 degrees and 1.7 metres");
      return;
    }
    int seen = hangs.map(one -> one.people().size()).orElse(0);
    int wanted = hangs.map(Mounting::wanted).orElse(1);
    Optional<UprightCamera.Found> found =
        hangs
            .filter(_ -> seen >= wanted)
            .flatMap(
                one -> UprightCamera.of(one.people(), Math.toRadians(lens), one.aspect(), stature));
    if (found.isPresent()) {
      answers.ok(response, FloorForm.of(rounded(found.get()), List.of(), hangs));
    } else {
      answers.error(
          response,
          Status.CONFLICT_409,
          seen < wanted
              ? "%d of %d looks at people who walk".formatted(seen, wanted)
              : "all people walk at about one distance",
          "let people walk to and fro, near the camera and far from it");
    }
  }

  /** To what can be known, and is well read in a file. */
  private static UprightCamera.Found rounded(UprightCamera.Found found) {
    UprightCamera camera = found.camera();
    return new UprightCamera.Found(
        new UprightCamera(
            Math.round(camera.height() * 100) / 100.0,
            Math.toRadians(Math.round(Math.toDegrees(camera.tilt()) * 10) / 10.0),
            camera.lensAngle(),
            Math.round(camera.aspect() * 1e4) / 1e4),
        Math.round(found.spread() * 1000) / 1000.0);
  }

  private void recount(ServerRequest request, ServerResponse response) {
    answers.ok(response, recounts.state());
  }

  private void beginRecount(ServerRequest request, ServerResponse response) {
    Optional<JsonNode> body = object(request, response);
    if (body.isEmpty()) {
      return;
    }
    int hours = body.get().path("hours").asInt(0);
    int before = body.get().path("before").asInt(0);
    int after = body.get().path("after").asInt(0);
    Optional<List<Scene>> was = setup.scenes(before);
    Optional<List<Scene>> is = setup.scenes(after);
    if (hours < 1 || hours > MOST_HOURS) {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          "hours is not a number from 1 to " + MOST_HOURS,
          "ask for 8 hours");
    } else if (was.isEmpty() || is.isEmpty()) {
      noVersion(response);
    } else {
      answers.send(
          response,
          Status.ACCEPTED_202,
          recounts.begin(before, was.get(), after, is.get(), Duration.ofHours(hours)));
    }
  }

  private void cancelRecount(ServerRequest request, ServerResponse response) {
    recounts.cancel();
    answers.ok(response, recounts.state());
  }

  private void tracks(ServerRequest request, ServerResponse response) {
    camera(request, response).ifPresent(camera -> answers.ok(response, maps.of(camera)));
  }

  private void mounting(ServerRequest request, ServerResponse response) {
    camera(request, response)
        .ifPresent(
            camera ->
                mountings
                    .apply(camera)
                    .ifPresentOrElse(
                        mounting -> answers.ok(response, MountingForm.of(mounting)),
                        () ->
                            answers.error(
                                response,
                                Status.CONFLICT_409,
                                "this camera is switched off, so nothing is known of how it hangs",
                                "switch it on")));
  }

  /** The camera that is asked for; empty when there is none, which is answered then. */
  private Optional<CameraId> camera(ServerRequest request, ServerResponse response) {
    return camera(request.path().pathParameters().get("id"), response);
  }

  private Optional<CameraId> camera(String id, ServerResponse response) {
    Optional<CameraId> camera =
        setup.present().cameras().stream()
            .map(one -> one.id())
            .filter(one -> one.value().equals(id))
            .findFirst();
    if (camera.isEmpty()) {
      answers.error(
          response,
          Status.NOT_FOUND_404,
          "there is no such camera",
          "see /api/v1/cameras for those there are");
    }
    return camera;
  }

  private void send(ServerResponse response, Setup.Outcome outcome) {
    switch (outcome) {
      case Setup.Outcome.Saved(var version, var restarts) ->
          answers.ok(response, new Saved(VersionLine.of(version), true, restarts));
      case Setup.Outcome.Same(var version) ->
          answers.ok(response, new Saved(VersionLine.of(version), false, false));
      case Setup.Outcome.Stale(var since) ->
          answers.send(
              response,
              Status.CONFLICT_409,
              new Refused(
                  "somebody changed the configuration in the meantime",
                  "load it again, and make your change anew",
                  List.of(),
                  since.stream().map(VersionLine::of).toList()));
      case Setup.Outcome.Wrong(var complaints) ->
          answers.send(
              response,
              Status.BAD_REQUEST_400,
              new Refused("this cannot be used", "mend what is listed", complaints, List.of()));
      case Setup.Outcome.Busy(var why, var cure) ->
          answers.send(response, Status.CONFLICT_409, new Refused(why, cure, List.of(), List.of()));
    }
  }

  private static int base(JsonNode body) {
    return body.path("base").asInt(0);
  }

  /** Where a change comes from. */
  private static String by(ServerRequest request) {
    return "the page, " + request.remotePeer().host();
  }

  private Optional<JsonNode> object(ServerRequest request, ServerResponse response) {
    try {
      JsonNode body = MAPPER.readTree(request.content().as(String.class));
      if (body.isObject()) {
        return Optional.of(body);
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    answers.error(
        response,
        Status.BAD_REQUEST_400,
        "this is not a JSON object",
        "see /api/v1/openapi.yaml for what can be sent");
    return Optional.empty();
  }

  private static Optional<Integer> number(ServerRequest request) {
    String text = request.path().pathParameters().get("number");
    return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private void noCameras(ServerResponse response) {
    answers.error(
        response,
        Status.BAD_REQUEST_400,
        "cameras is not a list",
        "send all cameras, as GET /api/v1/setup gives them");
  }

  private void noVersion(ServerResponse response) {
    answers.error(
        response,
        Status.NOT_FOUND_404,
        "there is no such version, or it cannot be read any more",
        "see /api/v1/setup/versions for those there are");
  }

  /** Ends what runs in the background. */
  @Override
  public void close() {
    recounts.cancel();
    maps.close();
  }
}
