package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Pictures.Ground;
import io.headcount.collector.people.Permission;
import io.headcount.collector.people.Role;
import io.headcount.collector.picture.Painted;
import io.headcount.collector.picture.Picture;
import io.headcount.collector.picture.Repainting;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route for every role, for programs and for strangers: who may, who may not. */
class PermissionsTest {
  @TempDir private Path folder;
  private RunningApi api;
  private Map<Role, Browser> browsers;

  @BeforeEach
  void start() {
    api = new RunningApi(folder);
    browsers = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Browser.user(api, role.word(), role);
      browsers.put(role, Browser.of(api, role.word()));
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /**
   * What each role may, as it is told to people; a change of {@link Role} is meant to fail here.
   */
  @Test
  void theRolesAreAsDocumented() {
    assertThat(Role.VIEWER.permissions()).containsOnly(Permission.SEE_NUMBERS);
    assertThat(Role.STORE_MANAGER.permissions())
        .containsOnly(
            Permission.SEE_NUMBERS,
            Permission.EXPORT,
            Permission.WRITE_NOTES,
            Permission.SEE_FLEET);
    assertThat(Role.ANALYST.permissions())
        .containsOnly(Permission.SEE_NUMBERS, Permission.EXPORT, Permission.WRITE_NOTES);
    assertThat(Role.TECHNICIAN.permissions())
        .containsOnly(Permission.SEE_NUMBERS, Permission.SEE_FLEET, Permission.CONTROL_DEVICES);
    assertThat(Role.ADMIN.permissions()).containsOnly(Permission.values());
  }

  private static String method(String operation) {
    return operation.substring(0, operation.indexOf(' ')).toUpperCase(Locale.ROOT);
  }

  /** An address of the operation at which nothing is, so that nothing changes. */
  private static String address(String operation) {
    return operation
            .substring(operation.indexOf(' ') + 1)
            .replace("{store}", "berlin")
            .replaceAll("\\{[a-z]+\\}", "nothing")
        + "?nonsense=1";
  }

  @Test
  void everyRouteLetsPassWhoHasItsPermissionAndNobodyElse() {
    assertThat(api.server.needs().size()).isGreaterThan(45);
    browsers.forEach(
        (role, browser) ->
            api.server
                .needs()
                .forEach(
                    (operation, need) -> {
                      int status =
                          browser.send(method(operation), address(operation), "").statusCode();
                      boolean allowed =
                          !(need instanceof Need.May may)
                              || role.permissions().contains(may.permission());
                      // whoever is let in is told that the parameter means nothing
                      assertThat(status)
                          .as("%s as %s", operation, role)
                          .isEqualTo(allowed ? 400 : 403);
                    }));
  }

  @Test
  void strangersGetNothingButTheWayIn() {
    Browser stranger = new Browser(api);
    api.server
        .needs()
        .forEach(
            (operation, need) -> {
              HttpResponse<String> answer =
                  stranger.send(method(operation), address(operation), "");
              boolean open = need instanceof Need.Nothing;
              assertThat(answer.statusCode()).as(operation).isEqualTo(open ? 400 : 401);
            });
    assertThat(api.server.needs().values().stream().filter(Need.Nothing.class::isInstance))
        .hasSize(3); // sign in, look at an invitation, accept it
  }

  @Test
  void programsDoNothingThatIsForPersons() {
    String token = api.token("write:acme/*");
    api.server
        .needs()
        .forEach(
            (operation, need) -> {
              boolean personal =
                  need instanceof Need.Person
                      || (need instanceof Need.May may
                          && (may.permission() == Permission.MANAGE_USERS
                              || may.permission() == Permission.SEE_AUDIT_LOG));
              int status =
                  api.send(
                          api.request(token, address(operation))
                              .method(method(operation), HttpRequest.BodyPublishers.noBody())
                              .build())
                      .statusCode();
              assertThat(status).as(operation).isEqualTo(personal ? 403 : 400);
            });
  }

  @Test
  void csvIsForThoseWhoMayExport() {
    browsers.forEach(
        (role, browser) -> {
          boolean may = role.permissions().contains(Permission.EXPORT);
          assertThat(browser.get("/api/v1/counts?from=2026-10-25&format=csv").statusCode())
              .as(role.word())
              .isEqualTo(may ? 200 : 403);
          assertThat(
                  browser
                      .send(
                          browser
                              .request("GET", "/api/v1/counts?from=2026-10-25", "")
                              .header("Accept", "text/csv"))
                      .statusCode())
              .as(role.word())
              .isEqualTo(may ? 200 : 403);
        });
  }

  @Test
  void aStoreThatOneMayNotSeeLooksAsIfThereWereNone() {
    Picture picture = new Repainting().repaint(Painted.file("png", 8, 6));
    for (String store : List.of("berlin", "hamburg")) {
      api.history.pictures().put(new Ground.Plan("acme", store), picture);
      api.history.pictures().put(new Ground.Background("acme", store, "box", "entrance"), picture);
    }
    for (Role role : Role.values()) {
      if (role == Role.ADMIN) {
        continue; // sees all
      }
      Browser.user(api, "hamburg." + role.word(), role, "hamburg");
      Browser browser = Browser.of(api, "hamburg." + role.word());
      assertThat(Browser.json(browser.get("/api/v1/session")).at("/stores").toString())
          .isEqualTo("[\"hamburg\"]");
      assertThat(browser.get("/api/v1/stores").body()).contains("hamburg").doesNotContain("berlin");
      assertThat(browser.get("/api/v1/counts?from=2026-10-25&store=berlin").statusCode())
          .isEqualTo(404);
      for (String shown : List.of("pictures", "plan", "devices/box/cameras/entrance/background")) {
        assertThat(browser.get("/api/v1/stores/berlin/" + shown).statusCode()).isEqualTo(404);
        assertThat(browser.get("/api/v1/stores/hamburg/" + shown).statusCode()).isEqualTo(200);
      }
      if (role.permissions().contains(Permission.SEE_FLEET)) {
        assertThat(browser.get("/api/v1/stores/berlin/devices/box").statusCode()).isEqualTo(404);
        assertThat(browser.get("/api/v1/devices").body()).doesNotContain("berlin");
        assertThat(browser.get("/metrics").body()).doesNotContain("berlin");
      }
      if (role.permissions().contains(Permission.CONTROL_DEVICES)) {
        assertThat(
                browser
                    .send("PUT", "/api/v1/stores/berlin/devices/box/config", "zone: UTC\n")
                    .statusCode())
            .isEqualTo(404);
        assertThat(
                browser
                    .send("PUT", "/api/v1/stores/hamburg/devices/box/config", "zone: UTC\n")
                    .statusCode())
            .isEqualTo(202);
      }
    }
  }

  @Test
  void anotherTenantsUsersDoNotExist() {
    Browser.user(api, "other", "stranger", Role.ADMIN);
    Browser other = Browser.of(api, "stranger");
    assertThat(other.get("/api/v1/users").body()).contains("stranger").doesNotContain("viewer");
    for (String operation :
        new String[] {
          "GET /api/v1/users/viewer",
          "DELETE /api/v1/users/viewer",
          "POST /api/v1/users/viewer/invitation",
          "DELETE /api/v1/users/viewer/invitation",
          "GET /api/v1/users/viewer/sessions",
          "DELETE /api/v1/users/viewer/sessions"
        }) {
      String[] words = operation.split(" ", -1);
      assertThat(other.send(words[0], words[1], "").statusCode()).as(operation).isEqualTo(404);
    }
    assertThat(other.send("PATCH", "/api/v1/users/viewer", "{\"role\":\"admin\"}").statusCode())
        .isEqualTo(404);
    assertThat(other.get("/api/v1/audit").body()).doesNotContain("viewer");
    assertThat(Browser.of(api, "viewer").get("/api/v1/session").statusCode()).isEqualTo(200);
  }
}
