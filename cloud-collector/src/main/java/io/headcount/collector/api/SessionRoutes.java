package io.headcount.collector.api;

import io.headcount.collector.people.People;
import io.headcount.collector.people.Sessions;
import io.headcount.collector.people.SignIn;
import io.headcount.collector.people.User;
import io.headcount.collector.query.Page;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Csrf;
import io.headcount.web.access.SessionCookie;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Coming in and going out, and what persons do with their own account. Immutable. */
final class SessionRoutes {
  private final People people;
  private final SessionCookie cookie;
  private final Json json;
  private final Answers answers;

  SessionRoutes(People people, SessionCookie cookie, Json json, Answers answers) {
    this.people = people;
    this.cookie = cookie;
    this.json = json;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.open(Method.POST, "/api/v1/session", this::signIn),
        Route.own(Method.GET, "/api/v1/session", this::session),
        Route.own(Method.DELETE, "/api/v1/session", this::signOut),
        Route.own(Method.GET, "/api/v1/sessions", this::sessions),
        Route.own(Method.DELETE, "/api/v1/sessions", this::endOthers),
        Route.own(Method.DELETE, "/api/v1/sessions/{id}", this::end),
        Route.own(Method.POST, "/api/v1/password", this::password),
        Route.open(Method.POST, "/api/v1/invitations/look", this::look),
        Route.open(Method.POST, "/api/v1/invitations/accept", this::accept));
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    new Parameters(request, Set.of());
    Fields fields =
        new Fields(
            request,
            json,
            Set.of("user", "password"),
            "{\"user\": \"anna@chain.example\", \"password\": \"...\"}");
    enter(request, response, fields.text("user"), fields.text("password"));
  }

  private void enter(
      ServerRequest request, ServerResponse response, String login, String password) {
    InetAddress from = Origin.of(request).address();
    SignIn.Outcome outcome =
        people
            .signIn()
            .attempt(login, password, from, Origin.browser(request), cookie.read(request));
    switch (outcome) {
      case SignIn.Outcome.Welcome welcome -> {
        response.header(HeaderNames.SET_COOKIE, cookie.begin(request, welcome.session()));
        Sessions.Session session =
            people
                .sessions()
                .find(welcome.session(), from)
                .orElseThrow(SessionRoutes::wrong); // ended in this very moment
        answers.ok(response, described(session.user(), welcome.session()));
      }
      case SignIn.Outcome.Wrong _ -> throw wrong();
      case SignIn.Outcome.Wait wait -> later(response, wait);
    }
  }

  private static ApiError wrong() {
    return new ApiError(
        Status.UNAUTHORIZED_401,
        "sign_in",
        "the name or the password is wrong",
        "check both; an admin can invite you anew");
  }

  private void later(ServerResponse response, SignIn.Outcome.Wait wait) {
    answers.tooMany(response, "there were too many wrong passwords", wait.seconds());
  }

  private void session(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    answers.ok(response, described(person.user(), person.token()));
  }

  /** Who is there, and what the pages may offer. */
  private static Map<String, Object> described(User user, AccessToken token) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("user", Map.of("name", user.profile().name(), "login", user.login()));
    body.put("role", user.profile().role());
    body.put("permissions", new TreeSet<>(user.profile().role().permissions()));
    body.put("tenant", user.tenant());
    body.put("stores", PeopleTables.stores(user.profile().scope()));
    body.put("csrf", Csrf.token(token));
    return body;
  }

  private void signOut(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    people.sessions().signOut(person.token(), Origin.of(request).address().getHostAddress());
    response.header(HeaderNames.SET_COOKIE, cookie.end(request));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void sessions(ServerRequest request, ServerResponse response, Caller.Person person) {
    Parameters asked = new Parameters(request, Set.of());
    answers.page(
        response,
        PeopleTables.sessions(person.session().id()),
        new Page<>(people.sessions().list(person.user()), OptionalInt.empty()),
        asked.csv());
  }

  private void endOthers(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    people
        .sessions()
        .endAll(UserRoutes.actor(request, person), person.user(), Optional.of(person.token()));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void end(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    people
        .sessions()
        .end(
            UserRoutes.actor(request, person),
            person.user(),
            request.path().pathParameters().get("id"));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void password(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    Fields fields =
        new Fields(request, json, Set.of("old", "new"), "{\"old\": \"...\", \"new\": \"...\"}");
    SignIn.Outcome outcome =
        people
            .signIn()
            .changePassword(
                person.user(),
                fields.text("old"),
                fields.text("new"),
                person.token(),
                Origin.of(request).address());
    switch (outcome) {
      case SignIn.Outcome.Welcome _ -> response.status(Status.NO_CONTENT_204).send();
      case SignIn.Outcome.Wrong _ ->
          throw new ApiError(
              Status.FORBIDDEN_403,
              "password",
              "the old password is wrong",
              "give the one that you signed in with");
      case SignIn.Outcome.Wait wait -> later(response, wait);
    }
  }

  private static final String INVITATION = "invitation";

  private void look(ServerRequest request, ServerResponse response) {
    new Parameters(request, Set.of());
    Fields fields = new Fields(request, json, Set.of(INVITATION), "{\"invitation\": \"...\"}");
    User user = people.users().invited(invitation(fields)).orElseThrow(SessionRoutes::used);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("login", user.login());
    body.put("name", user.profile().name());
    body.put("expires", user.invited());
    answers.ok(response, body);
  }

  private void accept(ServerRequest request, ServerResponse response) {
    new Parameters(request, Set.of());
    Fields fields =
        new Fields(
            request,
            json,
            Set.of(INVITATION, "password"),
            "{\"invitation\": \"...\", \"password\": \"...\"}");
    String password = fields.text("password");
    String address = Origin.of(request).address().getHostAddress();
    User user = people.users().accept(invitation(fields), password, address);
    enter(request, response, user.login(), password);
  }

  private static AccessToken invitation(Fields fields) {
    return AccessToken.parse(fields.text(INVITATION)).orElseThrow(SessionRoutes::used);
  }

  private static ApiError used() {
    return new ApiError(
        Status.NOT_FOUND_404,
        "unknown",
        "this invitation was used, taken back, or is too old",
        "ask an admin for a new one");
  }
}
