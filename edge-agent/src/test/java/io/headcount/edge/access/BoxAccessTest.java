package io.headcount.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.edge.access.BoxAccess.Answer;
import io.headcount.program.settings.Secret;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Network;
import io.headcount.web.access.Passwords;
import io.headcount.web.access.Throttle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoxAccessTest {
  private static final String PASSWORD = "four words for me";
  private static final Network HERE = new Network("0a000001");
  private static final Network THERE = new Network("0a000002");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  @TempDir private Path data;

  @Test
  void nobodyComesInBeforeTheBoxIsClaimed() {
    BoxAccess access = open();
    assertThat(access.claimed()).isFalse();
    assertThat(access.signIn("", HERE)).isInstanceOf(Answer.Wrong.class);
    assertThat(access.signIn(PASSWORD, HERE)).isInstanceOf(Answer.Wrong.class);
    assertThat(access.claim("", PASSWORD, HERE)).isInstanceOf(Answer.Wrong.class);
    assertThat(access.signedIn(AccessToken.draw(new SecureRandom()))).isFalse();
  }

  @Test
  void theCodeMakesOneOwnerAndThenThePasswordCounts() {
    BoxAccess access = open();
    String code = access.drawClaimCode().orElseThrow().text();
    assertThat(access.signedIn(welcome(access.claim(code, PASSWORD, HERE)))).isTrue();
    assertThat(access.claimed()).isTrue();
    assertThat(access.claim(code, "another password of mine", HERE))
        .isEqualTo(new Answer.Claimed());
    assertThat(access.drawClaimCode()).isEmpty();
    assertThat(access.signIn("another password of mine", HERE)).isInstanceOf(Answer.Wrong.class);
    assertThat(access.signedIn(welcome(access.signIn(PASSWORD, HERE)))).isTrue();
  }

  @Test
  void aCodeIsEasyToTypeAndHardToGuess() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 100; i++) {
      assertThat(ClaimCode.draw(random).text())
          .matches("([2-9A-HJ-KM-NP-TV-Z]{4}-){2}[2-9A-HJ-KM-NP-TV-Z]{4}");
    }
    assertThat(12 * Math.log(30) / Math.log(2)).isGreaterThan(58);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", " %s ", "%s.", "#%s"})
  void dashesBlanksAndSmallLettersDoNotMatter(String typed) {
    BoxAccess access = open();
    String code = access.drawClaimCode().orElseThrow().text();
    String given = typed.formatted(code.toLowerCase(Locale.ROOT).replace("-", " "));
    assertThat(access.claim(given, PASSWORD, HERE)).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void aNewCodeVoidsTheOneBefore() {
    BoxAccess access = open();
    String old = access.drawClaimCode().orElseThrow().text();
    String code = open().drawClaimCode().orElseThrow().text();
    assertThat(access.claim(old, PASSWORD, HERE)).isInstanceOf(Answer.Wrong.class);
    assertThat(access.claim(code, PASSWORD, HERE)).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void theStickersCodeWorksTooAndAgainAfterUnclaim() {
    BoxAccess access = open(Optional.of(new Secret("K7WN-42QH-XTPA")));
    assertThat(access.claim("K7WN-42QH-XTPB", PASSWORD, HERE)).isInstanceOf(Answer.Wrong.class);
    welcome(access.claim("k7wn 42qh xtpa", PASSWORD, HERE));
    access.unclaim();
    welcome(access.claim("k7wn 42qh xtpa", PASSWORD, HERE));
  }

  @Test
  void aWeakPasswordCostsNoAttemptAndClaimsNothing() {
    BoxAccess access = open();
    String code = access.drawClaimCode().orElseThrow().text();
    for (int i = 0; i < 20; i++) {
      assertThat(access.claim(code, "too short", HERE))
          .isInstanceOfSatisfying(
              Answer.Wrong.class, wrong -> assertThat(wrong.reason()).contains("12 characters"));
    }
    assertThat(access.claim(code, "Shop twelve 1", HERE)).isInstanceOf(Answer.Wrong.class);
    welcome(access.claim(code, PASSWORD, HERE));
  }

  @Test
  void ofManyClaimsAtOnceOneWins() throws Exception {
    String code = open().drawClaimCode().orElseThrow().text();
    List<Answer> answers =
        atOnce(
            12,
            i -> {
              BoxAccess another = open(); // each as a process of its own
              return another.claim(code, PASSWORD + i, new Network("net" + i));
            });
    assertThat(answers.stream().filter(Answer.Welcome.class::isInstance)).hasSize(1);
    assertThat(answers.stream().filter(answer -> !(answer instanceof Answer.Welcome)))
        .allMatch(answer -> answer instanceof Answer.Claimed || answer instanceof Answer.Wrong);
    assertThat(open().claimed()).isTrue();
  }

  @Test
  void guessingIsSlowedDownAndTheOwnerComesInAfterTheWait() {
    BoxAccess access = claimed();
    for (int i = 0; i < 6; i++) {
      assertThat(access.signIn("guess number " + i, HERE)).isInstanceOf(Answer.Wrong.class);
    }
    assertThat(access.signIn(PASSWORD, HERE)).isEqualTo(new Answer.Wait(1));
    assertThat(access.wait(HERE)).isEqualTo(Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(access.wait(HERE)).isZero();
    welcome(access.signIn(PASSWORD, HERE));
  }

  @Test
  void whoeverHasTheShellIsNeverLockedOut() {
    BoxAccess access = claimed();
    for (int i = 0; i < 6; i++) {
      access.signIn("guess number " + i, THERE);
    }
    welcome(access.signInByLink(open().drawLink(BoxAccess.LINK_LIFE)));
  }

  @Test
  void aLinkWorksOnceAndNotForLong() {
    BoxAccess access = claimed();
    AccessToken link = access.drawLink(BoxAccess.LINK_LIFE);
    welcome(open().signInByLink(link));
    assertThat(access.signInByLink(link)).isInstanceOf(Answer.Wrong.class);
    AccessToken old = access.drawLink(BoxAccess.LINK_LIFE);
    now.updateAndGet(time -> time.plus(BoxAccess.LINK_LIFE));
    assertThat(access.signInByLink(old)).isInstanceOf(Answer.Wrong.class);
  }

  @Test
  void ofManyWithOneLinkOneComesIn() throws Exception {
    AccessToken link = claimed().drawLink(BoxAccess.LINK_LIFE);
    List<Answer> answers = atOnce(12, i -> open().signInByLink(link));
    assertThat(answers.stream().filter(Answer.Welcome.class::isInstance)).hasSize(1);
  }

  @Test
  void aSessionOutlivesTheAgentButNotItsTime() {
    AccessToken session = welcome(claimed().signIn(PASSWORD, HERE));
    BoxAccess restarted = open();
    assertThat(restarted.signedIn(session)).isTrue();
    now.updateAndGet(time -> time.plus(Duration.ofHours(11)));
    assertThat(restarted.signedIn(session)).isTrue(); // and is used now
    now.updateAndGet(time -> time.plus(Duration.ofHours(11)));
    assertThat(open().signedIn(session)).isTrue();
    now.updateAndGet(time -> time.plus(BoxAccess.LIFE.idle()));
    assertThat(open().signedIn(session)).isFalse();
  }

  @Test
  void aSessionEndsAfterAWeekHoweverMuchItIsUsed() {
    BoxAccess access = claimed();
    AccessToken session = welcome(access.signIn(PASSWORD, HERE));
    for (int hour = 0; hour < 7 * 24 - 1; hour++) {
      now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
      assertThat(access.signedIn(session)).isTrue();
    }
    now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
    assertThat(access.signedIn(session)).isFalse();
  }

  @Test
  void signingOutEndsThisSessionAlone() {
    BoxAccess access = claimed();
    AccessToken one = welcome(access.signIn(PASSWORD, HERE));
    AccessToken other = welcome(access.signIn(PASSWORD, HERE));
    access.signOut(one);
    assertThat(open().signedIn(one)).isFalse();
    assertThat(open().signedIn(other)).isTrue();
  }

  @Test
  void sessionsAreBounded() {
    BoxAccess access = claimed();
    AccessToken first = welcome(access.signIn(PASSWORD, HERE));
    now.updateAndGet(time -> time.plusSeconds(1));
    AccessToken last = first;
    for (int i = 0; i < Kept.MOST_SESSIONS; i++) {
      last = welcome(access.signInByLink(access.drawLink(BoxAccess.LINK_LIFE)));
    }
    assertThat(access.signedIn(first)).isFalse();
    assertThat(access.signedIn(last)).isTrue();
  }

  @Test
  void unclaimForgetsThePasswordAndEndsAllSessionsInTheRunningAgent() {
    BoxAccess running = claimed();
    AccessToken session = welcome(running.signIn(PASSWORD, HERE));
    String token = running.issueToken("prometheus");
    assertThat(open().unclaim()).contains(2);
    assertThat(running.claimed()).isFalse();
    assertThat(running.signedIn(session)).isFalse();
    assertThat(running.signIn(PASSWORD, HERE)).isInstanceOf(Answer.Wrong.class);
    assertThat(running.admits(token)).isTrue();
    assertThat(open().unclaim()).isEmpty();
  }

  @Test
  void tokensAreForProgramsUntilTheyAreRevoked() {
    BoxAccess access = open();
    String token = access.issueToken("prometheus");
    assertThat(token).matches("hcb_[A-Za-z0-9_-]{43}");
    assertThat(access.admits(token)).isTrue();
    assertThat(access.admits(token.substring(4))).isFalse();
    assertThat(access.admits("hcb_" + AccessToken.draw(new SecureRandom()).reveal())).isFalse();
    assertThat(access.tokens()).extracting(ProgramToken::name).containsExactly("prometheus");
    assertThatThrownBy(() -> access.issueToken("prometheus")).hasMessageContaining("already");
    assertThatThrownBy(() -> access.issueToken("../x y")).hasMessageContaining("no name");
    assertThat(open().revokeToken("prometheus")).isTrue();
    assertThat(access.admits(token)).isFalse();
    assertThat(access.revokeToken("prometheus")).isFalse();
  }

  @Test
  void nothingThatIsKeptLetsAnybodyIn() throws IOException {
    BoxAccess access = open();
    String code = access.drawClaimCode().orElseThrow().text();
    String before = Files.readString(data.resolve("access.json"));
    AccessToken session = welcome(access.claim(code, PASSWORD, HERE));
    AccessToken link = access.drawLink(BoxAccess.LINK_LIFE);
    String token = access.issueToken("prometheus");
    String kept = before + Files.readString(data.resolve("access.json"));
    assertThat(kept)
        .contains("$argon2id$")
        .doesNotContain(code, code.replace("-", ""), PASSWORD)
        .doesNotContain(session.reveal(), link.reveal(), token, token.substring(4));
    assertThat(Files.getPosixFilePermissions(data.resolve("access.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("access.json", "access.lock");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "{\"sessions\":[{\"hash\":\"x\"}]}", "\u0000\u0000"})
  void aDamagedFileLetsNobodyInAndIsSetAside(String damage) throws IOException {
    BoxAccess access = claimed();
    AccessToken session = welcome(access.signIn(PASSWORD, HERE));
    Files.writeString(data.resolve("access.json"), damage);
    assertThat(open().signedIn(session)).isFalse();
    assertThat(data.resolve("access.json.damaged")).content().isEqualTo(damage);
    assertThat(open().signIn(PASSWORD, HERE)).isInstanceOf(Answer.Wrong.class);
    String code = open().drawClaimCode().orElseThrow().text();
    welcome(open().claim(code, PASSWORD, HERE));
  }

  @Test
  void aPasswordOfAnOlderCostIsHashedAnewWhenItIsGiven() throws IOException {
    claimed();
    String before = Files.readString(data.resolve("access.json"));
    BoxAccess newer =
        BoxAccess.open(
            data,
            "Shop",
            Optional.empty(),
            new Passwords(new Passwords.Cost(128, 1, 1), 2, Duration.ofSeconds(10)),
            new Throttle(Throttle.Rules.USUAL, nanos::get),
            now::get);
    welcome(newer.signIn(PASSWORD, HERE));
    assertThat(before).contains("m=64,");
    assertThat(Files.readString(data.resolve("access.json"))).contains("m=128,");
    welcome(newer.signIn(PASSWORD, HERE));
  }

  private BoxAccess claimed() {
    BoxAccess access = open();
    welcome(access.claim(access.drawClaimCode().orElseThrow().text(), PASSWORD, HERE));
    return access;
  }

  /** As another process has it. */
  private BoxAccess open() {
    return open(Optional.empty());
  }

  private BoxAccess open(Optional<Secret> sticker) {
    return BoxAccess.open(
        data,
        "Shop twelve",
        sticker,
        new Passwords(new Passwords.Cost(64, 1, 1), 2, Duration.ofSeconds(10)),
        new Throttle(Throttle.Rules.USUAL, nanos::get),
        now::get);
  }

  private static AccessToken welcome(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Welcome.class);
    return ((Answer.Welcome) answer).session();
  }

  private interface Step<T> {
    T take(int number);
  }

  private static <T> List<T> atOnce(int times, Step<T> step) throws InterruptedException {
    ConcurrentLinkedQueue<T> results = new ConcurrentLinkedQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads =
        IntStream.range(0, times)
            .mapToObj(
                i ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              try {
                                go.await();
                                results.add(step.take(i));
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                              }
                            }))
            .toList();
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(times);
    return List.copyOf(results);
  }
}
