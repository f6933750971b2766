package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.web.access.Csrf;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, over a real port. */
class AccessTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final String PASSWORD = "four words for me";

  private RunningBox box;

  @BeforeEach
  void start() {
    box =
        new RunningBox(FakeBox.box(List.of(FakeBox.counting(FakeBox.DOOR, 1, 2, 3, FakeBox.NOW))));
  }

  @AfterEach
  void stop() {
    box.close();
  }

  /** Every address there is, so that a new one cannot be forgotten. */
  @Test
  void withoutASessionOnlyHealthAndTheEntranceAnswer() {
    List<String> open = new ArrayList<>();
    for (String path : box.server.methods().keySet()) {
      String asked = path.replace("{id}", "door").replace("{seq}", "1");
      HttpResponse<String> response = box.send(box.stranger(asked).build());
      if (response.statusCode() != 401 && response.statusCode() != 303) {
        open.add(path);
      } else if (response.statusCode() == 401) {
        assertThat(json(response).get("hint").asText()).isNotBlank();
        assertThat(response.body()).doesNotContain("Shop");
      }
    }
    assertThat(open)
        .containsExactlyInAnyOrder(
            "/health/live",
            "/health/ready",
            "/sign-in",
            "/set-up",
            "/api/v1/access",
            "/api/v1/claim", // posts only
            "/api/v1/session",
            "/page/access.css",
            "/page/access.js",
            "/page/sign-in.js",
            "/page/set-up.js",
            "/page/base.css",
            "/page/parts.css",
            "/page/chart.js",
            "/page/dom.js",
            "/page/language.js",
            "/page/words.js",
            "/page/texts.js",
            "/page/logo.svg",
            "/favicon.ico");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/anything-new,   401",
    "POST,   /api/v1/anything-new,   401",
    "PUT,    /api/v1/cameras/door,   401",
    "DELETE, /api/v1/status,         401",
    "POST,   /anything-new,          401",
    "GET,    /anything-new,          303",
    "GET,    /Page/app.js,           303",
    "GET,    /metrics,               401",
    "GET,    /metrics/,              401",
    "GET,    /page/app.js,           401",
    "GET,    /page/../api/v1/status, 401",
    "GET,    /page/base.css/../app.js, 401",
    "GET,    /sign-in/../api/v1/status, 401",
    "GET,    /health/live/../../api/v1/status, 401",
    "GET,    //api/v1/status,        401",
    "GET,    /api/v1/status?/sign-in, 401",
    "GET,    /%61pi/v1/status,       401",
  })
  void whatOthersAddIsCoveredToo(String method, String path, int status) throws IOException {
    assertThat(StatusServerTest.raw(box, method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void pagesGoToTheEntranceAndComeBack() {
    HttpResponse<String> unclaimed = box.send(box.stranger("/").build());
    assertThat(unclaimed.headers().firstValue("Location")).hasValue("/set-up");
    claim();
    assertThat(box.send(box.stranger("/").build()).headers().firstValue("Location"))
        .hasValue("/sign-in");
    assertThat(box.send(box.stranger("/zones/a%20b").build()).headers().firstValue("Location"))
        .hasValue("/sign-in?to=%2Fzones%2Fa+b");
    assertThat(
            box.send(box.stranger("/zones?camera=a%26b").build()).headers().firstValue("Location"))
        .hasValue("/sign-in?to=%2Fzones%3Fcamera%3Da%2526b");
  }

  @Test
  void theClaimIsMadeOnce() {
    String code = box.box.access().drawClaimCode().orElseThrow().text();
    assertThat(post("/api/v1/claim", said("code", "WRONG", "password", PASSWORD)).statusCode())
        .isEqualTo(400);
    HttpResponse<String> claimed = post("/api/v1/claim", said("code", code, "password", PASSWORD));
    assertThat(claimed.statusCode()).isEqualTo(200);
    assertThat(status(cookie(claimed))).isEqualTo(200);
    HttpResponse<String> again =
        post("/api/v1/claim", said("code", code, "password", "something of a thief"));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.headers().map()).doesNotContainKey("set-cookie");
    assertThat(json(again).get("error").asText()).isEqualTo("this box is claimed already");
  }

  @Test
  void ofManyClaimsAtOnceOneWins() throws InterruptedException {
    String code = box.box.access().drawClaimCode().orElseThrow().text();
    ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
    List<Thread> claims =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                answers.add(
                                    post(
                                            "/api/v1/claim",
                                            said("code", code, "password", PASSWORD + i))
                                        .statusCode())))
            .toList();
    for (Thread claim : claims) {
      claim.join();
    }
    assertThat(answers).hasSize(8).containsOnlyOnce(200);
    assertThat(answers).allMatch(status -> List.of(200, 400, 409, 429).contains(status));
  }

  @Test
  void signInAndOut() {
    claim();
    assertThat(post("/api/v1/session", said("password", "not this one")).statusCode())
        .isEqualTo(401);
    HttpResponse<String> in = post("/api/v1/session", said("password", PASSWORD));
    assertThat(in.headers().firstValue("Set-Cookie").orElseThrow())
        .matches(
            "headcount-%d=[A-Za-z0-9_-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"
                .formatted(box.server.port()));
    String cookie = cookie(in);
    assertThat(status(cookie)).isEqualTo(200);
    JsonNode access =
        json(box.send(box.stranger("/api/v1/access").header("Cookie", cookie).build()));
    assertThat(access.get("signedIn").asBoolean()).isTrue();
    HttpRequest.Builder out =
        box.stranger("/api/v1/session")
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .DELETE();
    assertThat(box.send(out.copy().build()).statusCode()).isEqualTo(403);
    assertThat(status(cookie)).isEqualTo(200);
    HttpResponse<String> gone =
        box.send(out.header(Csrf.HEADER, access.get("csrf").asText()).build());
    assertThat(gone.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(status(cookie)).isEqualTo(401);
  }

  @Test
  void whoChangesThePasswordStaysInAndNobodyElseDoes() {
    claim();
    String other = cookie(post("/api/v1/session", said("password", PASSWORD)));
    String mine = cookie(post("/api/v1/session", said("password", PASSWORD)));
    String change = "{\"old\": \"%s\", \"new\": \"another five words for it\"}";

    assertThat(changePassword(mine, change.formatted("guessed")).statusCode()).isEqualTo(400);
    assertThat(
            changePassword(
                    mine, change.formatted(PASSWORD).replace("another five words for it", "short"))
                .body())
        .contains("choose another password");
    assertThat(status(other)).isEqualTo(200);
    HttpResponse<String> changed = changePassword(mine, change.formatted(PASSWORD));

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(status(cookie(changed))).isEqualTo(200);
    assertThat(status(other)).isEqualTo(401);
    assertThat(status(mine)).isEqualTo(401);
    assertThat(post("/api/v1/session", said("password", PASSWORD)).statusCode()).isEqualTo(401);
    assertThat(post("/api/v1/session", said("password", "another five words for it")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void thePasswordIsChangedFromTheOwnPageOfWhoIsSignedInOnly() {
    claim();
    String mine = cookie(post("/api/v1/session", said("password", PASSWORD)));
    String body = "{\"old\": \"%s\", \"new\": \"another five words\"}".formatted(PASSWORD);
    HttpRequest.Builder bare =
        box.stranger("/api/v1/password")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(body));
    String token = box.box.access().issueToken("reader");

    assertThat(box.send(bare.copy().build()).statusCode()).isEqualTo(401);
    assertThat(box.send(bare.copy().header("Cookie", mine).build()).statusCode()).isEqualTo(403);
    assertThat(
            box.send(bare.copy().header("Authorization", "Bearer " + token).build()).statusCode())
        .isEqualTo(403);
    assertThat(status(mine)).isEqualTo(200);
  }

  @Test
  void guessingTheOldPasswordIsAsSlowAsSigningIn() {
    claim();
    String mine = cookie(post("/api/v1/session", said("password", PASSWORD)));
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(
          changePassword(mine, "{\"old\": \"guess\", \"new\": \"another five words\"}")
              .statusCode());
    }
    assertThat(answers.subList(0, 5)).containsOnly(400);
    assertThat(answers).contains(429);
    assertThat(status(mine)).isEqualTo(200);
  }

  private HttpResponse<String> changePassword(String cookie, String body) {
    JsonNode access =
        json(box.send(box.stranger("/api/v1/access").header("Cookie", cookie).build()));
    return box.send(
        box.stranger("/api/v1/password")
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .header(Csrf.HEADER, access.get("csrf").asText())
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void guessingIsSlowedDownAndSaysForHowLong() {
    claim();
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(post("/api/v1/session", said("password", "guess " + i)).statusCode());
    }
    assertThat(answers.subList(0, 6)).containsOnly(401);
    assertThat(answers).contains(429);
    HttpResponse<String> refused = post("/api/v1/session", said("password", PASSWORD));
    assertThat(refused.statusCode()).isEqualTo(429);
    long wait = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isBetween(1L, 60L);
    assertThat(json(refused).get("waitSeconds").asLong()).isEqualTo(wait);
    assertThat(json(box.get("/api/v1/access")).get("waitSeconds").asLong()).isBetween(1L, 60L);
    assertThat(box.get("/api/v1/status").statusCode()).isEqualTo(200); // who is in stays in
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -, 200",
        "-, own, 200",
        "cross-site, own, 403",
        "same-site, own, 403",
        "none, own, 403",
        "-, https://evil.example, 403",
        "-, null, 403",
        "-, -, 403"
      })
  void anotherSiteSignsNobodyIn(@Nullable String site, @Nullable String origin, int status) {
    claim();
    HttpRequest.Builder request =
        box.stranger("/api/v1/session")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(said("password", PASSWORD)));
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.header("Origin", origin.equals("own") ? box.server.address().toString() : origin);
    }
    assertThat(box.send(request.build()).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, right, 405", // came through: nothing can be posted there
    "same-origin, wrong, 403",
    "same-origin, '',    403",
    "cross-site,  right, 403"
  })
  void aChangeNeedsTheSessionsOwnToken(String site, String csrf, int status) {
    String token =
        switch (csrf) {
          case "right" -> Csrf.token(box.box.session());
          case "wrong" -> Csrf.token(box.box.come());
          default -> csrf;
        };
    HttpRequest request =
        box.request("/api/v1/status")
            .header("Sec-Fetch-Site", site)
            .header(Csrf.HEADER, token)
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(box.send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void aTokenReadsAndOnlyReads() {
    String token = box.box.open().issueToken("prometheus");
    HttpRequest.Builder metrics = program("/metrics", token);
    assertThat(box.send(metrics.build()).statusCode()).isEqualTo(200);
    assertThat(box.send(program("/api/v1/status", token).build()).statusCode()).isEqualTo(200);
    assertThat(box.send(program("/api/v1/status", token + "x").build()).statusCode())
        .isEqualTo(401);
    HttpResponse<String> write =
        box.send(program("/api/v1/status", token).POST(BodyPublishers.noBody()).build());
    assertThat(write.statusCode()).isEqualTo(403);
    assertThat(json(write).get("error").asText()).isEqualTo("a token only reads");
    box.box.open().revokeToken("prometheus");
    HttpResponse<String> revoked = box.send(program("/metrics", token).build());
    assertThat(revoked.statusCode()).isEqualTo(401);
    assertThat(revoked.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"headcount\"");
  }

  @Test
  void whoeverUnclaimsTheBoxEndsEverySessionAtOnce() {
    claim();
    String cookie = cookie(post("/api/v1/session", said("password", PASSWORD)));
    assertThat(status(cookie)).isEqualTo(200);
    box.box.open().unclaim();
    assertThat(status(cookie)).isEqualTo(401);
    assertThat(json(box.get("/api/v1/access")).get("claimed").asBoolean()).isFalse();
  }

  @Test
  void aSessionOutlivesARestart() {
    String cookie = box.cookie();
    int port = box.server.port();
    box.server.close();
    try (StatusServer restarted =
        StatusServer.start(
            Place.loopback(FreshBox.PLACE.address(), port),
            box.box.open(),
            box.source.get(),
            FakeBox::windows,
            box.live,
            List.of(),
            () -> FakeBox.NOW,
            System::nanoTime)) {
      HttpRequest request =
          HttpRequest.newBuilder(restarted.address().resolve("/api/v1/status"))
              .header("Cookie", cookie)
              .build();
      assertThat(box.send(request).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "\"x\"", "{\"password\":{}}", "{\"link\":\"x\"}", "\u0000"})
  void whatIsNoAnswerToTheFormIsRefused(String body) {
    claim();
    assertThat(post("/api/v1/session", body).statusCode()).isIn(400, 401);
  }

  @Test
  void errorsTellNothingOfTheBox() {
    claim();
    HttpResponse<String> refused = box.send(box.stranger("/api/v1/cameras/door").build());
    assertThat(refused.body()).doesNotContain("door").doesNotContain("Shop");
    assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(box.send(box.stranger("/sign-in").build()).body()).doesNotContain("Shop");
  }

  private void claim() {
    String code = box.box.access().drawClaimCode().orElseThrow().text();
    assertThat(post("/api/v1/claim", said("code", code, "password", PASSWORD)).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> post(String path, String body) {
    return box.send(
        box.stranger(path)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder program(String path, String token) {
    return box.stranger(path).header("Authorization", "Bearer " + token);
  }

  private int status(String cookie) {
    return box.send(box.stranger("/api/v1/status").header("Cookie", cookie).build()).statusCode();
  }

  private static String cookie(HttpResponse<String> response) {
    return SEMICOLON
        .splitAsStream(response.headers().firstValue("Set-Cookie").orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  private static String said(String... pairs) {
    var said = MAPPER.createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      said.put(pairs[i], pairs[i + 1]);
    }
    return said.toString();
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }
}
