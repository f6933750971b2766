package io.headcount.edge.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.access.BoxAccess.Answer;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Csrf;
import io.headcount.web.access.Network;
import io.headcount.web.access.PasswordRules;
import io.headcount.web.access.PasswordsBusyException;
import io.headcount.web.access.SessionCookie;
import io.headcount.web.page.PageFiles;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How people come in and go: claiming the box, signing in and out, and the pages for it. These
 * addresses need no session, but for the password's change. Immutable.
 */
final class AccessRoutes implements HttpService {
  private static final String ACCESS = "/api/v1/access";
  private static final String CLAIM = "/api/v1/claim";
  private static final String SESSION = "/api/v1/session";
  private static final String PASSWORD = "/api/v1/password";

  private final BoxAccess access;
  private final SessionCookie cookie;
  private final Optional<PageIdentity> identity;
  private final Answers answers;
  private final ObjectMapper mapper = new ObjectMapper();
  private final PageFiles files =
      PageFiles.of(AccessRoutes.class)
          .add("/sign-in", "page/sign-in.html")
          .add("/set-up", "page/set-up.html")
          .page("access.css", "access.js", "sign-in.js", "set-up.js", "words.js", "texts.js")
          .build();

  private final PageFiles guarded =
      PageFiles.own(AccessRoutes.class)
          .add("/password", "page/password.html")
          .page("password.js")
          .build();

  /**
   * What a page has to know before anybody is signed in. Immutable.
   *
   * @param csrf for the header of what changes something; empty when nobody is signed in
   * @param waitSeconds until the next attempt to come in
   * @param fingerprint of the certificate; empty without TLS
   */
  record AccessReply(
      boolean claimed,
      boolean signedIn,
      Optional<String> csrf,
      long waitSeconds,
      int shortestPassword,
      Optional<String> fingerprint) {}

  /** An error that names how long to wait. Immutable. */
  record WaitError(String error, String hint, long waitSeconds) {}

  AccessRoutes(
      BoxAccess access, SessionCookie cookie, Optional<PageIdentity> identity, Answers answers) {
    this.access = access;
    this.cookie = cookie;
    this.identity = identity;
    this.answers = answers;
  }

  /** Every path that is open, as the API's description writes it. */
  Set<String> open() {
    Set<String> paths = new TreeSet<>(files.paths());
    paths.addAll(Set.of(ACCESS, CLAIM, SESSION));
    return paths;
  }

  /** Which methods each path answers. */
  Map<String, Set<String>> methods() {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    files.paths().forEach(path -> methods.put(path, Set.of("GET")));
    methods.put(ACCESS, Set.of("GET"));
    methods.put(CLAIM, Set.of("POST"));
    methods.put(SESSION, new TreeSet<>(Set.of("POST", "DELETE")));
    guarded.paths().forEach(path -> methods.put(path, Set.of("GET")));
    methods.put(PASSWORD, Set.of("POST"));
    return methods;
  }

  @Override
  public void routing(HttpRules rules) {
    for (String path : files.paths()) {
      rules.get(path, (request, response) -> files.send(path, request, response));
    }
    for (String path : guarded.paths()) {
      rules.get(path, (request, response) -> guarded.send(path, request, response));
    }
    rules.get(ACCESS, this::tell);
    rules.post(PASSWORD, fromOwnPage(this::changePassword));
    rules.post(CLAIM, fromOwnPage(this::claim));
    rules.post(SESSION, fromOwnPage(this::signIn));
    rules.delete(SESSION, this::signOut);
    methods()
        .forEach(
            (path, allowed) ->
                rules.any(
                    path,
                    (_, response) -> {
                      response.header(HeaderNames.ALLOW, String.join(", ", allowed));
                      answers.error(
                          response,
                          Status.METHOD_NOT_ALLOWED_405,
                          "this address does not take that",
                          "use " + String.join(", ", allowed));
                    }));
  }

  private void tell(ServerRequest request, ServerResponse response) {
    Optional<AccessToken> session = cookie.read(request).filter(access::signedIn);
    answers.ok(
        response,
        new AccessReply(
            access.claimed(),
            session.isPresent(),
            session.map(Csrf::token),
            access.wait(from(request)).plusMillis(999).toSeconds(),
            PasswordRules.SHORTEST,
            identity.map(it -> it.now().fingerprint())));
  }

  private void claim(ServerRequest request, ServerResponse response, JsonNode said) {
    Answer answer =
        access.claim(said.path("code").asText(), said.path("password").asText(), from(request));
    answer(request, response, answer, Status.BAD_REQUEST_400);
  }

  private void signIn(ServerRequest request, ServerResponse response, JsonNode said) {
    Answer answer =
        said.has("link")
            ? AccessToken.parse(said.path("link").asText())
                .map(access::signInByLink)
                .orElseGet(() -> new Answer.Wrong("this is no sign-in link", "copy it whole"))
            : access.signIn(said.path("password").asText(), from(request));
    answer(request, response, answer, Status.UNAUTHORIZED_401);
  }

  private void changePassword(ServerRequest request, ServerResponse response, JsonNode said) {
    Answer answer =
        access.changePassword(said.path("old").asText(), said.path("new").asText(), from(request));
    answer(request, response, answer, Status.BAD_REQUEST_400);
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    Optional<AccessToken> session = cookie.read(request).filter(access::signedIn);
    if (session.isPresent() && !Csrf.passes(request.headers(), session.get())) {
      foreign(response);
      return;
    }
    session.ifPresent(access::signOut);
    response.header(HeaderNames.SET_COOKIE, cookie.end(request));
    answers.ok(response, Map.of("signedIn", false));
  }

  private void answer(
      ServerRequest request, ServerResponse response, Answer answer, Status whenWrong) {
    switch (answer) {
      case Answer.Welcome welcome -> {
        response.header(HeaderNames.SET_COOKIE, cookie.begin(request, welcome.session()));
        answers.ok(response, Map.of("signedIn", true));
      }
      case Answer.Wrong wrong -> answers.error(response, whenWrong, wrong.reason(), wrong.cure());
      case Answer.Claimed _ ->
          answers.error(
              response,
              Status.CONFLICT_409,
              "this box is claimed already",
              "sign in; if it was not you, run 'headcount-agent unclaim' on the box");
      case Answer.Wait wait -> {
        response.header(HeaderNames.RETRY_AFTER, Long.toString(wait.seconds()));
        answers.send(
            response,
            Status.TOO_MANY_REQUESTS_429,
            new WaitError(
                "that was wrong too often",
                "try again in %d s".formatted(wait.seconds()),
                wait.seconds()));
      }
    }
  }

  private interface Step {
    void take(ServerRequest request, ServerResponse response, JsonNode said);
  }

  private Handler fromOwnPage(Step step) {
    return (request, response) -> {
      if (!Csrf.sameOrigin(request.headers())) {
        foreign(response);
        return;
      }
      try {
        step.take(request, response, read(request));
      } catch (IOException e) {
        answers.error(response, Status.BAD_REQUEST_400, "this is no JSON", "use the box's page");
      } catch (PasswordsBusyException e) {
        answers.error(
            response,
            Status.SERVICE_UNAVAILABLE_503,
            "many are signing in just now",
            "try again in some seconds");
      }
    };
  }

  private JsonNode read(ServerRequest request) throws IOException {
    return request.content().hasEntity()
        ? mapper.readTree(request.content().as(byte[].class))
        : mapper.missingNode();
  }

  private void foreign(ServerResponse response) {
    answers.error(
        response,
        Status.FORBIDDEN_403,
        "this did not come from the box's own page",
        "load the page again and repeat it there");
  }

  private static Network from(ServerRequest request) {
    return Network.of(request.remotePeer().address());
  }
}
