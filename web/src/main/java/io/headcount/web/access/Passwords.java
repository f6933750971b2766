package io.headcount.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id, which costs whoever stole the hashes memory and time for every
 * guess. Thread-safe. Only a few are computed at once, because each takes {@link Cost#memoryKib}.
 */
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
  private static final Base64.Encoder TO_TEXT = Base64.getEncoder().withoutPadding();

  private final Cost cost;
  private final Semaphore places;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final Hash nobody;

  /**
   * What one hash costs. Immutable.
   *
   * @param memoryKib memory in KiB
   * @param passes how often all of it is gone over
   * @param lanes into how many parts it is cut
   */
  public record Cost(int memoryKib, int passes, int lanes) {
    /** What OWASP's Password Storage Cheat Sheet names first: 19 MiB, two passes, one lane. */
    public static final Cost RECOMMENDED = new Cost(19 * 1024, 2, 1);

    public Cost {
      if (lanes < 1 || passes < 1 || memoryKib < 8 * lanes) {
        throw new IllegalArgumentException(
            "Argon2 needs a lane, a pass and 8 KiB a lane: %d KiB, %d passes, %d lanes"
                .formatted(memoryKib, passes, lanes));
      }
    }
  }

  /** A hash, and what it was computed from beside the password. */
  private static final class Hash {
    private final Cost cost;
    private final byte[] salt;
    private final byte[] value;

    Hash(Cost cost, byte[] salt, byte[] value) {
      this.cost = cost;
      this.salt = salt;
      this.value = value;
    }

    static Hash parse(String text) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "a stored password is no Argon2id hash: set the password anew");
      }
      Cost cost =
          new Cost(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)));
      return new Hash(
          cost,
          Base64.getDecoder().decode(parts.group(4)),
          Base64.getDecoder().decode(parts.group(5)));
    }

    String text() {
      return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
          .formatted(
              cost.memoryKib(),
              cost.passes(),
              cost.lanes(),
              TO_TEXT.encodeToString(salt),
              TO_TEXT.encodeToString(value));
    }
  }

  /**
   * @param cost of new hashes; older ones are checked at their own
   * @param atOnce how many are computed at the same time
   * @param patience how long one more waits for its turn before {@link PasswordsBusyException}
   */
  public Passwords(Cost cost, int atOnce, Duration patience) {
    this.cost = cost;
    this.places = new Semaphore(atOnce, true);
    this.patience = patience;
    this.nobody = new Hash(cost, draw(SALT_BYTES), draw(HASH_BYTES));
  }

  /** At the recommended cost, two at once. */
  public static Passwords recommended() {
    return new Passwords(Cost.RECOMMENDED, 2, Duration.ofSeconds(10));
  }

  /**
   * The text to keep, in the PHC string form.
   *
   * @throws PasswordsBusyException when too many are being computed
   */
  public String hash(String password) {
    byte[] salt = draw(SALT_BYTES);
    return new Hash(cost, salt, compute(password, cost, salt, HASH_BYTES)).text();
  }

  /**
   * Whether the hash is of this password.
   *
   * @param hash from {@link #hash}, perhaps of an earlier release
   * @throws IllegalArgumentException when it is no such hash
   * @throws PasswordsBusyException when too many are being computed
   */
  public boolean matches(String password, String hash) {
    return matches(password, Hash.parse(hash));
  }

  /**
   * False, after as long as {@link #matches(String, String)} takes: for names that nobody has, so
   * that the time does not tell which names there are.
   */
  public boolean matchesNobody(String password) {
    return matches(password, nobody);
  }

  /** Whether the hash was made at another cost: hash the password again when it is next given. */
  public boolean outdated(String hash) {
    return !Hash.parse(hash).cost.equals(cost);
  }

  private boolean matches(String password, Hash hash) {
    byte[] computed = compute(password, hash.cost, hash.salt, hash.value.length);
    return MessageDigest.isEqual(computed, hash.value);
  }

  private byte[] compute(String password, Cost at, byte[] salt, int length) {
    await();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(at.memoryKib())
              .withIterations(at.passes())
              .withParallelism(at.lanes())
              .withSalt(salt)
              .build());
      byte[] computed = new byte[length];
      // keyboards write the same letter in different ways
      byte[] typed = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8);
      generator.generateBytes(typed, computed);
      return computed;
    } finally {
      places.release();
    }
  }

  private void await() {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PasswordsBusyException("too many passwords are being checked just now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PasswordsBusyException("the program stops", e);
    }
  }

  private byte[] draw(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return drawn;
  }
}
