package io.headcount.collector.api;

import io.headcount.collector.people.Actor;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.People;
import io.headcount.collector.people.Permission;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.Subnet;
import io.headcount.collector.people.User;
import io.headcount.collector.people.Users;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Scope;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What admins do: users, their sessions, and the log. Immutable. */
final class UserRoutes {
  private static final String USERS = "/api/v1/users";
  private static final String USER = USERS + "/{login}";
  private static final String EXAMPLE =
      "{\"login\": \"anna@chain.example\", \"name\": \"Anna\", \"role\": \"analyst\", \"stores\": null}";

  private final People people;
  private final Json json;
  private final Answers answers;

  UserRoutes(People people, Json json, Answers answers) {
    this.people = people;
    this.json = json;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        manage(Method.GET, "/api/v1/roles", this::roles),
        manage(Method.GET, USERS, this::users),
        manage(Method.POST, USERS, this::invite),
        manage(Method.GET, USER, this::user),
        manage(Method.PATCH, USER, this::change),
        manage(Method.DELETE, USER, this::delete),
        manage(Method.POST, USER + "/invitation", this::reset),
        manage(Method.DELETE, USER + "/invitation", this::revoke),
        manage(Method.GET, USER + "/sessions", this::sessions),
        manage(Method.DELETE, USER + "/sessions", this::endAll),
        manage(Method.DELETE, USER + "/sessions/{id}", this::end),
        Route.manage(Method.GET, "/api/v1/audit", Permission.SEE_AUDIT_LOG, this::audit));
  }

  private static Route manage(Method method, String path, Route.Personal action) {
    return Route.manage(method, path, Permission.MANAGE_USERS, action);
  }

  /** As the log tells what a person did. */
  static Actor actor(ServerRequest request, Caller.Person person) {
    return new Actor(
        person.user().tenant(),
        person.user().login(),
        Origin.of(request).address().getHostAddress());
  }

  private static String tenant(Caller.Person person) {
    return person.user().tenant();
  }

  private static String login(ServerRequest request) {
    return request.path().pathParameters().get("login");
  }

  private void roles(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    answers.ok(
        response,
        Map.of(
            "items",
            Arrays.stream(Role.values())
                .map(
                    role -> {
                      Map<String, Object> one = new LinkedHashMap<>();
                      one.put("role", role);
                      one.put("permissions", new TreeSet<>(role.permissions()));
                      return one;
                    })
                .toList()));
  }

  private void users(ServerRequest request, ServerResponse response, Caller.Person person) {
    Parameters asked = new Parameters(request, Set.of("limit", "offset"));
    Page.Range range = asked.range();
    List<User> all = people.users().list(Optional.of(tenant(person)));
    List<User> part = all.stream().skip(range.offset()).limit(range.limit() + 1L).toList();
    answers.page(response, PeopleTables.USERS, Page.of(part, range), asked.csv());
  }

  private void user(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    User user = people.users().require(tenant(person), login(request));
    answers.ok(response, PeopleTables.USERS.json(user));
  }

  private void invite(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    Fields fields =
        new Fields(request, json, Set.of("login", "name", "role", "stores", "networks"), EXAMPLE);
    Profile profile =
        new Profile(
            fields.text("login").strip().toLowerCase(Locale.ROOT),
            fields.text("name").strip(),
            role(fields, fields.text("role")),
            scope(fields, tenant(person)),
            networks(fields).orElse(List.of()));
    invitation(response, people.users().invite(actor(request, person), profile));
  }

  private void reset(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    invitation(
        response, people.users().reset(actor(request, person), tenant(person), login(request)));
  }

  /** The link is told this once; it is behind the {@code #} so that no server's log gets it. */
  private void invitation(ServerResponse response, Users.Invitation invitation) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("path", "/invitation#" + invitation.token().reveal());
    link.put("expires", invitation.expires());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("user", PeopleTables.USERS.json(invitation.user()));
    body.put("invitation", link);
    answers.send(response, Status.CREATED_201, body);
  }

  private static Role role(Fields fields, String word) {
    return Role.of(word)
        .orElseThrow(
            () ->
                fields.refused(
                    "role '%s' is none of %s".formatted(word, String.join(", ", Role.words()))));
  }

  private static Scope scope(Fields fields, String tenant) {
    return fields
        .texts("stores")
        .map(stores -> Scope.ofStores(tenant, Set.copyOf(stores)))
        .orElseGet(() -> Scope.ofTenant(tenant));
  }

  private static Optional<List<Subnet>> networks(Fields fields) {
    return fields
        .texts("networks")
        .map(
            texts ->
                texts.stream()
                    .map(
                        text ->
                            Subnet.parse(text)
                                .orElseThrow(
                                    () ->
                                        fields.refused(
                                            "'%s' is no network, such as 10.20.0.0/16"
                                                .formatted(text))))
                    .toList());
  }

  private void change(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    Fields fields =
        new Fields(
            request,
            json,
            Set.of("name", "role", "stores", "networks", "disabled"),
            "{\"role\": \"viewer\", \"stores\": [\"berlin\"]}");
    Actor by = actor(request, person);
    String tenant = tenant(person);
    Optional<Role> role = fields.perhaps("role").map(word -> role(fields, word));
    Optional<List<Subnet>> networks = networks(fields);
    User user =
        people
            .users()
            .change(
                by,
                tenant,
                login(request),
                old ->
                    new Profile(
                        old.login(),
                        fields.perhaps("name").map(String::strip).orElse(old.name()),
                        role.orElse(old.role()),
                        fields.has("stores") ? scope(fields, tenant) : old.scope(),
                        networks.orElse(old.networks())));
    Optional<Boolean> disabled = fields.flag("disabled");
    if (disabled.isPresent()) {
      user = people.users().setDisabled(by, tenant, user.login(), disabled.get());
    }
    answers.ok(response, PeopleTables.USERS.json(user));
  }

  private void delete(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    people.users().delete(actor(request, person), tenant(person), login(request));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void revoke(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    people.users().revokeInvitation(actor(request, person), tenant(person), login(request));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void sessions(ServerRequest request, ServerResponse response, Caller.Person person) {
    Parameters asked = new Parameters(request, Set.of());
    User user = people.users().require(tenant(person), login(request));
    answers.page(
        response,
        PeopleTables.sessions(person.session().id()),
        new Page<>(people.sessions().list(user), OptionalInt.empty()),
        asked.csv());
  }

  private void endAll(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    User user = people.users().require(tenant(person), login(request));
    people.sessions().endAll(actor(request, person), user, Optional.empty());
    response.status(Status.NO_CONTENT_204).send();
  }

  private void end(ServerRequest request, ServerResponse response, Caller.Person person) {
    new Parameters(request, Set.of());
    User user = people.users().require(tenant(person), login(request));
    people.sessions().end(actor(request, person), user, request.path().pathParameters().get("id"));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void audit(ServerRequest request, ServerResponse response, Caller.Person person) {
    Parameters asked =
        new Parameters(request, Set.of("who", "deed", "from", "to", "limit", "offset"));
    Page<AuditLog.Entry> page =
        people
            .audit()
            .list(
                new AuditLog.Filter(
                    Optional.of(tenant(person)),
                    asked.one("who"),
                    asked.one("deed").isPresent()
                        ? Optional.of(asked.choice("deed", Deed.class, Deed.SIGN_IN))
                        : Optional.empty(),
                    asked.perhapsDate("from").map(UserRoutes::start),
                    asked.perhapsDate("to").map(day -> start(day.plusDays(1)))),
                asked.range());
    answers.page(response, PeopleTables.AUDIT, page, asked.csv());
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
