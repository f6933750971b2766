package io.headcount.collector.people;

import io.headcount.collector.history.History;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.PasswordRules;
import io.headcount.web.access.Passwords;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Who may use the pages. Thread-safe. Nobody is given a password: an invitation lets a user choose
 * one. What changes and its entry in the log are one transaction.
 */
public final class Users {
  /** How long an invitation is good. */
  public static final Duration INVITED = Duration.ofDays(7);

  private static final int MOST = 10_000;

  private final History history;
  private final Passwords passwords;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Users(History history, Passwords passwords, InstantSource clock) {
    this.history = history;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** A link's secret, told this once, and whom it is for. Immutable. */
  public record Invitation(User user, AccessToken token, Instant expires) {}

  /** The users of one tenant or, where none is named, of all; by login. */
  public List<User> list(Optional<String> tenant) {
    return history.read(
        h -> {
          var query =
              h.createQuery(
                  "SELECT "
                      + Rows.ACCOUNT
                      + (tenant.isPresent() ? " WHERE a.tenant = ?" : "")
                      + " ORDER BY a.login");
          tenant.ifPresent(name -> query.bind(0, name));
          return query.map((row, context) -> Rows.user(row)).list();
        });
  }

  /** The user with this login, whatever the tenant. */
  public Optional<User> find(String login) {
    return history.read(h -> find(h, Profile.login(login)));
  }

  /**
   * A tenant's user.
   *
   * @throws PeopleException when the tenant has no such user
   */
  public User require(String tenant, String login) {
    return history.read(h -> require(h, tenant, login));
  }

  static Optional<User> find(Handle h, String login) {
    return h.createQuery("SELECT " + Rows.ACCOUNT + " WHERE a.login = ?")
        .bind(0, login)
        .map((row, context) -> Rows.user(row))
        .findOne();
  }

  private static User require(Handle h, String tenant, String login) {
    return find(h, Profile.login(login))
        .filter(user -> user.tenant().equals(tenant))
        .orElseThrow(
            () ->
                PeopleException.unknown(
                    "user '%s' is not known".formatted(login), "look at the list of users"));
  }

  /**
   * Adds a user, who chooses a password with the invitation.
   *
   * @throws PeopleException when somebody has the login already
   */
  public Invitation invite(Actor by, Profile profile) {
    AccessToken token = AccessToken.draw(random);
    return history.write(
        h -> {
          Instant now = clock.instant();
          if (count(h) >= MOST) {
            throw PeopleException.refused(
                "there are %d users already".formatted(MOST), "delete those that have left");
          }
          int made =
              h.execute(
                  """
                  INSERT INTO account (login, name, tenant, role, stores, networks, created)
                  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (login) DO NOTHING""",
                  profile.login(),
                  profile.name(),
                  profile.scope().tenant(),
                  profile.role().word(),
                  profile.stores(),
                  profile.networkList(),
                  now.toEpochMilli());
          if (made == 0) {
            throw PeopleException.taken(
                "somebody has the login '%s' already".formatted(profile.login()),
                "choose another, such as the mail address");
          }
          User user = require(h, profile.scope().tenant(), profile.login());
          AuditLog.add(h, now, by, Deed.USER_INVITED, profile.login(), "", profile.summary());
          return invitation(h, user, token, now);
        });
  }

  private static int count(Handle h) {
    return h.createQuery("SELECT count(*) FROM account").mapTo(Integer.class).one();
  }

  private static Invitation invitation(Handle h, User user, AccessToken token, Instant now) {
    Instant expires = now.plus(INVITED);
    h.execute("DELETE FROM invitation WHERE account_id = ?", user.id());
    h.execute(
        "INSERT INTO invitation (account_id, hash, created, expires) VALUES (?, ?, ?, ?)",
        user.id(),
        token.hash().hex(),
        now.toEpochMilli(),
        expires.toEpochMilli());
    return new Invitation(user, token, expires);
  }

  /** Takes a user's password and sessions away, and invites anew. Nobody does it to themselves. */
  public Invitation reset(Actor by, String tenant, String login) {
    AccessToken token = AccessToken.draw(random);
    return history.write(
        h -> {
          User user = require(h, tenant, login);
          requireOther(by, user, "access");
          h.execute("UPDATE account SET password = NULL WHERE id = ?", user.id());
          Sessions.endAll(h, user, Optional.empty());
          AuditLog.add(h, clock.instant(), by, Deed.USER_RESET, user.login(), "", "");
          return invitation(h, user, token, clock.instant());
        });
  }

  /** Takes an invitation back. */
  public void revokeInvitation(Actor by, String tenant, String login) {
    history.write(
        h -> {
          User user = require(h, tenant, login);
          if (h.execute("DELETE FROM invitation WHERE account_id = ?", user.id()) == 0) {
            throw PeopleException.unknown(
                "no invitation of '%s' is open".formatted(user.login()),
                "it was used, taken back, or is too old");
          }
          AuditLog.add(h, clock.instant(), by, Deed.INVITATION_REVOKED, user.login(), "", "");
          return true;
        });
  }

  /**
   * Changes what a user is; it holds from the next request on.
   *
   * @throws PeopleException also when admins would take their own role away
   */
  public User change(Actor by, String tenant, String login, UnaryOperator<Profile> change) {
    return history.write(
        h -> {
          User user = require(h, tenant, login);
          Profile profile = change.apply(user.profile());
          if (profile.role() != user.profile().role()) {
            requireOther(by, user, "role");
          }
          h.execute(
              "UPDATE account SET name = ?, role = ?, stores = ?, networks = ? WHERE id = ?",
              profile.name(),
              profile.role().word(),
              profile.stores(),
              profile.networkList(),
              user.id());
          if (!profile.equals(user.profile())) {
            AuditLog.add(
                h,
                clock.instant(),
                by,
                Deed.USER_CHANGED,
                user.login(),
                user.profile().summary(),
                profile.summary());
          }
          return require(h, tenant, login);
        });
  }

  /** Whoever manages users stays: so there is always one who does. */
  private static void requireOther(Actor by, User user, String what) {
    if (by.who().equals(user.login())) {
      throw PeopleException.refused(
          "nobody changes their own " + what, "ask another admin to do it");
    }
  }

  /** Shuts a user out, at once and from everywhere, or lets the user in again. */
  public User setDisabled(Actor by, String tenant, String login, boolean disabled) {
    return history.write(
        h -> {
          User user = require(h, tenant, login);
          requireOther(by, user, "access");
          if (user.disabled().isPresent() != disabled) {
            Instant now = clock.instant();
            if (disabled) {
              h.execute(
                  "UPDATE account SET disabled = ? WHERE id = ?", now.toEpochMilli(), user.id());
              Sessions.endAll(h, user, Optional.empty());
            } else {
              h.execute("UPDATE account SET disabled = NULL WHERE id = ?", user.id());
            }
            Deed deed = disabled ? Deed.USER_DISABLED : Deed.USER_ENABLED;
            AuditLog.add(h, now, by, deed, user.login(), "", "");
          }
          return require(h, tenant, login);
        });
  }

  /** Forgets a user; the log still tells of what was done. */
  public void delete(Actor by, String tenant, String login) {
    history.write(
        h -> {
          User user = require(h, tenant, login);
          requireOther(by, user, "access");
          Sessions.endAll(h, user, Optional.empty());
          h.execute("DELETE FROM invitation WHERE account_id = ?", user.id());
          h.execute("DELETE FROM account WHERE id = ?", user.id());
          AuditLog.add(
              h,
              clock.instant(),
              by,
              Deed.USER_DELETED,
              user.login(),
              user.profile().summary(),
              "");
          return true;
        });
  }

  /** Whom an invitation is for, while it can be used. */
  public Optional<User> invited(AccessToken invitation) {
    return history.read(h -> invited(h, invitation));
  }

  private Optional<User> invited(Handle h, AccessToken invitation) {
    return h.createQuery(
            "SELECT " + Rows.ACCOUNT + " WHERE i.hash = ? AND i.expires > ? AND a.disabled IS NULL")
        .bind(0, invitation.hash().hex())
        .bind(1, clock.millis())
        .map((row, context) -> Rows.user(row))
        .findOne();
  }

  /**
   * Uses an invitation up: the user has this password from now on.
   *
   * @param address from where
   * @throws PeopleException when the invitation is not good any more, or the password is not
   */
  public User accept(AccessToken invitation, String password, String address) {
    User user = invited(invitation).orElseThrow(Users::used);
    requireGood(user, password);
    String hash = passwords.hash(password);
    return history.write(
        h -> {
          // of two who use it at once one is too late
          User still = invited(h, invitation).orElseThrow(Users::used);
          if (h.execute("DELETE FROM invitation WHERE hash = ?", invitation.hash().hex()) == 0) {
            throw used();
          }
          h.execute("UPDATE account SET password = ? WHERE id = ?", hash, still.id());
          Sessions.endAll(h, still, Optional.empty());
          AuditLog.add(
              h,
              clock.instant(),
              new Actor(still.tenant(), still.login(), address),
              Deed.INVITATION_USED,
              still.login(),
              "",
              "");
          return require(h, still.tenant(), still.login());
        });
  }

  private static PeopleException used() {
    return PeopleException.unknown(
        "this invitation was used, taken back, or is too old", "ask an admin for a new one");
  }

  private static void requireGood(User user, String password) {
    new PasswordRules(List.of(user.login(), user.profile().name(), user.tenant()))
        .fault(password)
        .ifPresent(
            fault -> {
              throw PeopleException.refused(fault, "choose another password");
            });
  }

  /**
   * Gives a user another password and ends all sessions but the one that it is done in.
   *
   * @throws PeopleException when the new one is not good
   */
  void changePassword(User user, String password, AccessToken session, String address) {
    requireGood(user, password);
    String hash = passwords.hash(password);
    history.write(
        h -> {
          h.execute("UPDATE account SET password = ? WHERE id = ?", hash, user.id());
          int ended = Sessions.endAll(h, user, Optional.of(session.hash()));
          AuditLog.add(
              h,
              clock.instant(),
              new Actor(user.tenant(), user.login(), address),
              Deed.PASSWORD_CHANGED,
              user.login(),
              "",
              "sessions ended: " + ended);
          return true;
        });
  }
}
