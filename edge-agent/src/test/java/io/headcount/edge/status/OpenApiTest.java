package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.headcount.analytics.scene.CameraId;
import io.headcount.contract.CountWindow;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.health.Days;
import io.headcount.edge.health.HealthRoutes;
import io.headcount.edge.health.Incident;
import io.headcount.edge.health.IncidentLog;
import io.headcount.edge.health.SupportBundle;
import io.headcount.edge.mounting.Hanging;
import io.headcount.edge.setup.Setup;
import io.headcount.edge.setup.SetupRoutes;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.store.Commit;
import io.headcount.edge.store.Snapshot;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API against what the server really answers. */
class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static RunningBox box;
  private static JsonNode description;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws IOException {
    CameraStatus fresh =
        FakeBox.camera(
            new CameraId("fresh"),
            CameraStatus.CameraState.CONNECTING,
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0);
    box =
        new RunningBox(
            FakeBox.box(
                "Shop",
                List.of(
                    FakeBox.counting(FakeBox.DOOR, 12, 9, 3, FakeBox.NOW),
                    FakeBox.silent(FakeBox.STREET, FakeBox.NOW.minusSeconds(14)),
                    fresh),
                List.of(FakeBox.problem("the disk is nearly full")),
                FakeBox.NOW),
            Stream.concat(
                    new LiveRoutes(
                            Privacy.off(),
                            FakeBox.DOOR.value()::equals,
                            (_, from) -> FakeBox.heat(from),
                            () -> ZoneId.of("Europe/Berlin"),
                            () -> FakeBox.NOW)
                        .endpoints().stream(),
                    Stream.concat(setup().endpoints().stream(), health().endpoints().stream()))
                .toList());
    Object yaml =
        new Load(LoadSettings.builder().build())
            .loadFromString(box.get("/api/v1/openapi.yaml").body());
    description = MAPPER.valueToTree(yaml);
  }

  /** Of a box that counted for an hour, and lacked a camera for a while. */
  private static HealthRoutes health() {
    Path database = folder.resolve("health.db");
    Instant then = FakeBox.NOW.minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    try (StateDb state = StateDb.open(database, () -> FakeBox.NOW)) {
      CountWindow minute =
          new CountWindow(
              CountWindow.VERSION, "door", then, 0, 0.9, 500, "r1", List.of(), List.of(), 0);
      state.commit(new Commit(List.of(minute), List.of(), List.of(), new Snapshot(1, "r1", "{}")));
    }
    IncidentLog log = IncidentLog.open(folder);
    log.started(new IncidentLog.Start(then, Optional.of(then.minusSeconds(90)), "0.1.0"));
    log.note(
        List.of(
            new Incident.Wrong(
                Optional.of("street"), Severity.ERROR, "nothing listens there", "check its cable"),
            new Incident.Wrong(
                Optional.empty(), Severity.WARNING, "the clock is 3 min behind", "set it")),
        FakeBox.NOW);
    StateReader reader = new StateReader(database);
    Days days = new Days(reader, log, () -> ZoneId.of("Europe/Berlin"), true, () -> FakeBox.NOW);
    AgentConfig config =
        new ConfigReader(Map.of(), folder, "shop").read(folder.resolve("agent.yaml"));
    return new HealthRoutes(
        log,
        days,
        reader,
        SupportBundle.of(() -> config).add("said.txt", "some words", () -> "some words").build(),
        Optional.empty(),
        true,
        true,
        () -> FakeBox.NOW);
  }

  @Test
  void daysAreWorkedOutOffTheRequestAndAsDescribed() throws Exception {
    HttpResponse<String> answer = box.get("/api/v1/days");
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!MAPPER.readTree(answer.body()).get("ready").asBoolean()
        && System.nanoTime() < patience) {
      Thread.sleep(20);
      answer = box.get("/api/v1/days");
    }
    JsonNode history = MAPPER.readTree(answer.body());

    assertThat(faults(answer.body(), schema("/api/v1/days", 200, "application/json"))).isEmpty();
    JsonNode today = history.at("/days/0");
    assertThat(today.get("cameras"))
        .extracting(it -> it.get("camera").asText())
        .containsExactly("door", "street");
    assertThat(today.at("/cameras/0/waiting").asInt()).isEqualTo(1);
    assertThat(today.at("/cameras/1/incidents")).hasSize(1);
    assertThat(today.get("off").asDouble()).isEqualTo(90);
    assertThat(today.get("box")).hasSize(1);
  }

  @Test
  void theSupportBundleIsForPeopleWhoAreSignedIn() {
    String path = "/api/v1/support/bundle.zip";
    String token = box.box.access().issueToken("reader");
    HttpResponse<String> refused =
        box.send(box.stranger(path).header("Authorization", "Bearer " + token).build());
    HttpResponse<String> sent = box.get(path);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(box.send(box.stranger(path).build()).statusCode()).isEqualTo(401);
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"headcount-support-20260302-1015.zip\"");
    assertThat(sent.body()).startsWith("PK");
  }

  private static SetupRoutes setup() throws IOException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(
        file,
        """
        data: state
        cameras:
          - id: door
            source: rtsp://10.0.0.5/main
            lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]
            zones: [{id: street, type: excluded, polygon: [[0, 0], [1, 0], [1, 0.2]]}]
        """);
    Setup setup =
        new Setup(
            file,
            new ConfigReader(Map.of(), folder, "shop"),
            () -> FakeBox.NOW,
            Optional.empty(),
            () -> false);
    return SetupRoutes.of(
        setup,
        _ -> Hanging.known(60),
        () -> false,
        folder.resolve("state/journal"),
        () -> FakeBox.NOW);
  }

  @AfterAll
  static void stop() {
    box.close();
  }

  @Test
  void describesExactlyTheRoutesThereAre() {
    List<String> described = new ArrayList<>();
    description.get("paths").fieldNames().forEachRemaining(described::add);

    assertThat(new TreeSet<>(described)).isEqualTo(new TreeSet<>(box.server.methods().keySet()));
    for (String path : described) {
      Set<String> methods = new TreeSet<>();
      description
          .get("paths")
          .get(path)
          .fieldNames()
          .forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
      methods.remove("PARAMETERS");
      assertThat(methods).as(path).isEqualTo(new TreeSet<>(box.server.methods().get(path)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/status,                        /api/v1/status,                          200",
    "/api/v1/cameras,                       /api/v1/cameras,                         200",
    "/api/v1/cameras/door,                  /api/v1/cameras/{id},                    200",
    "/api/v1/cameras/street,                /api/v1/cameras/{id},                    200",
    "/api/v1/cameras/fresh,                 /api/v1/cameras/{id},                    200",
    "/api/v1/cameras/attic,                 /api/v1/cameras/{id},                    404",
    "/api/v1/cameras/door/windows?limit=3,  /api/v1/cameras/{id}/windows,            200",
    "/api/v1/cameras/door/windows?limit=x,  /api/v1/cameras/{id}/windows,            400",
    "/api/v1/cameras/attic/frames/9.jpg,    /api/v1/cameras/{id}/frames/{seq}.jpg,   404",
    "/api/v1/setup,                         /api/v1/setup,                           200",
    "/api/v1/state,                         /api/v1/state,                           200",
    "/api/v1/days,                          /api/v1/days,                            200",
    "/api/v1/support,                       /api/v1/support,                         200",
    "/api/v1/setup/versions,                /api/v1/setup/versions,                  200",
    "/api/v1/setup/versions/1,              /api/v1/setup/versions/{number},         200",
    "/api/v1/setup/versions/9,              /api/v1/setup/versions/{number},         404",
    "/api/v1/setup/recount,                 /api/v1/setup/recount,                   200",
    "/api/v1/cameras/door/tracks,           /api/v1/cameras/{id}/tracks,             200",
    "/api/v1/cameras/door/mounting,         /api/v1/cameras/{id}/mounting,           200",
    "/api/v1/cameras/door/heat,             /api/v1/cameras/{id}/heat,               200",
    "/api/v1/cameras/door/heat?of=today,    /api/v1/cameras/{id}/heat,               200",
    "/api/v1/cameras/door/heat?of=year,     /api/v1/cameras/{id}/heat,               400",
    "/api/v1/cameras/%3Cb%3E/heat,          /api/v1/cameras/{id}/heat,               404",
    "/api/v1/privacy,                       /api/v1/privacy,                         200",
    "/api/v1/cameras/attic/mounting,        /api/v1/cameras/{id}/mounting,           404",
    "/api/v1/cameras/attic/tracks,          /api/v1/cameras/{id}/tracks,             404",
    "/health/live,                          /health/live,                            200",
    "/health/ready,                         /health/ready,                           200",
  })
  void answersAreAsDescribed(String path, String route, int status) throws IOException {
    var response = box.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(faults(response.body(), schema(route, status, "application/json"))).isEmpty();
  }

  @Test
  void liveEventsAreAsDescribed() throws IOException {
    String event =
        new Json()
            .text(
                Overlay.of(
                    LiveViewTest.frame(4), FakeBox.counting(FakeBox.DOOR, 12, 9, 3, FakeBox.NOW)));

    JsonNode schema = schema("/api/v1/cameras/{id}/live", 200, "text/event-stream");
    assertThat(faults(event, schema)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT  | /api/v1/setup          | /api/v1/setup       | {\"base\": 1, \"cameras\": 3}            | 400",
        "PUT  | /api/v1/setup          | /api/v1/setup       | {\"base\": 0, \"cameras\": []}           | 409",
        "PUT  | /api/v1/setup          | /api/v1/setup       | {\"base\": 1, \"cameras\": [{\"x\": 1}]} | 400",
        "POST | /api/v1/setup/check    | /api/v1/setup/check | {\"cameras\": [{\"x\": 1}]}             | 200",
        "POST | /api/v1/setup/check    | /api/v1/setup/check | nonsense                               | 400",
        "POST | /api/v1/setup/probe    | /api/v1/setup/probe | {\"source\": \"/no/such.mp4\"}            | 200",
        "POST | /api/v1/setup/probe    | /api/v1/setup/probe | {\"source\": \"ftp://a/b\"}               | 400",
        "PUT  | /api/v1/privacy        | /api/v1/privacy     | {\"on\": 3}                             | 400",
        "PUT  | /api/v1/privacy        | /api/v1/privacy     | {\"on\": false}                         | 200",
        "POST | /api/v1/setup/floor    | /api/v1/setup/floor | {\"camera\": \"attic\"}                  | 404",
        "POST | /api/v1/setup/floor    | /api/v1/setup/floor | {\"camera\": \"door\"}                   | 400",
        "POST | /api/v1/setup/floor    | /api/v1/setup/floor | {\"camera\": \"door\", \"floor\": {\"width\": 0}} | 400",
        "POST | /api/v1/setup/floor    | /api/v1/setup/floor | {\"camera\": \"door\", \"floor\": {\"corners\": [[0.2, 0.9], [0.8, 0.9], [0.7, 0.5], [0.3, 0.5]], \"width\": 2, \"depth\": 3}} | 200",
        "POST | /api/v1/setup/floor    | /api/v1/setup/floor | {\"camera\": \"door\", \"people\": {}}     | 200",
        "POST | /api/v1/setup/floor    | /api/v1/setup/floor | {\"camera\": \"door\", \"people\": {\"lens\": 3}} | 400",
        "POST | /api/v1/setup/recount  | /api/v1/setup/recount | {\"hours\": 0, \"before\": 1, \"after\": 1} | 400",
        "POST | /api/v1/setup/recount  | /api/v1/setup/recount | {\"hours\": 1, \"before\": 1, \"after\": 1} | 202",
        "POST | /api/v1/setup/file     | /api/v1/setup/file  | {\"base\": 0}                            | 409",
        "POST | /api/v1/setup/versions/1/restore | /api/v1/setup/versions/{number}/restore | {\"base\": 1} | 200",
      })
  void answersToChangesAreAsDescribed(
      String method, String path, String route, String body, int status) throws IOException {
    var response =
        box.send(
            box.change(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode schema = schema(method.toLowerCase(Locale.ROOT), route, status, "application/json");
    boolean anyError = status == 400 && faults(response.body(), error()).isEmpty();
    assertThat(anyError || faults(response.body(), schema).isEmpty()).as(response.body()).isTrue();
  }

  private static JsonNode error() {
    return description.at("/components/schemas/Error");
  }

  @Test
  void aWrongAnswerWouldBeNoticed() throws IOException {
    JsonNode schema = schema("/health/live", 200, "application/json");

    assertThat(faults("{\"live\": true, \"more\": 1}", schema)).isNotEmpty();
    assertThat(faults("{}", schema)).isNotEmpty();
  }

  private static JsonNode schema(String route, int status, String type) {
    return schema("get", route, status, type);
  }

  private static JsonNode schema(String method, String route, int status, String type) {
    JsonNode answer =
        description
            .get("paths")
            .get(route)
            .get(method)
            .get("responses")
            .get(Integer.toString(status));
    if (answer.has("$ref")) {
      answer = description.at(answer.get("$ref").asText().substring(1));
    }
    return answer.get("content").get(type).get("schema");
  }

  private static List<String> faults(String body, JsonNode schema) throws IOException {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", description.get("components"));
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    return compiled.validate(MAPPER.readTree(body)).stream().map(Object::toString).toList();
  }
}
