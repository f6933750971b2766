package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Tokens that let programs use the API. Only hashes of them are kept: a token is 160 random bits,
 * which a plain SHA-256 protects as well as anything. Thread-safe.
 */
public final class ApiTokens {
  private static final String PREFIX = "hc";
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 20;
  private static final Pattern SCOPE = Pattern.compile("[a-z][A-Za-z0-9:/._*-]{0,199}");

  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** A use is noted at most this often. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  ApiTokens(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What is known of a token. Immutable.
   *
   * @param id shown to people, not secret
   * @param scopes what it allows
   * @param expires when it goes out of force by itself, if ever
   */
  public record Token(
      String id,
      String name,
      Set<String> scopes,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> lastUsed,
      Optional<Instant> revoked) {
    public Token {
      scopes = Set.copyOf(scopes);
    }
  }

  /** A new token with its text, which is told this once. Immutable. */
  public record Issued(Token token, String text) {
    /** Without the text. */
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /**
   * Makes a token.
   *
   * @param name says what it is for
   * @param scopes words such as {@code read}
   */
  public Issued issue(String name, Set<String> scopes) {
    return issue(name, scopes, NEVER);
  }

  /** {@link #issue(String, Set)} for a token that goes out of force by itself. */
  public Issued issue(String name, Set<String> scopes, Instant expires) {
    for (String scope : scopes) {
      if (!SCOPE.matcher(scope).matches()) {
        throw new IllegalArgumentException("'%s' is no scope".formatted(scope));
      }
    }
    String id = randomHex(ID_BYTES);
    String secret = randomHex(SECRET_BYTES);
    Instant now = clock.instant();
    Token token =
        new Token(id, name, scopes, now, expiry(expires), Optional.empty(), Optional.empty());
    database.write(
        h ->
            h.execute(
                "INSERT INTO api_token (id, name, hash, scopes, created, expires)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                id,
                name,
                hash(secret),
                String.join(" ", new TreeSet<>(scopes)),
                now.toEpochMilli(),
                expires.toEpochMilli()));
    return new Issued(token, PREFIX + "_" + id + "_" + secret);
  }

  /** The token with this text, if it is in force. */
  public Optional<Token> check(String text) {
    String[] parts = text.split("_", -1);
    if (parts.length != 3 || !parts[0].equals(PREFIX)) {
      return Optional.empty();
    }
    byte[] given = hash(parts[2]).getBytes(UTF_8);
    Optional<Token> token =
        database.read(
            h ->
                h.createQuery(
                        "SELECT * FROM api_token"
                            + " WHERE id = ? AND revoked IS NULL AND expires > ?")
                    .bind(0, parts[1])
                    .bind(1, clock.millis())
                    .map(
                        (row, context) ->
                            MessageDigest.isEqual(row.getString("hash").getBytes(UTF_8), given)
                                ? Optional.of(token(row))
                                : Optional.<Token>empty())
                    .findOne()
                    .flatMap(matching -> matching));
    token.ifPresent(this::noteUse);
    return token;
  }

  private void noteUse(Token token) {
    Instant now = clock.instant();
    if (token.lastUsed().filter(used -> used.plus(NOTED).isAfter(now)).isEmpty()) {
      database.write(
          h ->
              h.execute(
                  "UPDATE api_token SET last_used = ? WHERE id = ?",
                  now.toEpochMilli(),
                  token.id()));
    }
  }

  /** All tokens, revoked ones too, by name. */
  public List<Token> list() {
    return database.read(
        h ->
            h.createQuery("SELECT * FROM api_token ORDER BY name, created, id")
                .map((row, context) -> token(row))
                .list());
  }

  /** Takes a token out of force; whether there was one. */
  public boolean revoke(String id) {
    return database.write(
            h ->
                h.execute(
                    "UPDATE api_token SET revoked = ? WHERE id = ? AND revoked IS NULL",
                    clock.millis(),
                    id))
        > 0;
  }

  private static Token token(ResultSet row) throws SQLException {
    String scopes = row.getString("scopes");
    return new Token(
        row.getString("id"),
        row.getString("name"),
        scopes.isEmpty() ? Set.of() : Set.of(scopes.split(" ", -1)),
        Instant.ofEpochMilli(row.getLong("created")),
        expiry(Instant.ofEpochMilli(row.getLong("expires"))),
        Rows.instant(row, "last_used"),
        Rows.instant(row, "revoked"));
  }

  private static Optional<Instant> expiry(Instant expires) {
    return expires.equals(NEVER) ? Optional.empty() : Optional.of(expires);
  }

  private String randomHex(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
