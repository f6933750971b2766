package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.collector.history.Pictures.Ground;
import io.headcount.collector.people.Permission;
import io.headcount.collector.picture.Painted;
import io.headcount.collector.picture.Picture;
import io.headcount.collector.picture.Repainting;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes over a real port: who may what, and what is refused. */
class ApiServerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DEVICE = "/api/v1/stores/berlin/devices/box";

  @TempDir private Path folder;
  private RunningApi api;

  @BeforeEach
  void start() {
    api = new RunningApi(folder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  /** A request for each operation that there is, about the store berlin where it names one. */
  private HttpRequest request(String operation, String token) {
    String method = operation.substring(0, operation.indexOf(' ')).toUpperCase(Locale.ROOT);
    String path = operation.substring(operation.indexOf(' ') + 1);
    String concrete =
        path.replace("{store}", "berlin")
            .replace("{device}", "box")
            .replace("/quarantine/{id}", "/quarantine/" + api.box.epoch() + "-1-7-00000000000000ff")
            .replace("/dead-letters/{id}", "/dead-letters/00000000000000ff")
            .replace("{id}", "nothing")
            .replace("{camera}", "entrance");
    String query =
        switch (path) {
          case "/api/v1/counts",
              "/api/v1/visits",
              "/api/v1/queues",
              "/api/v1/flows",
              "/api/v1/heat",
              "/api/v1/occupancy",
              "/api/v1/conversion",
              "/api/v1/coverage",
              "/api/v1/compare/stores" ->
              "?from=2026-10-25";
          case "/api/v1/compare/periods" -> "?from=2026-10-25&against=2026-10-18";
          default -> "";
        };
    HttpRequest.BodyPublisher body =
        switch (method) {
          case "PUT" -> put(path);
          case "POST" -> HttpRequest.BodyPublishers.ofString("{\"kind\":\"ping\"}");
          default -> HttpRequest.BodyPublishers.noBody();
        };
    return api.request(token, concrete + query).method(method, body).build();
  }

  private static HttpRequest.BodyPublisher put(String path) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "sales" ->
          HttpRequest.BodyPublishers.ofString(
              "{\"sales\":[{\"start\":\"2026-10-25\",\"transactions\":3}]}");
      case "place" -> HttpRequest.BodyPublishers.ofString("{\"region\": \"North\"}");
      case "corners" ->
          HttpRequest.BodyPublishers.ofString("{\"corners\":[[0,0],[1,0],[1,1],[0,1]]}");
      case "plan", "background" ->
          HttpRequest.BodyPublishers.ofByteArray(Painted.file("png", 8, 6));
      default -> HttpRequest.BodyPublishers.ofString("store: berlin\n");
    };
  }

  /** Puts pictures where requests ask for some. */
  private void picture() {
    Picture picture = new Repainting().repaint(Painted.file("png", 8, 6));
    api.history.pictures().put(new Ground.Plan("acme", "berlin"), picture);
    api.history.pictures().put(new Ground.Background("acme", "berlin", "box", "entrance"), picture);
  }

  /** Those that programs may ask for; {@code PermissionsTest} has those of persons. */
  private Stream<String> operations() {
    Map<String, Need> needs = api.server.needs();
    return api.server.operations().stream()
        .filter(o -> !o.equals("get /api/v1/live"))
        .filter(
            o ->
                switch (needs.getOrDefault(o, new Need.Anybody())) {
                  case Need.Nothing _, Need.Person _ -> false;
                  case Need.Anybody _ -> true;
                  case Need.May may ->
                      may.permission() != Permission.MANAGE_USERS
                          && may.permission() != Permission.SEE_AUDIT_LOG;
                });
  }

  @Test
  void nothingButHealthIsToldWithoutAToken() {
    String expired =
        api.history
            .tokens()
            .issue("old", Set.of("write:acme/*"), RunningApi.NOW.minusSeconds(1))
            .text();
    String revoked = api.token("write:acme/*");
    api.history.tokens().revoke(revoked.split("_", -1)[1]);
    String good = api.token("write:acme/*");
    String altered = good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");
    for (String token :
        List.of(
            "",
            "hc_1_2",
            "nonsense",
            expired,
            revoked,
            altered,
            api.token("read:a/*", "read:b/*"))) {
      operations()
          .forEach(
              operation -> {
                HttpResponse<String> response = api.send(request(operation, token));
                if (operation.equals("get /health")) {
                  assertThat(response.statusCode()).isEqualTo(200);
                } else {
                  assertThat(response.statusCode()).as(operation + " with " + token).isEqualTo(401);
                  assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                      .startsWith("Bearer");
                  assertThat(json(response).at("/error/cure").asText()).isNotBlank();
                }
              });
    }
    assertThat(api.get("", "/nothing").statusCode()).isEqualTo(401);
  }

  /** It holds nothing of any store, so who asks does not matter; the page finds that out. */
  @ParameterizedTest
  @CsvSource({
    "GET,  /nothing,        'text/html,*/*;q=0.8', 404, text/html",
    "GET,  /stores/a/b,     'text/html,*/*;q=0.8', 404, text/html",
    "GET,  /nothing,        application/json,      401, application/json",
    "POST, /nothing,        'text/html,*/*;q=0.8', 401, application/json",
    "GET,  /api/v1/nothing, 'text/html,*/*;q=0.8', 401, application/json",
  })
  void whoLooksForAPageIsShownOne(
      String method, String path, String accept, int status, String type) {
    HttpResponse<String> response =
        api.send(
            api.request("", path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", accept)
                .build());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @Test
  void readingTokensReadAndDoNotWrite() {
    String token = api.token("read:acme/*");
    picture();
    operations()
        .forEach(
            operation -> {
              int status = api.send(request(operation, token)).statusCode();
              if (!operation.startsWith("get ")) {
                assertThat(status).as(operation).isEqualTo(403);
              } else if (operation.endsWith("/commands/{id}")) {
                assertThat(status).as(operation).isEqualTo(404);
              } else {
                assertThat(status).as(operation).isEqualTo(200);
              }
            });
  }

  @Test
  void writingTokensDoBoth() {
    String token = api.token("write:acme/berlin");
    picture();
    Set<String> gone = Set.of("plan", "background"); // deleted before they are asked for
    Set<String> answered = Set.of("sales", "place", "plan", "background", "corners");
    operations()
        .forEach(
            operation -> {
              int status = api.send(request(operation, token)).statusCode();
              String last = operation.substring(operation.lastIndexOf('/') + 1);
              boolean get = operation.startsWith("get ");
              int expected =
                  operation.endsWith("/commands/{id}") || (get && gone.contains(last))
                      ? 404
                      : operation.startsWith("delete ")
                          ? 204
                          : get || answered.contains(last) ? 200 : 202;
              assertThat(status).as(operation).isEqualTo(expected);
            });
    assertThat(json(api.get(token, "/api/v1/gaps")).at("/quarantined").asInt()).isZero();
    assertThat(json(api.get(token, "/api/v1/gaps")).at("/deadLetters").asInt()).isZero();
  }

  @Test
  void othersDoNotLearnThatAStoreExists() {
    for (String token : List.of(api.token("write:other/*"), api.token("write:acme/hamburg"))) {
      operations()
          .forEach(
              operation -> {
                HttpResponse<String> response = api.send(request(operation, token));
                boolean named = operation.contains("{");
                assertThat(response.statusCode()).as(operation).isEqualTo(named ? 404 : 200);
                assertThat(response.body())
                    .as(operation)
                    .satisfiesAnyOf(
                        body -> assertThat(body).doesNotContain("berlin"),
                        body -> assertThat(named).isTrue());
              });
      assertThat(api.get(token, "/api/v1/counts?from=2026-10-25&store=berlin").body())
          .isEqualTo(
              api.get(token, "/api/v1/counts?from=2026-10-25&store=nowhere")
                  .body()
                  .replace("nowhere", "berlin"));
      assertThat(api.get(token, "/metrics").body()).doesNotContain("berlin");
    }
    String mixed = api.token("read:acme/berlin", "write:acme/hamburg");
    assertThat(
            api.send(request("put /api/v1/stores/{store}/devices/{device}/config", mixed))
                .statusCode())
        .isEqualTo(403);
    assertThat(api.send(request("delete /api/v1/dead-letters/{id}", mixed)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void eachBadParameterIsNamedWithItsCure() {
    String token = api.token("read:acme/*");
    List<String[]> rows =
        List.of(
            new String[] {"/api/v1/counts", "from"},
            new String[] {"/api/v1/counts?from=yesterday", "from"},
            new String[] {"/api/v1/counts?from=2026-02-30", "from"},
            new String[] {"/api/v1/counts?from=2026-10-01&to=x", "to"},
            new String[] {"/api/v1/counts?from=2026-10-01&from=2026-10-02", "from"},
            new String[] {"/api/v1/counts?from=2026-10-01&grain=second", "grain"},
            new String[] {"/api/v1/counts?from=2026-10-01&by=zone", "by"},
            new String[] {"/api/v1/counts?from=2026-10-01&format=xml", "format"},
            new String[] {"/api/v1/counts?from=2026-10-01&stores=a", "stores"},
            new String[] {"/api/v1/counts?from=2026-10-01&store=", "store"},
            new String[] {"/api/v1/counts?from=2026-10-01&store=" + "x".repeat(300), "store"},
            new String[] {"/api/v1/stores?limit=0", "limit"},
            new String[] {"/api/v1/stores?limit=1001", "limit"},
            new String[] {"/api/v1/stores?limit=99999999999", "limit"},
            new String[] {"/api/v1/stores?offset=-1", "offset"},
            new String[] {"/api/v1/compare/periods?from=2026-10-25", "against"},
            new String[] {
              "/api/v1/compare/periods?from=2026-10-25&against=2026-10-18&align=week", "align"
            },
            new String[] {"/api/v1/compare/stores?from=2026-10-25&numbers=x", "numbers"},
            new String[] {"/api/v1/live?since=1", "since"});
    for (String[] row : rows) {
      HttpResponse<String> response = api.get(token, row[0]);
      assertThat(response.statusCode()).as(row[0]).isEqualTo(400);
      assertThat(json(response).at("/error/message").asText())
          .as(row[0])
          .contains("'" + row[1] + "'");
      assertThat(json(response).at("/error/cure").asText()).as(row[0]).isNotBlank();
    }
  }

  @Test
  void refusesWhatContradictsItselfOrIsTooMuch() {
    String token = api.token("read:acme/*");
    for (String path :
        List.of(
            "/api/v1/counts?from=2026-10-02&to=2026-10-01",
            "/api/v1/counts?from=1026-10-02",
            "/api/v1/counts?from=2001-10-02&to=2199-01-01",
            "/api/v1/counts?from=2026-10-01&grain=hour&by=all",
            "/api/v1/compare/periods?from=2026-10-25&against=2026-10-19",
            "/api/v1/compare/periods?from=2026-10-25&against=2026-10-18&againstTo=2026-10-19")) {
      HttpResponse<String> response = api.get(token, path);
      assertThat(response.statusCode()).as(path).isEqualTo(400);
      assertThat(json(response).at("/error/cure").asText()).as(path).isNotBlank();
    }
    assertThat(api.get(token, "/nothing").statusCode()).isEqualTo(404);
    assertThat(api.get(token, DEVICE + "x").statusCode()).isEqualTo(404);
    HttpResponse<String> wrong = api.send(api.request(token, "/api/v1/stores").DELETE().build());
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET");
    HttpResponse<String> large =
        api.send(
            api.request(api.token("write:acme/*"), DEVICE + "/config")
                .PUT(HttpRequest.BodyPublishers.ofString("x".repeat(300_000)))
                .build());
    assertThat(large.statusCode()).isEqualTo(413);
  }

  @Test
  void commandsAreReadWithCare() {
    String token = api.token("write:acme/*");
    for (String body :
        List.of(
            "",
            "[]",
            "{",
            "{}",
            "{\"kind\":\"explode\"}",
            "{\"kind\":\"ping\",\"from\":\"2026-10-25T00:00:00Z\"}",
            "{\"kind\":\"ping\",\"validSeconds\":0}",
            "{\"kind\":\"replay\"}",
            "{\"kind\":\"replay\",\"from\":\"2026-10-25T00:00:00Z\",\"to\":\"2026-10-25T00:00:00Z\"}")) {
      HttpResponse<String> response = post(token, body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(json(response).at("/error/cure").asText()).as(body).isNotBlank();
    }
    HttpResponse<String> given =
        post(
            token,
            "{\"kind\":\"replay\",\"from\":\"2026-10-25T00:00:00Z\",\"to\":\"2026-10-26T00:00:00Z\",\"validSeconds\":60}");
    assertThat(given.statusCode()).isEqualTo(202);
    assertThat(Instant.parse(json(given).at("/expires").asText()))
        .isEqualTo(RunningApi.NOW.plusSeconds(60));
    String id = json(given).at("/id").asText();
    assertThat(json(api.get(token, DEVICE + "/commands/" + id)).at("/kind").asText())
        .isEqualTo("replay");
  }

  private HttpResponse<String> post(String token, String body) {
    return api.send(
        api.request(token, DEVICE + "/commands")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void aConfigurationIsDesiredUntilTheNextOne() {
    String token = api.token("write:acme/*");
    HttpResponse<String> desired =
        api.send(
            api.request(token, DEVICE + "/config")
                .PUT(HttpRequest.BodyPublishers.ofString("zone: Europe/Berlin\n"))
                .build());
    assertThat(desired.statusCode()).isEqualTo(202);
    JsonNode config = json(api.get(token, DEVICE + "/config"));
    assertThat(config.at("/desired/text").asText()).isEqualTo("zone: Europe/Berlin\n");
    assertThat(config.at("/desired/state").isNull()).isTrue();
    assertThat(json(api.get(token, "/api/v1/devices?store=berlin")).at("/items/0/desiredSerial"))
        .isEqualTo(config.at("/desired/serial"));
  }

  @Test
  void csvIsWhatSpreadsheetsRead() {
    String token = api.token("read:acme/*");
    HttpResponse<String> response =
        api.send(
            api.request(token, "/api/v1/counts?store=berlin&from=2026-10-25&grain=hour&by=line")
                .header("Accept", "text/csv")
                .build());
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(response.body())
        .isEqualTo(
            """
            store,device,camera,line,start,end,in,out,observedSeconds,expectedSeconds,coverage,cameras,simulated
            berlin,box,entrance,door-main,2026-10-25T09:30:00+01:00,2026-10-25T10:00:00+01:00,10,8,1800.0,1800.0,1.0,1,false
            berlin,box,entrance,door-main,2026-10-25T10:30:00+01:00,2026-10-25T11:00:00+01:00,11,9,1800.0,1800.0,1.0,1,false
            """
                .replace("\n", "\r\n"));
    assertThat(api.get(token, "/api/v1/stores?format=csv").body())
        .isEqualTo(
            """
            store,zone,devices,simulated,group,region,capacity
            berlin,Europe/Berlin,1,false,,,
            hamburg,Europe/Berlin,1,false,,,
            model,Asia/Kolkata,1,true,,,
            """
                .replace("\n", "\r\n"));
    assertThat(api.get(token, "/api/v1/counts?from=2020-01-01&format=csv").body())
        .isEqualTo(
            "store,device,camera,line,start,end,in,out,observedSeconds,expectedSeconds,coverage,cameras,simulated\r\n");
    assertThat(
            api.get(token, "/api/v1/stores?limit=1&format=csv")
                .headers()
                .firstValue("Headcount-Next"))
        .contains("1");
  }

  @Test
  void answersSayWhatIsSimulated() {
    String token = api.token("read:acme/*");
    for (String path :
        List.of(
            "/api/v1/stores?",
            "/api/v1/devices?",
            "/api/v1/cameras?",
            "/api/v1/lines?",
            "/api/v1/zones?",
            "/api/v1/now?",
            "/api/v1/gaps?",
            "/api/v1/counts?from=2026-10-25",
            "/api/v1/visits?from=2026-10-25",
            "/api/v1/coverage?from=2026-10-25",
            "/api/v1/compare/stores?from=2026-10-25",
            "/api/v1/compare/periods?from=2026-10-25&against=2026-10-18")) {
      assertThat(json(api.get(token, path)).at("/simulated").asBoolean()).as(path).isTrue();
      assertThat(
              json(api.get(token, (path + "&store=berlin").replace("?&", "?")))
                  .at("/simulated")
                  .asBoolean(true))
          .as(path)
          .isFalse();
    }
  }

  @Test
  void periodsAreComparedWithTheirParts() {
    JsonNode row =
        json(api.get(
                api.token("read:acme/*"),
                "/api/v1/compare/periods?store=berlin&from=2026-10-25&against=2026-10-18"))
            .at("/items/0");
    assertThat(row.at("/nowIn").asInt()).isEqualTo(21);
    assertThat(row.at("/thenIn").asInt()).isEqualTo(21);
    assertThat(row.at("/differenceIn").asInt()).isZero();
    assertThat(row.at("/changeIn").asDouble()).isZero();
    assertThat(row.at("/thenStart").asText()).isEqualTo("2026-10-18T00:00:00+02:00");
  }

  @Test
  void whoAsksTooOftenWaits() {
    try (RunningApi strict =
        new RunningApi(
            folder.resolve("strict"), new ApiOptions.Rates(1, 3, 2, 1, Duration.ofSeconds(15)))) {
      String token = strict.token("read:acme/*");
      for (int i = 0; i < 3; i++) {
        assertThat(strict.get(token, "/api/v1/stores").statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = strict.get(token, "/api/v1/stores");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(strict.get(strict.token("read:acme/*"), "/api/v1/stores").statusCode())
          .isEqualTo(200);
      assertThat(strict.get("hc_a_b", "/metrics").statusCode()).isEqualTo(401);
      assertThat(strict.get("hc_a_b", "/metrics").statusCode()).isEqualTo(401);
      assertThat(strict.get("hc_a_b", "/metrics").statusCode()).isEqualTo(429);
      assertThat(strict.get("", "/health").statusCode()).isEqualTo(200);
    }
  }
}
