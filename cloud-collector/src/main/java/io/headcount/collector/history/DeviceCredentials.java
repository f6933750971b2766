package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords of devices at the embedded broker: one for each, made here, never chosen. A device's
 * user is its address. Thread-safe.
 */
public final class DeviceCredentials {
  private static final int SALT_BYTES = 16;
  private static final int PASSWORD_BYTES = 24;
  private static final int HASH_BITS = 256;

  /**
   * Nobody guesses 192 random bits, however fast: more would only keep out a thousand boxes that
   * come back together.
   */
  private static final int ITERATIONS = 1;

  private final Database database;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  DeviceCredentials(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is known of a credential. Immutable. */
  public record Credential(DeviceAddress device, Instant created, Optional<Instant> revoked) {}

  /** Makes a password, which is told this once; the one before is no longer good. */
  public String issue(DeviceAddress device) {
    byte[] drawn = new byte[PASSWORD_BYTES];
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(drawn);
    random.nextBytes(salt);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    byte[] hash = hash(password, salt, ITERATIONS);
    database.write(
        h ->
            h.execute(
                """
                INSERT INTO device_credential (username, salt, hash, iterations, created)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (username) DO UPDATE SET salt = excluded.salt, hash = excluded.hash,
                  iterations = excluded.iterations, created = excluded.created, revoked = NULL""",
                device.toString(),
                salt,
                hash,
                ITERATIONS,
                clock.millis()));
    return password;
  }

  /** Whether the password is the one that was last issued to the user, and is in force. */
  public boolean valid(String user, String password) {
    return database.read(
        h ->
            h.createQuery(
                    """
                    SELECT salt, hash, iterations FROM device_credential
                    WHERE username = ? AND revoked IS NULL""")
                .bind(0, user)
                .map(
                    (row, context) ->
                        MessageDigest.isEqual(
                            row.getBytes("hash"),
                            hash(password, row.getBytes("salt"), row.getInt("iterations"))))
                .findOne()
                .orElse(false));
  }

  /** Takes a device's password out of force; whether there was one. */
  public boolean revoke(DeviceAddress device) {
    return database.write(
            h ->
                h.execute(
                    """
                    UPDATE device_credential SET revoked = ?
                    WHERE username = ? AND revoked IS NULL""",
                    clock.millis(),
                    device.toString()))
        > 0;
  }

  /** All of them, revoked ones too, by device. */
  public List<Credential> list() {
    return database.read(
        h ->
            h.createQuery("SELECT username, created, revoked FROM device_credential ORDER BY 1")
                .map(
                    (row, context) ->
                        new Credential(
                            DeviceAddress.parse(row.getString("username")),
                            Instant.ofEpochMilli(row.getLong("created")),
                            Rows.instant(row, "revoked")))
                .list());
  }

  private static byte[] hash(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
