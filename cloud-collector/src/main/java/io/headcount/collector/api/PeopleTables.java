package io.headcount.collector.api;

import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Sessions;
import io.headcount.collector.people.Subnet;
import io.headcount.collector.people.User;
import io.headcount.collector.query.Scope;
import java.util.List;
import java.util.Optional;

/** What answers tell of users and of what they did. Stateless. */
final class PeopleTables {
  static final Table<User> USERS =
      Table.<User>empty()
          .with("login", User::login)
          .with("name", user -> user.profile().name())
          .with("role", user -> user.profile().role())
          .with("stores", user -> stores(user.profile().scope()))
          .with(
              "networks", user -> user.profile().networks().stream().map(Subnet::toString).toList())
          .with("created", User::created)
          .with("disabled", User::disabled)
          .with("signedIn", User::signedIn)
          .with("password", User::chosen)
          .with("invitedUntil", User::invited);

  static final Table<AuditLog.Entry> AUDIT =
      Table.<AuditLog.Entry>empty()
          .with("id", AuditLog.Entry::id)
          .with("at", AuditLog.Entry::at)
          .with("who", AuditLog.Entry::who)
          .with("address", AuditLog.Entry::address)
          .with("deed", AuditLog.Entry::deed)
          .with("subject", AuditLog.Entry::subject)
          .with("was", AuditLog.Entry::was)
          .with("became", AuditLog.Entry::became);

  private PeopleTables() {}

  /**
   * A user's sessions.
   *
   * @param own the one that is asked in; empty where it is another's
   */
  static Table<Sessions.Session> sessions(String own) {
    return Table.<Sessions.Session>empty()
        .with("id", Sessions.Session::id)
        .with("this", session -> session.id().equals(own))
        .with("created", Sessions.Session::created)
        .with("used", Sessions.Session::used)
        .with("ends", Sessions.Session::ends)
        .with("address", Sessions.Session::address)
        .with("browser", Sessions.Session::browser);
  }

  /** Names, or nothing for all stores of the tenant. */
  static Optional<List<String>> stores(Scope scope) {
    return scope.all() ? Optional.empty() : Optional.of(scope.stores().stream().sorted().toList());
  }
}
