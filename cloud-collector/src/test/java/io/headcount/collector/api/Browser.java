package io.headcount.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.Users;
import io.headcount.collector.query.Scope;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;

/** What a person's browser asks a {@link RunningApi}, with its cookie. Confined to one thread. */
final class Browser {
  static final String PASSWORD = "four odd horses walk";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RunningApi api;
  private String cookie = "";
  private String csrf = "";

  Browser(RunningApi api) {
    this.api = api;
  }

  /** A user who has chosen a password, of tenant acme; no stores are all. */
  static void user(RunningApi api, String login, Role role, String... stores) {
    user(api, "acme", login, role, stores);
  }

  static void user(RunningApi api, String tenant, String login, Role role, String... stores) {
    Scope scope =
        stores.length == 0 ? Scope.ofTenant(tenant) : Scope.ofStores(tenant, Set.of(stores));
    Users.Invitation invitation =
        api.people
            .users()
            .invite(
                Actor.commandLine(tenant),
                new Profile(login, "Somebody " + login, role, scope, List.of()));
    api.people.users().accept(invitation.token(), PASSWORD, "192.0.2.1");
  }

  /** A browser in which somebody has signed in. */
  static Browser of(RunningApi api, String login) {
    Browser browser = new Browser(api);
    HttpResponse<String> answer = browser.signIn(login, PASSWORD);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    return browser;
  }

  HttpResponse<String> signIn(String login, String password) {
    String body = MAPPER.createObjectNode().put("user", login).put("password", password).toString();
    HttpResponse<String> answer = send("POST", "/api/v1/session", body);
    if (answer.statusCode() == 200) {
      csrf = json(answer).at("/csrf").asText();
    }
    return answer;
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  /** As a page of the collector sends it. */
  HttpResponse<String> send(String method, String path, String body) {
    HttpRequest.Builder request = request(method, path, body);
    return send(request.header("Sec-Fetch-Site", "same-origin").header("X-Headcount-Csrf", csrf));
  }

  /** With the cookie alone, as another site makes a browser send it. */
  HttpRequest.Builder request(String method, String path, String body) {
    HttpRequest.Builder request =
        api.request("", path)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    HttpResponse<String> answer = api.send(request.build());
    answer
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    return answer;
  }

  String cookie() {
    return cookie;
  }

  /** Takes over a cookie that somebody else made up. */
  void plant(String planted) {
    cookie = planted;
  }

  String csrf() {
    return csrf;
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + answer.body(), e);
    }
  }
}
