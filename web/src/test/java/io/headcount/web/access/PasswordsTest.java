package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.web.access.Passwords.Cost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
  private static final Cost CHEAP = new Cost(64, 1, 1);

  private final Passwords passwords = new Passwords(CHEAP, 2, Duration.ofSeconds(10));

  @Test
  void aPasswordMatchesItsHashAlone() {
    String hash = passwords.hash("correct horse battery");
    assertThat(passwords.matches("correct horse battery", hash)).isTrue();
    assertThat(passwords.matches("correct horse batterz", hash)).isFalse();
    assertThat(passwords.matches("", hash)).isFalse();
  }

  @Test
  void eachHashHasItsOwnSaltAndHidesThePassword() {
    String one = passwords.hash("correct horse battery");
    assertThat(one).isNotEqualTo(passwords.hash("correct horse battery")).doesNotContain("horse");
  }

  /** A vector of the reference implementation: 64 MiB, two passes, one lane. */
  @Test
  void readsWhatTheReferenceImplementationWrites() {
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertThat(passwords.matches("password", reference)).isTrue();
    assertThat(passwords.matches("Password", reference)).isFalse();
  }

  @Test
  void keepsTheRecommendedCostInTheHash() {
    Passwords recommended = Passwords.recommended();
    String hash = recommended.hash("correct horse battery");
    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(recommended.matches("correct horse battery", hash)).isTrue();
  }

  @Test
  void aHashOfAnotherCostStillMatchesAndIsOutdated() {
    String old = new Passwords(new Cost(32, 1, 1), 1, Duration.ofSeconds(10)).hash("a password");
    assertThat(passwords.matches("a password", old)).isTrue();
    assertThat(passwords.outdated(old)).isTrue();
    assertThat(passwords.outdated(passwords.hash("a password"))).isFalse();
  }

  @Test
  void oneLetterTypedInTwoWaysIsOneLetter() {
    String composed = passwords.hash("caf\u00e9 na\u00efve pass");
    assertThat(passwords.matches("cafe\u0301 nai\u0308ve pass", composed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "correct horse battery",
        "$2a$10$abcdefghijklmnopqrstuv",
        "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFh",
        "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
      })
  void whatIsNoHashIsRefusedNotTakenForAWrongPassword(String stored) {
    assertThatThrownBy(() -> passwords.matches("x", stored))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** By the median of several, and roughly: the machine does other things too. */
  @Test
  void anUnknownUserTakesAsLongAsAKnownOne() {
    Passwords recommended = Passwords.recommended();
    String hash = recommended.hash("correct horse battery");
    long known = median(() -> recommended.matches("another password", hash));
    long unknown = median(() -> recommended.matchesNobody("another password"));
    assertThat((double) unknown / known).isBetween(0.4, 2.5);
    assertThat(recommended.matchesNobody("another password")).isFalse();
  }

  @Test
  void oneTooManyIsTurnedAwayAfterItsPatience() throws InterruptedException {
    Passwords single = new Passwords(new Cost(128 * 1024, 4, 1), 1, Duration.ofMillis(1));
    AtomicInteger turnedAway = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> all =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                go.await();
                                single.hash("correct horse battery");
                              } catch (PasswordsBusyException e) {
                                turnedAway.incrementAndGet();
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                              }
                            }))
            .toList();
    go.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(turnedAway.get()).isBetween(1, 3);
  }

  private static long median(Runnable work) {
    return IntStream.range(0, 7)
        .mapToLong(
            i -> {
              long begun = System.nanoTime();
              work.run();
              return System.nanoTime() - begun;
            })
        .sorted()
        .skip(3)
        .findFirst()
        .orElseThrow();
  }
}
