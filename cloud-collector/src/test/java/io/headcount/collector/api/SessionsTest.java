package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headcount.collector.history.Storage;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.Subnet;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Scope;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in and what ends it, and what attackers try, over a real port. */
class SessionsTest {
  @TempDir private Path folder;
  private RunningApi api;
  private Browser admin;

  /** The database under it. */
  Storage storage() throws Exception {
    return new Storage.Sqlite(folder.resolve("history.db"));
  }

  @BeforeEach
  void start() throws Exception {
    api =
        new RunningApi(
            storage(),
            ApiOptions.loopback(0)
                .with(new ApiOptions.Rates(100_000, 100_000, 100_000, 64, Duration.ofSeconds(1))));
    Browser.user(api, "anna", Role.ADMIN);
    admin = Browser.of(api, "anna");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static int code(HttpResponse<String> answer) {
    return answer.statusCode();
  }

  private JsonNode audit(String query) {
    return Browser.json(admin.get("/api/v1/audit?" + query)).get("items");
  }

  @Test
  void signingInTellsWhoOneIs() {
    Browser.user(api, "max", Role.ANALYST, "hamburg", "berlin");
    Browser browser = new Browser(api);
    assertThat(code(browser.get("/api/v1/session"))).isEqualTo(401);
    HttpResponse<String> answer = browser.signIn(" MAX ", Browser.PASSWORD);
    assertThat(Browser.json(answer).toString())
        .isEqualTo(Browser.json(browser.get("/api/v1/session")).toString())
        .startsWith("{\"user\":{")
        .contains("\"login\":\"max\"", "\"name\":\"Somebody max\"")
        .contains(
            "\"role\":\"analyst\",\"permissions\":[\"see_numbers\",\"export\",\"write_notes\"],"
                + "\"tenant\":\"acme\",\"stores\":[\"berlin\",\"hamburg\"],\"csrf\":\"");
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain("Domain");
    assertThat(Browser.json(admin.get("/api/v1/session")).get("stores").isNull()).isTrue();

    assertThat(code(browser.send("DELETE", "/api/v1/session", ""))).isEqualTo(204);
    assertThat(code(browser.get("/api/v1/session"))).isEqualTo(401);
    assertThat(audit("who=max"))
        .extracting(e -> e.get("deed").asText())
        .containsExactly("sign_out", "sign_in", "invitation_used");
  }

  @Test
  void aWrongNameAndAWrongPasswordAreToldAlike() {
    Browser.user(api, "max", Role.VIEWER);
    api.people.users().invite(by(), profile("new"));
    Browser.user(api, "gone", Role.VIEWER);
    api.people.users().setDisabled(by(), "acme", "gone", true);
    String wrong = new Browser(api).signIn("max", "something else").body();
    for (String[] attempt :
        new String[][] {
          {"nobody", Browser.PASSWORD}, {"new", ""}, {"gone", Browser.PASSWORD}, {"max", ""}
        }) {
      HttpResponse<String> answer = new Browser(api).signIn(attempt[0], attempt[1]);
      assertThat(code(answer)).as(attempt[0]).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(wrong);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(audit("deed=sign_in_failed"))
        .extracting(e -> e.get("subject").asText())
        .containsExactly("max", "gone", "new", "max");
    // what nobody is called may be a password typed into the wrong field
    assertThat(api.people.audit().list(all(), new Page.Range(0, 100)).items())
        .noneMatch(e -> e.toString().contains("nobody"));
  }

  /** What tills tell with a token all day long would drown it. */
  @Test
  void salesThatAPersonTellsAreLogged() {
    Browser.user(api, "max", Role.STORE_MANAGER);
    String path = "/api/v1/stores/berlin/sales";
    String sales =
        "{\"sales\":[{\"start\":\"2026-10-19T10:00\",\"transactions\":3},{\"start\":\"2026-10-18\",\"transactions\":9}]}";
    assertThat(code(Browser.of(api, "max").send("PUT", path, sales))).isEqualTo(200);
    assertThat(
            code(
                api.send(
                    api.request(api.token("write:acme/*"), path)
                        .PUT(HttpRequest.BodyPublishers.ofString(sales))
                        .build())))
        .isEqualTo(200);
    assertThat(audit("deed=sales_told"))
        .singleElement()
        .satisfies(e -> assertThat(e.get("who").asText()).isEqualTo("max"))
        .satisfies(e -> assertThat(e.get("subject").asText()).isEqualTo("berlin"))
        .satisfies(
            e ->
                assertThat(e.get("became").asText())
                    .isEqualTo("2 sales from 2026-10-18T00:00 to 2026-10-19T10:00"));
  }

  private static AuditLog.Filter all() {
    return new AuditLog.Filter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Actor by() {
    return Actor.commandLine("acme");
  }

  private static Profile profile(String login) {
    return new Profile(login, login, Role.VIEWER, Scope.ofTenant("acme"), List.of());
  }

  @Test
  void guessingIsSlowedDownForTheAccountAndTheNetwork() {
    Browser.user(api, "max", Role.VIEWER);
    Browser guesser = new Browser(api);
    int waits = 0;
    int refused = 0;
    // the waits double, so that even a slow machine sees some soon
    for (int i = 0; i < 100 && waits < 10; i++) {
      HttpResponse<String> answer = guesser.signIn("max", "guess number " + i);
      if (code(answer) == 429) {
        waits++;
        assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(0))
            .isPositive();
      } else {
        assertThat(code(answer)).isEqualTo(401);
        refused++;
      }
    }
    assertThat(waits).isEqualTo(10);
    assertThat(refused).isGreaterThan(4);
    // of other names from there too, once there were enough
    boolean network = false;
    for (int i = 0; i < 100 && !network; i++) {
      network = code(guesser.signIn("name" + i, "guess")) == 429;
    }
    assertThat(network).isTrue();
    assertThat(audit("deed=sign_in_failed").toString()).contains("locked for");
    // sessions that there are go on
    assertThat(code(admin.get("/api/v1/session"))).isEqualTo(200);
  }

  @Test
  void aSessionThatSomebodyElseMadeUpIsNotTakenOver() {
    Browser.user(api, "max", Role.VIEWER);
    Browser victim = new Browser(api);
    String name = admin.cookie().substring(0, admin.cookie().indexOf('='));
    String planted = name + "=" + "A".repeat(43);
    victim.plant(planted);
    victim.signIn("max", Browser.PASSWORD);
    assertThat(victim.cookie()).isNotEqualTo(planted);
    Browser attacker = new Browser(api);
    attacker.plant(planted);
    assertThat(code(attacker.get("/api/v1/session"))).isEqualTo(401);

    // and the one before is over once another begins
    Browser again = Browser.of(api, "max");
    String before = again.cookie();
    assertThat(code(again.signIn("max", Browser.PASSWORD))).isEqualTo(200);
    assertThat(again.cookie()).isNotEqualTo(before);
    attacker.plant(before);
    assertThat(code(attacker.get("/api/v1/session"))).isEqualTo(401);
  }

  @Test
  void otherSitesCannotMakeABrowserChangeAnything() {
    String path = "/api/v1/users/anna/sessions";
    assertThat(code(admin.send(admin.request("DELETE", path, "")))).isEqualTo(403);
    assertThat(
            code(
                admin.send(
                    admin
                        .request("DELETE", path, "")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("X-Headcount-Csrf", admin.csrf()))))
        .isEqualTo(403);
    assertThat(
            code(
                admin.send(
                    admin
                        .request("DELETE", path, "")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("X-Headcount-Csrf", "x"))))
        .isEqualTo(403);
    assertThat(
            code(
                admin.send(
                    admin
                        .request("DELETE", path, "")
                        .header("Origin", "https://evil.example")
                        .header("X-Headcount-Csrf", admin.csrf()))))
        .isEqualTo(403);
    assertThat(code(admin.get("/api/v1/session"))).isEqualTo(200);
    // nor make it sign in as somebody else
    Browser stranger = new Browser(api);
    String body = "{\"user\":\"anna\",\"password\":\"%s\"}".formatted(Browser.PASSWORD);
    assertThat(
            code(
                stranger.send(
                    stranger
                        .request("POST", "/api/v1/session", body)
                        .header("Sec-Fetch-Site", "cross-site"))))
        .isEqualTo(403);
    assertThat(code(admin.send("DELETE", path, ""))).isEqualTo(204);
    assertThat(code(admin.get("/api/v1/session"))).isEqualTo(401);
  }

  @Test
  void whoIsDisabledIsOutAtOnce() {
    Browser.user(api, "max", Role.ANALYST);
    Browser max = Browser.of(api, "max");
    assertThat(code(max.get("/api/v1/stores"))).isEqualTo(200);
    assertThat(code(admin.send("PATCH", "/api/v1/users/max", "{\"disabled\":true}")))
        .isEqualTo(200);
    assertThat(code(max.get("/api/v1/stores"))).isEqualTo(401);
    assertThat(code(new Browser(api).signIn("max", Browser.PASSWORD))).isEqualTo(401);
    assertThat(code(admin.send("PATCH", "/api/v1/users/max", "{\"disabled\":false}")))
        .isEqualTo(200);
    assertThat(code(max.get("/api/v1/stores"))).isEqualTo(401);
    assertThat(code(new Browser(api).signIn("max", Browser.PASSWORD))).isEqualTo(200);
  }

  @Test
  void aRoleThatIsTakenAwayIsGoneAtTheNextRequest() {
    Browser.user(api, "max", Role.TECHNICIAN);
    Browser max = Browser.of(api, "max");
    assertThat(code(max.get("/api/v1/devices"))).isEqualTo(200);
    assertThat(
            code(
                admin.send(
                    "PATCH", "/api/v1/users/max", "{\"role\":\"viewer\",\"stores\":[\"berlin\"]}")))
        .isEqualTo(200);
    assertThat(code(max.get("/api/v1/devices"))).isEqualTo(403);
    assertThat(max.get("/api/v1/stores").body()).doesNotContain("hamburg");
    JsonNode entry = audit("deed=user_changed").get(0);
    assertThat(entry.get("who").asText()).isEqualTo("anna");
    assertThat(entry.get("was").asText()).isEqualTo("name=Somebody max role=technician stores=*");
    assertThat(entry.get("became").asText())
        .isEqualTo("name=Somebody max role=viewer stores=berlin");
  }

  @Test
  void invitationsWorkOnceAndCanBeTakenBack() {
    String body =
        "{\"login\":\"eva@chain.example\",\"name\":\"Eva\",\"role\":\"store_manager\",\"stores\":[\"berlin\"]}";
    HttpResponse<String> made = admin.send("POST", "/api/v1/users", body);
    assertThat(code(made)).isEqualTo(201);
    assertThat(code(admin.send("POST", "/api/v1/users", body))).isEqualTo(409);
    String token = secret(made);
    assertThat(admin.get("/api/v1/users").body()).doesNotContain(token);
    Browser eva = new Browser(api);
    String look = "{\"invitation\":\"" + token + "\"}";
    assertThat(
            Browser.json(eva.send("POST", "/api/v1/invitations/look", look)).get("login").asText())
        .isEqualTo("eva@chain.example");
    assertThat(code(eva.send("POST", "/api/v1/invitations/accept", accept(token, "short"))))
        .isEqualTo(400);
    assertThat(
            code(
                eva.send("POST", "/api/v1/invitations/accept", accept(token, "eva@chain.example"))))
        .isEqualTo(400);
    HttpResponse<String> accepted =
        eva.send("POST", "/api/v1/invitations/accept", accept(token, Browser.PASSWORD));
    assertThat(Browser.json(accepted).at("/user/name").asText()).isEqualTo("Eva");
    assertThat(code(eva.get("/api/v1/session"))).isEqualTo(200);
    assertThat(code(eva.send("POST", "/api/v1/invitations/look", look))).isIn(403, 404);
    assertThat(code(new Browser(api).send("POST", "/api/v1/invitations/look", look)))
        .isEqualTo(404);

    // a new one takes password and sessions away, and can be taken back itself
    HttpResponse<String> again =
        admin.send("POST", "/api/v1/users/eva@chain.example/invitation", "");
    assertThat(code(again)).isEqualTo(201);
    assertThat(code(eva.get("/api/v1/session"))).isEqualTo(401);
    assertThat(code(new Browser(api).signIn("eva@chain.example", Browser.PASSWORD))).isEqualTo(401);
    assertThat(code(admin.send("DELETE", "/api/v1/users/eva@chain.example/invitation", "")))
        .isEqualTo(204);
    assertThat(code(admin.send("DELETE", "/api/v1/users/eva@chain.example/invitation", "")))
        .isEqualTo(404);
    assertThat(
            code(
                new Browser(api)
                    .send(
                        "POST",
                        "/api/v1/invitations/accept",
                        accept(secret(again), Browser.PASSWORD))))
        .isEqualTo(404);
  }

  private static String secret(HttpResponse<String> made) {
    String path = Browser.json(made).at("/invitation/path").asText();
    assertThat(path).startsWith("/invitation#");
    return path.substring("/invitation#".length());
  }

  private static String accept(String token, String password) {
    return "{\"invitation\":\"%s\",\"password\":\"%s\"}".formatted(token, password);
  }

  @Test
  void aNewPasswordAsksTheOldOneAndEndsOtherSessions() {
    Browser.user(api, "max", Role.VIEWER);
    Browser here = Browser.of(api, "max");
    Browser there = Browser.of(api, "max");
    assertThat(Browser.json(here.get("/api/v1/sessions")).get("items")).hasSize(2);
    String other = "seven quiet maps fold";
    String change = "{\"old\":\"%s\",\"new\":\"%s\"}";
    assertThat(code(here.send("POST", "/api/v1/password", change.formatted("wrong", other))))
        .isEqualTo(403);
    assertThat(
            code(here.send("POST", "/api/v1/password", change.formatted(Browser.PASSWORD, "abc"))))
        .isEqualTo(400);
    assertThat(code(there.get("/api/v1/session"))).isEqualTo(200);
    assertThat(
            code(here.send("POST", "/api/v1/password", change.formatted(Browser.PASSWORD, other))))
        .isEqualTo(204);
    assertThat(code(there.get("/api/v1/session"))).isEqualTo(401);
    assertThat(code(here.get("/api/v1/session"))).isEqualTo(200);
    assertThat(code(new Browser(api).signIn("max", Browser.PASSWORD))).isEqualTo(401);
    assertThat(code(new Browser(api).signIn("max", other))).isEqualTo(200);
  }

  @Test
  void sessionsAreListedAndEndedOneByOneOrAll() {
    Browser.user(api, "max", Role.VIEWER);
    Browser one = Browser.of(api, "max");
    Browser two = Browser.of(api, "max");
    Browser three = Browser.of(api, "max");
    JsonNode list = Browser.json(one.get("/api/v1/sessions")).get("items");
    assertThat(list).hasSize(3).filteredOn(s -> s.get("this").asBoolean()).hasSize(1);
    assertThat(list.get(0).get("address").asText()).isEqualTo("127.0.0.1");
    assertThat(list.get(0).get("browser").asText()).startsWith("Java-http-client");
    String mine = id(list, true);
    assertThat(code(admin.send("DELETE", "/api/v1/sessions/" + mine, ""))).isEqualTo(404);
    assertThat(code(two.send("DELETE", "/api/v1/sessions/" + mine, ""))).isEqualTo(204);
    assertThat(code(one.get("/api/v1/session"))).isEqualTo(401);
    assertThat(code(two.send("DELETE", "/api/v1/sessions", ""))).isEqualTo(204);
    assertThat(code(three.get("/api/v1/session"))).isEqualTo(401);
    assertThat(code(two.get("/api/v1/session"))).isEqualTo(200);
    assertThat(code(admin.send("DELETE", "/api/v1/users/max/sessions", ""))).isEqualTo(204);
    assertThat(code(two.get("/api/v1/session"))).isEqualTo(401);
    // no more than this at a time: the one that was not used for longest goes
    for (int i = 0; i < 22; i++) {
      Browser.of(api, "max");
    }
    assertThat(Browser.json(admin.get("/api/v1/users/max/sessions")).get("items")).hasSize(20);
  }

  private static String id(JsonNode list, boolean own) {
    for (JsonNode session : list) {
      if (session.get("this").asBoolean() == own) {
        return session.get("id").asText();
      }
    }
    throw new AssertionError("no such session in " + list);
  }

  @Test
  void thereIsAlwaysSomebodyWhoManagesUsers() {
    for (String[] change :
        new String[][] {
          {"PATCH", "/api/v1/users/anna", "{\"role\":\"viewer\"}"},
          {"PATCH", "/api/v1/users/anna", "{\"disabled\":true}"},
          {"POST", "/api/v1/users/anna/invitation", ""},
          {"DELETE", "/api/v1/users/anna", ""}
        }) {
      HttpResponse<String> answer = admin.send(change[0], change[1], change[2]);
      assertThat(code(answer)).as(change[1]).isEqualTo(400);
      assertThat(answer.body()).contains("another admin");
    }
    assertThat(code(admin.send("PATCH", "/api/v1/users/anna", "{\"name\":\"Anna the First\"}")))
        .isEqualTo(200);
  }

  @Test
  void usersThatCannotBeAreRefusedWithTheCure() {
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"login\":\"a b\",\"name\":\"A\",\"role\":\"viewer\"}",
            "{\"login\":\"a\",\"name\":\" \",\"role\":\"viewer\"}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"king\"}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"viewer\",\"stores\":[]}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"viewer\",\"stores\":[\"<b>\"]}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"viewer\",\"stores\":\"berlin\"}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"admin\",\"stores\":[\"berlin\"]}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"viewer\",\"networks\":[\"10.0.0.1/8\"]}",
            "{\"login\":\"a\",\"name\":\"A\",\"role\":\"viewer\",\"password\":\"x\"}")) {
      HttpResponse<String> answer = admin.send("POST", "/api/v1/users", body);
      assertThat(code(answer)).as(body).isEqualTo(400);
      assertThat(Browser.json(answer).at("/error/cure").asText()).as(body).isNotBlank();
    }
    assertThat(Browser.json(admin.get("/api/v1/users")).get("items")).hasSize(1);
  }

  @Test
  void aUserMayBeHeldToNetworks() {
    Browser.user(api, "max", Role.VIEWER);
    Browser max = Browser.of(api, "max");
    admin.send("PATCH", "/api/v1/users/max", "{\"networks\":[\"10.0.0.0/8\"]}");
    assertThat(code(max.get("/api/v1/session"))).isEqualTo(401);
    assertThat(code(new Browser(api).signIn("max", Browser.PASSWORD))).isEqualTo(401);
    admin.send("PATCH", "/api/v1/users/max", "{\"networks\":[\"127.0.0.0/8\"]}");
    assertThat(code(new Browser(api).signIn("max", Browser.PASSWORD))).isEqualTo(200);
  }

  @Test
  void theLogTellsWhatWasDoneToDevicesAndWhatWasExported() {
    String device = "/api/v1/stores/berlin/devices/box";
    admin.send("PUT", device + "/config", "zone: UTC\n");
    admin.send("POST", device + "/commands", "{\"kind\":\"ping\"}");
    admin.get("/api/v1/counts?from=2026-10-25&format=csv");
    admin.send("DELETE", "/api/v1/dead-letters/00000000000000ff", "");
    api.send(
        api.request(api.token("write:acme/*"), device + "/commands")
            .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"restart\"}"))
            .build());
    JsonNode log = audit("limit=5");
    assertThat(log)
        .extracting(e -> e.get("deed").asText() + " " + e.get("subject").asText())
        .containsExactly(
            "device_commanded berlin/box",
            "record_forgotten dead letter 00000000000000ff",
            "exported /api/v1/counts",
            "device_commanded berlin/box",
            "device_configured berlin/box");
    assertThat(log.get(0).get("who").asText()).startsWith("token ");
    assertThat(log.get(0).get("became").asText()).startsWith("restart ");
    assertThat(log.get(2).get("became").asText()).isEqualTo("from=2026-10-25&format=csv");
    assertThat(log.get(4).get("address").asText()).isEqualTo("127.0.0.1");
    JsonNode part =
        Browser.json(admin.get("/api/v1/audit?limit=2&offset=2&from=2026-11-01&to=2026-11-01"));
    assertThat(part.get("items")).hasSize(2);
    assertThat(part.get("next").asInt()).isEqualTo(4);
    assertThat(Browser.json(admin.get("/api/v1/audit?to=2026-10-31")).get("items")).isEmpty();
    assertThat(code(admin.get("/api/v1/audit?deed=nonsense"))).isEqualTo(400);
    assertThat(code(admin.send("DELETE", "/api/v1/audit", ""))).isEqualTo(405);
  }

  @Test
  void whoeverIsNotAllowedHereGetsNothing() throws Exception {
    ApiOptions usual = ApiOptions.loopback(0);
    ApiOptions elsewhere =
        new ApiOptions(
            usual.host(), 0, usual.tls(), List.of(), List.of(subnet("10.0.0.0/8")), usual.rates());
    try (RunningApi closed =
        new RunningApi(new Storage.Sqlite(folder.resolve("closed.db")), elsewhere)) {
      String token = closed.token("read:acme/*");
      for (String path : List.of("/api/v1/stores", "/sign-in", "/nothing")) {
        assertThat(code(closed.get(token, path))).as(path).isEqualTo(403);
      }
      assertThat(
              code(
                  closed.send(
                      closed
                          .request(token, "/api/v1/stores")
                          .header("X-Forwarded-For", "10.1.1.1")
                          .build())))
          .isEqualTo(403);
      assertThat(code(closed.get("", "/health"))).isEqualTo(200);
    }
    ApiOptions behind =
        new ApiOptions(
            usual.host(),
            0,
            usual.tls(),
            List.of(subnet("127.0.0.1")),
            List.of(subnet("10.0.0.0/8")),
            usual.rates());
    try (RunningApi proxied =
        new RunningApi(new Storage.Sqlite(folder.resolve("proxied.db")), behind)) {
      String token = proxied.token("read:acme/*");
      HttpResponse<String> passed =
          proxied.send(
              proxied
                  .request(token, "/api/v1/stores")
                  .header("X-Forwarded-For", "192.0.2.9, 10.1.1.1")
                  .build());
      assertThat(code(passed)).isEqualTo(200);
      assertThat(passed.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(
              code(
                  proxied.send(
                      proxied
                          .request(token, "/api/v1/stores")
                          .header("X-Forwarded-For", "10.1.1.1, 192.0.2.9")
                          .build())))
          .isEqualTo(403);
    }
  }

  private static Subnet subnet(String text) {
    return Subnet.parse(text).orElseThrow();
  }

  @Test
  void aLiveStreamEndsWithItsSession() throws Exception {
    Browser.user(api, "max", Role.VIEWER);
    Browser max = Browser.of(api, "max");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: %s\r\n\r\n"
                  .formatted(max.cookie())
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      api.people.users().setDisabled(by(), "acme", "max", true);
      long begun = System.nanoTime();
      StringBuilder seen = new StringBuilder();
      while (seen.indexOf("\r\n0\r\n\r\n") < 0) { // the last chunk
        seen.append((char) socket.getInputStream().read());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void everyAnswerTellsBrowsersToBeStrict() {
    for (String path :
        List.of("/sign-in", "/users", "/page/people/users.js", "/api/v1/session", "/nothing")) {
      HttpResponse<String> answer = new Browser(api).get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    }
    for (String path :
        List.of(
            "/page/people/../../../../etc/passwd",
            "/page/people/..%2f..%2f..%2fV1__history.sql",
            "/page//etc/passwd",
            "/page/people/PeoplePages.class")) {
      assertThat(code(new Browser(api).get(path))).as(path).isIn(400, 401, 404);
    }
  }
}
