package io.headcount.collector.api;

import io.headcount.collector.history.ApiTokens;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.Permission;
import io.headcount.collector.people.Sessions;
import io.headcount.collector.people.User;
import io.headcount.collector.query.Scope;
import io.headcount.web.access.AccessToken;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, and what is allowed. Immutable. A program has a token whose scopes are {@code
 * read:TENANT/STORE} and {@code write:TENANT/STORE}, with {@code *} for every store; who may write
 * may read. A person has a session and a role.
 *
 * @param name as the log tells it
 * @param person empty for a program
 */
record Caller(
    String name, Scope reads, Scope writes, Set<Permission> permissions, Optional<Person> person) {
  private static final Pattern SCOPE =
      Pattern.compile("(read|write):([A-Za-z0-9][A-Za-z0-9._-]*)/([A-Za-z0-9][A-Za-z0-9._-]*|\\*)");

  /** What every token allows. */
  private static final Set<Permission> READING =
      Set.of(Permission.SEE_NUMBERS, Permission.EXPORT, Permission.SEE_FLEET);

  /** What a token with a {@code write} scope allows besides. */
  static final Set<Permission> WRITING = Set.of(Permission.WRITE_NOTES, Permission.CONTROL_DEVICES);

  /** Somebody with a session. Immutable. */
  record Person(Sessions.Session session, AccessToken token) {
    User user() {
      return session.user();
    }
  }

  Caller {
    permissions = Set.copyOf(permissions);
  }

  /** The token's bearer, if its scopes are those of one tenant. */
  static Optional<Caller> of(ApiTokens.Token token) {
    Set<String> tenants = new HashSet<>();
    Set<String> reads = new HashSet<>();
    Set<String> writes = new HashSet<>();
    for (String scope : token.scopes()) {
      Matcher matcher = SCOPE.matcher(scope);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      tenants.add(matcher.group(2));
      reads.add(matcher.group(3));
      if (matcher.group(1).equals("write")) {
        writes.add(matcher.group(3));
      }
    }
    Set<Permission> permissions = EnumSet.copyOf(READING);
    if (!writes.isEmpty()) {
      permissions.addAll(WRITING);
    }
    return tenants.size() == 1
        ? tenants.stream()
            .findFirst()
            .map(
                tenant ->
                    new Caller(
                        "token " + token.id(),
                        scope(tenant, reads),
                        scope(tenant, writes),
                        permissions,
                        Optional.empty()))
        : Optional.empty();
  }

  /** The user of a session. */
  static Caller of(Sessions.Session session, AccessToken token) {
    User user = session.user();
    Scope scope = user.profile().scope();
    return new Caller(
        user.login(),
        scope,
        scope,
        user.profile().role().permissions(),
        Optional.of(new Person(session, token)));
  }

  private static Scope scope(String tenant, Set<String> stores) {
    return stores.contains("*") ? Scope.ofTenant(tenant) : Scope.ofStores(tenant, stores);
  }

  boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** As the log tells who did something. */
  Actor actor(Origin origin) {
    return new Actor(reads.tenant(), name, origin.address().getHostAddress());
  }
}
