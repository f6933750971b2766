package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.headcount.collector.pages.Pages;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.Permission;
import io.headcount.collector.people.Role;
import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.ReportedConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private static final String DEVICE = "/api/v1/stores/{store}/devices/{device}";

  @TempDir private static Path folder;
  private static RunningApi api;
  private static String token;
  private static JsonNode description;

  @BeforeAll
  static void start() {
    api = new RunningApi(folder);
    token = api.token("write:acme/*");
    JsonCodec codec = new JsonCodec();
    api.filling.run(
        "UPDATE device SET birth = ?, health = ?, reported = ?, reported_at = 0 WHERE id = ?",
        codec.write(
            new Birth(
                1,
                1,
                false,
                "Door",
                "0.1",
                "Europe/Berlin",
                "e1",
                List.of(),
                "r1",
                List.of(),
                new Birth.Clock(RunningApi.NOW, "b1", 5))),
        codec.write(
            new Health(
                1,
                RunningApi.NOW,
                60,
                5,
                1000,
                2000,
                0,
                0,
                List.of(new Health.Camera("entrance", "streaming", 9.5)),
                List.of(new Health.Problem(Health.Severity.WARNING, "hot", "cool it")))),
        codec.write(
            new ReportedConfig(1, RunningApi.NOW, 0, ReportedConfig.State.LOCAL, "r1", List.of())),
        api.box.id());
    String text = api.get(token, "/openapi.yaml").body();
    description = MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void describesExactlyTheOperationsThereAre() {
    TreeSet<String> described = new TreeSet<>();
    description
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));

    assertThat(described).isEqualTo(new TreeSet<>(api.server.operations()));
  }

  @ParameterizedTest
  @CsvSource({
    "/health,                                                        /health,                   200",
    "/api/v1/stores,                                                 /api/v1/stores,            200",
    "/api/v1/stores?limit=1,                                         /api/v1/stores,            200",
    "/api/v1/stores?limit=x,                                         /api/v1/stores,            400",
    "/api/v1/stores?store=x,                                         /api/v1/stores,            404",
    "/api/v1/devices,                                                /api/v1/devices,           200",
    "/api/v1/cameras,                                                /api/v1/cameras,           200",
    "/api/v1/lines,                                                  /api/v1/lines,             200",
    "/api/v1/zones?type=queue,                                       /api/v1/zones,             200",
    "/api/v1/counts?from=2026-10-25&grain=hour&by=line,              /api/v1/counts,            200",
    "/api/v1/counts?from=2026-11-01&grain=minute,                    /api/v1/counts,            200",
    "/api/v1/counts?from=2026-10-01&to=2026-10-31&grain=week&by=all, /api/v1/counts,            200",
    "/api/v1/counts?from=2020-10-01,                                 /api/v1/counts,            200",
    "/api/v1/visits?from=2026-10-25&by=zone,                         /api/v1/visits,            200",
    "/api/v1/visits?from=2026-11-01&grain=minute,                    /api/v1/visits,            200",
    "/api/v1/coverage?from=2026-10-25&by=camera,                     /api/v1/coverage,          200",
    "/api/v1/coverage?from=2026-11-01&grain=minute,                  /api/v1/coverage,          200",
    "/api/v1/compare/periods?from=2026-10-25&against=2026-10-18&grain=hour, /api/v1/compare/periods, 200",
    "/api/v1/compare/periods?from=2026-10-25&against=2026-10-18&numbers=visits&by=zone, /api/v1/compare/periods, 200",
    "/api/v1/compare/periods?from=2026-10-25&against=2026-10-17,     /api/v1/compare/periods,   400",
    "/api/v1/compare/stores?from=2026-10-25,                         /api/v1/compare/stores,    200",
    "/api/v1/compare/stores?from=2026-10-25&numbers=visits,          /api/v1/compare/stores,    200",
    "/api/v1/queues?from=2026-10-25&by=zone,                         /api/v1/queues,            200",
    "/api/v1/queues?from=2026-10-19&to=2026-11-01&sort=length,       /api/v1/queues,            200",
    "/api/v1/queues?from=2026-10-25&grain=hour&sort=length,          /api/v1/queues,            400",
    "/api/v1/queues?from=2026-11-01&grain=minute&by=zone,            /api/v1/queues,            200",
    "/api/v1/flows?from=2026-10-25&grain=day,                        /api/v1/flows,             200",
    "/api/v1/flows?from=2026-11-01&grain=minute,                     /api/v1/flows,             200",
    "/api/v1/heat?from=2026-10-25&store=berlin&grain=hour,           /api/v1/heat,              200",
    "/api/v1/occupancy?from=2026-10-25,                              /api/v1/occupancy,         200",
    "/api/v1/occupancy?from=2026-11-01&grain=minute,                 /api/v1/occupancy,         200",
    "/api/v1/occupancy?from=2026-10-25&grain=week,                   /api/v1/occupancy,         400",
    "/api/v1/conversion?from=2026-10-25,                             /api/v1/conversion,        200",
    "/api/v1/conversion?from=2026-10-25&grain=minute,                /api/v1/conversion,        400",
    "/api/v1/now,                                                    /api/v1/now,               200",
    "/api/v1/overview,                                               /api/v1/overview,          200",
    "/api/v1/overview?store=none,                                    /api/v1/overview,          404",
    "/api/v1/gaps,                                                   /api/v1/gaps,              200",
    "/api/v1/gaps/missing,                                           /api/v1/gaps/missing,      200",
    "/api/v1/gaps/tombstones,                                        /api/v1/gaps/tombstones,   200",
    "/api/v1/gaps/clock-fixes,                                       /api/v1/gaps/clock-fixes,  200",
    "/api/v1/quarantine,                                             /api/v1/quarantine,        200",
    "/api/v1/dead-letters,                                           /api/v1/dead-letters,      200",
    "/api/v1/stores/berlin/devices/box,                   /api/v1/stores/{store}/devices/{device},        200",
    "/api/v1/stores/hamburg/devices/box,                  /api/v1/stores/{store}/devices/{device},        200",
    "/api/v1/stores/berlin/devices/none,                  /api/v1/stores/{store}/devices/{device},        404",
    "/api/v1/stores/berlin/devices/box/events,            /api/v1/stores/{store}/devices/{device}/events, 200",
    "/api/v1/stores/hamburg/pictures,                     /api/v1/stores/{store}/pictures,                200",
    "/api/v1/stores/hamburg/devices/box/config,           /api/v1/stores/{store}/devices/{device}/config, 200",
  })
  void answersAreAsDescribed(String path, String route, int status) throws IOException {
    HttpResponse<String> response = api.get(token, path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(faults(response.body(), schema("get", route, status, "application/json"))).isEmpty();
  }

  @Test
  void whatIsToldToDevicesIsAnsweredAsDescribed() throws IOException {
    String path = "/api/v1/stores/berlin/devices/box";
    HttpResponse<String> config = send("PUT", path + "/config", "zone: Europe/Berlin\n");
    assertThat(faults(config.body(), schema("put", DEVICE + "/config", 202, "application/json")))
        .isEmpty();
    assertThat(
            faults(
                api.get(token, path + "/config").body(),
                schema("get", DEVICE + "/config", 200, "application/json")))
        .isEmpty();
    HttpResponse<String> command = send("POST", path + "/commands", "{\"kind\":\"snapshot\"}");
    assertThat(
            faults(command.body(), schema("post", DEVICE + "/commands", 202, "application/json")))
        .isEmpty();
    String id = MAPPER.readTree(command.body()).get("id").asText();
    assertThat(
            faults(
                api.get(token, path + "/commands/" + id).body(),
                schema("get", DEVICE + "/commands/{id}", 200, "application/json")))
        .isEmpty();
    assertThat(
            faults(
                api.get(token, path + "/commands").body(),
                schema("get", DEVICE + "/commands", 200, "application/json")))
        .isEmpty();
    assertThat(
            faults(
                send("POST", path + "/commands", "{}").body(),
                schema("post", DEVICE + "/commands", 400, "application/json")))
        .isEmpty();
  }

  @Test
  void whereAStoreIsPutIsAnsweredAsDescribed() throws IOException {
    String route = "/api/v1/stores/{store}/place";
    String path = "/api/v1/stores/hamburg/place";
    HttpResponse<String> put = send("PUT", path, "{\"group\":\"City\",\"capacity\":120}");
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(faults(put.body(), schema("put", route, 200, "application/json"))).isEmpty();
    HttpResponse<String> wrong = send("PUT", path, "{\"capacity\":0}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(faults(wrong.body(), schema("put", route, 400, "application/json"))).isEmpty();
  }

  @Test
  void salesAreTakenAndToldAsDescribed() throws IOException {
    String path = "/api/v1/stores/{store}/sales";
    HttpResponse<String> stored =
        send(
            "PUT",
            path.replace("{store}", "berlin"),
            "{\"sales\":[{\"start\":\"2026-10-18\",\"transactions\":3,\"revenue\":20.5}]}");
    assertThat(faults(stored.body(), schema("put", path, 200, "application/json"))).isEmpty();
    String told = api.get(token, "/api/v1/conversion?store=berlin&from=2026-10-18").body();
    assertThat(faults(told, schema("get", "/api/v1/conversion", 200, "application/json")))
        .isEmpty();
    assertThat(MAPPER.readTree(told).at("/series/0/points/0/revenue").asDouble()).isEqualTo(20.5);
    assertThat(MAPPER.readTree(told).at("/series/0/points/0/entries").asLong()).isEqualTo(21);
    for (String wrong :
        List.of(
            "",
            "{}",
            "{\"sales\":[]}",
            "{\"sales\":[{\"start\":\"2026-10-18T10:30\",\"transactions\":3}]}",
            "{\"sales\":[{\"start\":\"yesterday\",\"transactions\":3}]}",
            "{\"sales\":[{\"start\":\"2026-10-18\",\"transactions\":-3}]}",
            "{\"sales\":[{\"start\":\"2026-10-18\",\"transactions\":3.5}]}",
            "{\"sales\":[{\"start\":\"2026-10-18\",\"transactions\":3,\"revenue\":\"4\"}]}")) {
      HttpResponse<String> refused = send("PUT", path.replace("{store}", "berlin"), wrong);
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(faults(refused.body(), schema("put", path, 400, "application/json"))).isEmpty();
    }
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    return api.send(
        api.request(token, path).method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          get | /api/v1/session | /api/v1/session | | 200
          get | /api/v1/sessions | /api/v1/sessions | | 200
          get | /api/v1/roles | /api/v1/roles | | 200
          post | /api/v1/users | /api/v1/users | {"login": "eva", "name": "Eva", "role": "viewer", "stores": ["berlin"]} | 201
          get | /api/v1/users | /api/v1/users | | 200
          get | /api/v1/users/eva | /api/v1/users/{login} | | 200
          get | /api/v1/users/nobody | /api/v1/users/{login} | | 404
          patch | /api/v1/users/eva | /api/v1/users/{login} | {"disabled": true} | 200
          post | /api/v1/users/eva/invitation | /api/v1/users/{login}/invitation | | 201
          get | /api/v1/users/eva/sessions | /api/v1/users/{login}/sessions | | 200
          get | /api/v1/audit | /api/v1/audit | | 200
          delete | /api/v1/users/anna | /api/v1/users/{login} | | 400
          """)
  void whatPersonsAreAnsweredIsAsDescribed(
      String method, String path, String route, @Nullable String body, int status)
      throws IOException {
    if (api.people.users().find("anna").isEmpty()) {
      Browser.user(api, "anna", Role.ADMIN);
    }
    Browser browser = Browser.of(api, "anna");
    if (path.contains("/eva") && api.people.users().find("eva").isEmpty()) {
      Browser.user(api, "eva", Role.VIEWER);
    }
    HttpResponse<String> response =
        browser.send(method.toUpperCase(Locale.ROOT), path, body == null ? "" : body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(faults(response.body(), schema(method, route, status, "application/json")))
        .isEmpty();
  }

  @Test
  void everyDeedPermissionAndRoleIsDescribedAndHasWords() throws IOException {
    String texts;
    try (InputStream in =
        Objects.requireNonNull(Pages.class.getResourceAsStream("page/texts.js"))) {
      texts = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    wordsFor(Deed.values(), "Deed", "people.deed.", texts);
    wordsFor(Permission.values(), "Permission", "people.may.", texts);
    wordsFor(Role.values(), "Role", "role.", texts);
  }

  private static void wordsFor(Enum<?>[] constants, String schema, String prefix, String texts) {
    List<String> words =
        Stream.of(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    assertThat(description.at("/components/schemas/" + schema + "/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(words);
    assertThat(words).allSatisfy(word -> assertThat(texts).contains("'" + prefix + word + "':"));
  }

  @Test
  void aWrongAnswerWouldBeNoticed() throws IOException {
    JsonNode schema = schema("get", "/health", 200, "application/json");

    assertThat(faults("{\"live\": true, \"more\": 1}", schema)).isNotEmpty();
    assertThat(faults("{}", schema)).isNotEmpty();
  }

  @Test
  void eachParameterIsTakenWhereItIsDescribed() {
    Browser.user(api, "asker", Role.ADMIN);
    Browser admin = Browser.of(api, "asker");
    description
        .get("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode get = path.getValue().path("get");
              boolean personal = get.path("security").toString().contains("session");
              for (JsonNode reference : get.path("parameters")) {
                JsonNode parameter =
                    reference.has("$ref")
                        ? description.at(reference.get("$ref").asText().substring(1))
                        : reference;
                if (parameter.get("in").asText().equals("query")) {
                  String name = parameter.get("name").asText();
                  String address =
                      path.getKey()
                              .replace("{store}", "berlin")
                              .replace("{device}", "box")
                              .replace("{login}", "asker")
                          + "?"
                          + name
                          + "=%00"
                          + (name.equals("zone") ? "&numbers=visits" : "");
                  String answer =
                      personal ? admin.get(address).body() : api.get(token, address).body();
                  assertThat(answer)
                      .as(address.toUpperCase(Locale.ROOT))
                      .doesNotContain("'" + name + "' means nothing here")
                      .doesNotContain("\"person\"");
                }
              }
            });
  }

  @Test
  void theMetricsAreText() {
    String text = api.get(token, "/metrics").body();
    assertThat(text)
        .contains(
            "headcount_device_online{device=\"box\",simulated=\"false\",store=\"berlin\"} 1.0")
        .contains(
            "headcount_device_backlog{device=\"box\",simulated=\"false\",store=\"berlin\"} 5.0")
        .contains("headcount_store_in_today{simulated=\"true\",store=\"model\"} 21.0");
  }

  @Test
  void liveEventsAreAsDescribed() throws IOException {
    JsonNode schema = schema("get", "/api/v1/live", 200, "text/event-stream");

    for (String event : LiveStreamsTest.eventsOf(api, token)) {
      assertThat(faults(event, schema)).as(event).isEmpty();
    }
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
