package io.headcount.collector.people;

import io.headcount.collector.history.History;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Network;
import io.headcount.web.access.Passwords;
import io.headcount.web.access.Throttle;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets users in by their password. Thread-safe. Whatever is wrong, the answer is the same and takes
 * as long; only the log knows more. What was typed as a name that nobody has is not logged: it may
 * be a password.
 */
public final class SignIn {
  private static final int LONGEST = 1000;

  private final History history;
  private final Users users;
  private final Passwords passwords;
  private final Throttle throttle;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public SignIn(
      History history, Users users, Passwords passwords, Throttle throttle, InstantSource clock) {
    this.history = history;
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.clock = clock;
  }

  /** What became of an attempt. */
  public sealed interface Outcome {
    /** A session has begun; its secret is for the browser alone. Immutable. */
    record Welcome(AccessToken session) implements Outcome {}

    /** Name or password is wrong, or the user may not. */
    record Wrong() implements Outcome {}

    /** There were too many. Immutable. */
    record Wait(long seconds) implements Outcome {}
  }

  /**
   * Tries to let somebody in.
   *
   * @param browser as it calls itself
   * @param before the session that the browser had, which ends
   */
  public Outcome attempt(
      String login,
      String password,
      InetAddress from,
      String browser,
      Optional<AccessToken> before) {
    String name = Profile.login(login.length() <= LONGEST ? login : login.substring(0, LONGEST));
    Optional<User> user = users.find(name);
    return switch (throttle.attempt(name, Network.of(from))) {
      case Throttle.Attempt.Refused refused -> new Outcome.Wait(refused.seconds());
      case Throttle.Attempt.Allowed allowed -> {
        Optional<String> hash = user.flatMap(this::hash);
        boolean right = matches(hash, password);
        Optional<AccessToken> session =
            right && user.orElseThrow().admitted(from)
                ? begin(user.orElseThrow(), hash.orElseThrow(), password, from, browser, before)
                : Optional.empty();
        if (session.isPresent()) {
          allowed.succeeded();
          yield new Outcome.Welcome(session.get());
        }
        failed(user, right, name, from);
        yield new Outcome.Wrong();
      }
    };
  }

  /** Whether the hash is of this password, which takes as long without a hash. */
  private boolean matches(Optional<String> hash, String password) {
    String given = password.length() <= LONGEST ? password : "";
    return hash.isPresent() ? passwords.matches(given, hash.get()) : passwords.matchesNobody(given);
  }

  private Optional<String> hash(User user) {
    return history.read(
        h ->
            h.createQuery("SELECT password FROM account WHERE id = ? AND password IS NOT NULL")
                .bind(0, user.id())
                .mapTo(String.class)
                .findOne());
  }

  private void failed(Optional<User> user, boolean right, String name, InetAddress from) {
    long wait = throttle.wait(name, Network.of(from)).plusMillis(999).toSeconds();
    String why =
        right
            ? user.flatMap(User::disabled).isPresent()
                ? "disabled"
                : "from a network that the user may not come from"
            : user.isEmpty() ? "no such user" : "wrong password";
    new AuditLog(history, clock)
        .add(
            new Actor(user.map(User::tenant).orElse(""), "", from.getHostAddress()),
            Deed.SIGN_IN_FAILED,
            user.map(User::login).orElse(""),
            "",
            wait > 0 ? "%s; locked for %d s".formatted(why, wait) : why);
  }

  /** Empty when the user was shut out, or invited anew, while the password was checked. */
  private Optional<AccessToken> begin(
      User user,
      String hash,
      String password,
      InetAddress from,
      String browser,
      Optional<AccessToken> before) {
    String kept = passwords.outdated(hash) ? passwords.hash(password) : hash;
    AccessToken token = AccessToken.draw(random);
    return history.write(
        h -> {
          Instant now = clock.instant();
          int still =
              h.execute(
                  """
                  UPDATE account SET signed_in = ?, password = ?
                  WHERE id = ? AND password = ? AND disabled IS NULL""",
                  now.toEpochMilli(),
                  kept,
                  user.id(),
                  hash);
          if (still == 0) {
            return Optional.empty();
          }
          before.ifPresent(
              old -> h.execute("DELETE FROM session WHERE hash = ?", old.hash().hex()));
          String address = from.getHostAddress();
          Sessions.begin(h, token, user, address, browser, now);
          AuditLog.add(
              h,
              now,
              new Actor(user.tenant(), user.login(), address),
              Deed.SIGN_IN,
              user.login(),
              "",
              browser);
          return Optional.of(token);
        });
  }

  /**
   * Gives a signed-in user another password; the old one is asked again, so that a session that was
   * left open is not enough.
   *
   * @throws PeopleException when the new one is not good
   */
  public Outcome changePassword(
      User user, String old, String password, AccessToken session, InetAddress from) {
    return switch (throttle.attempt(user.login(), Network.of(from))) {
      case Throttle.Attempt.Refused refused -> new Outcome.Wait(refused.seconds());
      case Throttle.Attempt.Allowed allowed -> {
        if (!matches(hash(user), old)) {
          failed(Optional.of(user), false, user.login(), from);
          yield new Outcome.Wrong();
        }
        allowed.succeeded();
        users.changePassword(user, password, session, from.getHostAddress());
        yield new Outcome.Welcome(session);
      }
    };
  }
}
