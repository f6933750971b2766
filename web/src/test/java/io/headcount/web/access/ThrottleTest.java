package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.web.access.Throttle.Attempt;
import io.headcount.web.access.Throttle.Rule;
import io.headcount.web.access.Throttle.Rules;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThrottleTest {
  private static final Rule ACCOUNT =
      new Rule(2, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(10));
  private static final Rule NETWORK =
      new Rule(4, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(10));
  private static final Network HERE = new Network("0a000001");
  private static final Network THERE = new Network("0a000002");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000); // it may roll over
  private final Throttle throttle = new Throttle(new Rules(ACCOUNT, NETWORK), nanos::get);

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 0", "3, 1", "4, 2", "5, 4", "6, 8", "7, 10", "50, 10", "2000000000, 10"})
  void waitsDoubleUpToTheLongest(int failures, int seconds) {
    assertThat(ACCOUNT.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void eachFurtherFailureWaitsLonger() {
    fail("anna", HERE, 3);
    assertRefused("anna", HERE, 1000);
    pass(400);
    assertRefused("anna", HERE, 600);
    pass(600);
    fail("anna", HERE, 1);
    assertRefused("anna", HERE, 2000);
  }

  @Test
  void anAccountIsGuardedFromWhereverAndOthersAreFree() {
    fail("anna", HERE, 3);
    assertRefused("anna", THERE, 1000);
    assertAllowed("otto", THERE);
  }

  @Test
  void aNetworkIsGuardedWhateverTheAccount() {
    for (int i = 0; i < 5; i++) {
      fail("user" + i, HERE, 1);
    }
    assertRefused("otto", HERE, 1000);
    assertAllowed("otto", THERE);
  }

  @Test
  void successForgetsTheAccountButNotTheNetwork() {
    fail("anna", HERE, 2);
    fail("otto", HERE, 1);
    attempt("anna", HERE).succeeded();
    assertThat(throttle.wait("anna", THERE)).isZero();
    fail("berta", HERE, 1);
    assertAllowed("carla", HERE);
    assertRefused("dora", HERE, 1000);
  }

  @Test
  void aRefusedAttemptCostsNothing() {
    fail("anna", HERE, 3);
    for (int i = 0; i < 20; i++) {
      assertRefused("anna", HERE, 1000);
    }
    pass(1000);
    assertAllowed("anna", HERE);
  }

  @Test
  void allIsForgottenAfterAWhile() {
    fail("anna", HERE, 3);
    pass(Duration.ofMinutes(10).toMillis());
    fail("anna", HERE, 2);
    assertThat(throttle.wait("anna", HERE)).isZero();
  }

  @Test
  void manyAtTheSameTimeGainNothing() throws InterruptedException {
    AtomicInteger allowed = new AtomicInteger();
    List<Thread> guesses =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              if (throttle.attempt("anna", HERE) instanceof Attempt.Allowed) {
                                allowed.incrementAndGet();
                              }
                            }))
            .toList();
    for (Thread guess : guesses) {
      guess.join();
    }
    assertThat(allowed).hasValue(3);
  }

  @Test
  void memoryIsBounded() {
    fail("anna", HERE, 3);
    for (int i = 0; i < Throttle.NAMES; i++) {
      throttle.attempt("user" + i, new Network("net" + i));
    }
    assertThat(throttle.wait("anna", HERE)).isZero(); // the one not heard of for longest
    assertThat(throttle.wait("user9999", new Network("net9999"))).isZero();
  }

  /** Whoever tries as soon as they may gets no more guesses than the waits allow. */
  @Property(tries = 200)
  void nobodyGuessesFasterThanTheRule(
      @ForAll @Size(60) List<@IntRange(max = 4000) Integer> pauses) {
    AtomicLong clock = new AtomicLong();
    Throttle guarded = new Throttle(new Rules(ACCOUNT, NETWORK), clock::get);
    int guesses = 0;
    for (int pause : pauses) {
      clock.addAndGet(Duration.ofMillis(pause).toNanos());
      if (guarded.attempt("anna", HERE) instanceof Attempt.Allowed) {
        guesses++;
      }
    }
    Duration needed = Duration.ZERO;
    for (int failures = 1; failures < guesses; failures++) {
      needed = needed.plus(ACCOUNT.after(failures));
    }
    assertThat(Duration.ofNanos(clock.get())).isGreaterThanOrEqualTo(needed);
    assertThat(guesses).isGreaterThanOrEqualTo(ACCOUNT.free() + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.20, c0a80114",
    "2001:db8:1:2:aaaa::1, 20010db800010002",
    "2001:db8:1:2:bbbb::7, 20010db800010002",
    "2001:db8:1:3::1, 20010db800010003"
  })
  void aNetworkIsAnAddressOrTheFirstHalfOfOne(String address, String name) {
    assertThat(Network.of(InetAddress.ofLiteral(address))).isEqualTo(new Network(name));
  }

  private void fail(String account, Network network, int times) {
    for (int i = 0; i < times; i++) {
      attempt(account, network);
    }
  }

  private Attempt.Allowed attempt(String account, Network network) {
    Attempt attempt = throttle.attempt(account, network);
    assertThat(attempt).isInstanceOf(Attempt.Allowed.class);
    return (Attempt.Allowed) attempt;
  }

  private void assertAllowed(String account, Network network) {
    attempt(account, network);
  }

  private void assertRefused(String account, Network network, long millis) {
    assertThat(throttle.attempt(account, network))
        .isEqualTo(new Attempt.Refused(Duration.ofMillis(millis)));
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
