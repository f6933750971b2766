package io.headcount.collector.people;

import io.headcount.collector.history.History;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.SessionLife;
import io.headcount.web.access.TokenHash;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who is signed in. Thread-safe. Sessions lie in the database, so all collectors of one database
 * know them, and only as hashes. What a user may do is looked up each time, never kept in one.
 */
public final class Sessions {
  /** A week without use, a month in all. */
  public static final SessionLife LIFE = new SessionLife(Duration.ofDays(7), Duration.ofDays(30));

  /** A use is noted at most this often. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  /** The oldest goes when one user has more. */
  private static final int MOST = 20;

  private static final int ID_BYTES = 6;
  private static final int LONGEST_BROWSER = 300;

  private final History history;
  private final InstantSource clock;

  public Sessions(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /**
   * One of a user's sessions. Immutable.
   *
   * @param id the part that may be shown
   * @param used about when it was last used
   * @param ends when it does unless it is used
   * @param address from where it was last used
   * @param browser as it called itself at sign-in
   */
  public record Session(
      String id,
      User user,
      Instant created,
      Instant used,
      Instant ends,
      String address,
      String browser) {}

  /** The session with this secret, while it and its user are in force. */
  public Optional<Session> find(AccessToken token, InetAddress from) {
    Optional<Session> found =
        history
            .read(
                h ->
                    h.createQuery(
                            "SELECT s.*, "
                                + Rows.ACCOUNT
                                + " JOIN session s ON s.account_id = a.id WHERE s.hash = ?")
                        .bind(0, token.hash().hex())
                        .map((row, context) -> session(row))
                        .findOne())
            .filter(session -> clock.instant().isBefore(session.ends()))
            .filter(session -> session.user().admitted(from));
    found.ifPresent(session -> noteUse(session, from));
    return found;
  }

  private void noteUse(Session session, InetAddress from) {
    Instant now = clock.instant();
    if (session.used().plus(NOTED).isAfter(now)
        && session.address().equals(from.getHostAddress())) {
      return;
    }
    history.write(
        h ->
            h.execute(
                "UPDATE session SET used = ?, address = ? WHERE id = ?",
                now.toEpochMilli(),
                from.getHostAddress(),
                session.id()));
  }

  /** Begins a session in a transaction. */
  static void begin(
      Handle h, AccessToken token, User user, String address, String browser, Instant now) {
    byte[] id = new byte[ID_BYTES];
    new SecureRandom().nextBytes(id);
    h.execute(
        """
        INSERT INTO session (hash, id, account_id, created, used, address, browser)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        token.hash().hex(),
        HexFormat.of().formatHex(id),
        user.id(),
        now.toEpochMilli(),
        now.toEpochMilli(),
        address,
        browser.length() <= LONGEST_BROWSER ? browser : browser.substring(0, LONGEST_BROWSER));
    // never the new one, whatever the clock says
    h.execute(
        """
        DELETE FROM session WHERE account_id = ? AND hash <> ? AND hash NOT IN
          (SELECT hash FROM session WHERE account_id = ? AND hash <> ?
           ORDER BY used DESC, hash LIMIT ?)""",
        user.id(),
        token.hash().hex(),
        user.id(),
        token.hash().hex(),
        MOST - 1);
  }

  /** A user's sessions that are in force, the last used first. */
  public List<Session> list(User user) {
    Instant now = clock.instant();
    return history
        .read(
            h ->
                h.createQuery(
                        "SELECT s.*, "
                            + Rows.ACCOUNT
                            + """
                               JOIN session s ON s.account_id = a.id
                              WHERE a.id = ? ORDER BY s.used DESC, s.id""")
                    .bind(0, user.id())
                    .map((row, context) -> session(row))
                    .list())
        .stream()
        .filter(session -> now.isBefore(session.ends()))
        .toList();
  }

  /** Ends the session with this secret, if there is one. */
  public void signOut(AccessToken token, String address) {
    history.write(
        h -> {
          Optional<User> user =
              h.createQuery(
                      "SELECT "
                          + Rows.ACCOUNT
                          + " JOIN session s ON s.account_id = a.id WHERE s.hash = ?")
                  .bind(0, token.hash().hex())
                  .map((row, context) -> Rows.user(row))
                  .findOne();
          h.execute("DELETE FROM session WHERE hash = ?", token.hash().hex());
          user.ifPresent(
              u ->
                  AuditLog.add(
                      h,
                      clock.instant(),
                      new Actor(u.tenant(), u.login(), address),
                      Deed.SIGN_OUT,
                      u.login(),
                      "",
                      ""));
          return true;
        });
  }

  /**
   * Ends one session of a user.
   *
   * @throws PeopleException when the user has no such session
   */
  public void end(Actor by, User user, String id) {
    history.write(
        h -> {
          int ended =
              h.execute("DELETE FROM session WHERE account_id = ? AND id = ?", user.id(), id);
          if (ended == 0) {
            throw PeopleException.unknown(
                "session '%s' is not known".formatted(id), "look at the list of sessions");
          }
          AuditLog.add(h, clock.instant(), by, Deed.SESSIONS_ENDED, user.login(), "", "1");
          return true;
        });
  }

  /** Ends a user's sessions, but perhaps for one. @return how many */
  public int endAll(Actor by, User user, Optional<AccessToken> but) {
    return history.write(
        h -> {
          int ended = endAll(h, user, but.map(AccessToken::hash));
          AuditLog.add(
              h,
              clock.instant(),
              by,
              Deed.SESSIONS_ENDED,
              user.login(),
              "",
              Integer.toString(ended));
          return ended;
        });
  }

  static int endAll(Handle h, User user, Optional<TokenHash> but) {
    return h.execute(
        "DELETE FROM session WHERE account_id = ? AND hash <> ?",
        user.id(),
        but.map(TokenHash::hex).orElse(""));
  }

  /** Deletes what is over. */
  public void forget() {
    Instant now = clock.instant();
    history.write(
        h ->
            h.execute(
                "DELETE FROM session WHERE used < ? OR created < ?",
                now.minus(LIFE.idle()).toEpochMilli(),
                now.minus(LIFE.whole()).toEpochMilli()));
  }

  private static Session session(ResultSet row) throws SQLException {
    Instant created = Instant.ofEpochMilli(row.getLong("created"));
    Instant used = Instant.ofEpochMilli(row.getLong("used"));
    return new Session(
        row.getString("id"),
        Rows.user(row),
        created,
        used,
        LIFE.end(created, used),
        row.getString("address"),
        row.getString("browser"));
  }
}
