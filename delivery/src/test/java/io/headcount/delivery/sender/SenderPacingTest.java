package io.headcount.delivery.sender;

import static io.headcount.contract.StreamName.CROSSINGS;
import static io.headcount.contract.StreamName.VISITS;
import static io.headcount.contract.StreamName.WINDOWS;
import static io.headcount.delivery.sender.SenderCase.draining;
import static io.headcount.delivery.sender.SenderCase.idle;
import static io.headcount.delivery.sender.SenderCase.rule;
import static io.headcount.delivery.sender.SenderCase.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Ack;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a sender sends, and how much. */
class SenderPacingTest {
  static Stream<SenderCase> birth() {
    return Stream.of(
        rule("nothing without a connection", () -> windows().append(WINDOWS, 3)),
        rule(
            "birth goes first",
            () -> windows().holds(WINDOWS, 2, 0).connect(),
            "birth",
            "backlog windows 1-2"),
        rule("again on each connection", () -> idle().disconnect().connect(), "birth"),
        rule(
            "a birth that was refused is said again",
            () -> idle().disconnect().connect().answer(0x87).after(61),
            "birth",
            "birth"),
        rule(
            "nobody need listen to a birth",
            () -> idle().disconnect().connect().answer(0x10).after(61),
            "birth"));
  }

  static Stream<SenderCase> liveBeforeBacklog() {
    return Stream.of(
        rule(
            "new rows go at once",
            () -> idle().append(WINDOWS, 2).append(WINDOWS, 1),
            "windows 5-6",
            "windows 7-7"),
        rule(
            "new rows need no credit",
            () -> draining().append(WINDOWS, 1).append(WINDOWS, 1),
            "windows 13-13",
            "windows 14-14"),
        rule(
            "new rows wait for no backlog",
            () -> draining().append(WINDOWS, 1).answer().ack(1, WINDOWS, 4).append(WINDOWS, 1),
            "windows 13-13",
            "remember windows 4",
            "backlog windows 5-8",
            "windows 14-14"),
        rule(
            "what was new on an earlier connection is backlog",
            () -> idle().append(WINDOWS, 2).disconnect().connect(),
            "windows 5-6",
            "birth",
            "backlog windows 5-6"),
        rule(
            "a stretch goes in as many batches as it takes",
            () -> idle().append(WINDOWS, 9),
            "windows 5-8",
            "windows 9-12",
            "windows 13-13"),
        rule(
            "the backlog leaves a permit for what is new",
            () ->
                windows()
                    .holds(WINDOWS, 40, 0)
                    .connect(3)
                    .answer()
                    .ack(9, WINDOWS, 0)
                    .forgetLog()
                    .append(WINDOWS, 1),
            "windows 41-41"));
  }

  static Stream<SenderCase> permits() {
    return Stream.of(
        rule(
            "the broker's limit holds",
            () -> idle().disconnect().connect(2).append(WINDOWS, 12),
            "birth",
            "windows 5-8"),
        rule(
            "an answer frees a permit",
            () -> idle().disconnect().connect(2).append(WINDOWS, 12).forgetLog().answerFirst(0),
            "windows 9-12"),
        rule(
            "answers of another connection free none",
            () ->
                idle()
                    .disconnect()
                    .connect(1)
                    .append(WINDOWS, 8)
                    .forgetLog()
                    .answerFirst(0)
                    .append(WINDOWS, 1),
            "windows 5-8"),
        rule(
            "a full connection is tried again",
            () -> idle().crowded(true).append(WINDOWS, 1).crowded(false).after(0.5).after(0.6),
            "crowded",
            "windows 5-5"),
        rule(
            "or as soon as it has room",
            () ->
                idle().append(WINDOWS, 1).crowded(true).append(WINDOWS, 1).crowded(false).answer(),
            "windows 5-5",
            "crowded",
            "windows 6-6"));
  }

  static Stream<SenderCase> credit() {
    return Stream.of(
        rule(
            "one batch before the first word",
            () -> windows().holds(WINDOWS, 40, 0).connect(),
            "birth",
            "backlog windows 1-4"),
        rule("the broker's answer gives none back", () -> draining().answer().after(1)),
        rule(
            "a word does",
            () -> draining().ack(1, WINDOWS, 4),
            "remember windows 4",
            "backlog windows 5-8"),
        rule(
            "more credit, more at a time",
            () -> draining().ack(3, WINDOWS, 0),
            "backlog windows 5-8",
            "backlog windows 9-12"),
        rule(
            "no credit, no backlog",
            () -> draining().ack(0, WINDOWS, 4).after(40),
            "remember windows 4"),
        rule(
            "a collector that comes wants one",
            () -> draining().ack(0, WINDOWS, 4).forgetLog().collector("c", true),
            "backlog windows 5-8"),
        rule(
            "begins anew with each connection",
            () -> draining().ack(3, WINDOWS, 0).disconnect().forgetLog().connect(),
            "birth",
            "backlog windows 1-4"));
  }

  static Stream<SenderCase> hold() {
    return Stream.of(
        rule(
            "held while the only one is away",
            () -> idle().collector("c", false).append(WINDOWS, 1).after(29)),
        rule(
            "a probe each 30 s",
            () ->
                idle()
                    .collector("c", false)
                    .append(WINDOWS, 6)
                    .after(30)
                    .answer()
                    .after(29)
                    .after(1),
            "backlog windows 5-8",
            "backlog windows 5-8"),
        rule(
            "not while another is there",
            () -> idle().collector("c", false).collector("d", true).append(WINDOWS, 1),
            "windows 5-5"),
        rule(
            "until one comes",
            () -> idle().collector("c", false).append(WINDOWS, 9).collector("c", true),
            "backlog windows 5-8",
            "backlog windows 9-12"),
        rule(
            "until the last is forgotten",
            () -> idle().collector("c", false).append(WINDOWS, 1).forget("c"),
            "backlog windows 5-5"),
        rule(
            "what comes afterwards is new",
            () -> idle().collector("c", false).collector("c", true).append(WINDOWS, 1),
            "windows 5-5"),
        rule(
            "birth goes all the same",
            () -> idle().disconnect().collector("c", false).connect(),
            "birth"));
  }

  static Stream<SenderCase> pause() {
    return Stream.of(
        rule(
            "nobody listens",
            () -> idle().append(WINDOWS, 1).answer(0x10).after(0.9).after(1.2),
            "windows 5-5",
            "backlog windows 5-5"),
        rule(
            "refused",
            () -> idle().append(WINDOWS, 1).answer(0x97).after(0.9).after(1.2),
            "windows 5-5",
            "backlog windows 5-5"),
        rule(
            "everything waits",
            () -> idle().append(WINDOWS, 1).answer(0x80).append(WINDOWS, 1).after(0.9),
            "windows 5-5"),
        rule(
            "what came meanwhile is still new",
            () -> idle().append(WINDOWS, 1).answer(0x80).append(WINDOWS, 1).forgetLog().after(2.1),
            "windows 6-6",
            "backlog windows 5-5"));
  }

  static Stream<SenderCase> fairness() {
    Supplier<Bench> three =
        () ->
            new Bench(WINDOWS, CROSSINGS, VISITS)
                .holds(WINDOWS, 40, 0)
                .holds(CROSSINGS, 40, 0)
                .holds(VISITS, 40, 0);
    return Stream.of(
        rule(
            "windows every second time",
            () -> three.get().connect().ack(6, noWords()),
            "birth",
            "backlog windows 1-4",
            "backlog crossings 1-4",
            "backlog windows 5-8",
            "backlog visits 1-4",
            "backlog windows 9-12",
            "backlog crossings 5-8"),
        rule(
            "new windows first",
            () -> {
              Bench bench = new Bench(WINDOWS, CROSSINGS).connect(1);
              return bench.append(CROSSINGS, 1).append(WINDOWS, 1).forgetLog().answer().answer();
            },
            "windows 1-1",
            "crossings 1-1"),
        rule(
            "a new row of any stream before the backlog",
            () -> three.get().connect().answer().forgetLog().append(VISITS, 1).ack(2, noWords()),
            "visits 41-41",
            "backlog crossings 1-4"));
  }

  private static Ack.Stream[] noWords() {
    return new Ack.Stream[0];
  }

  @Test
  void sendsAtMost64AtATime() {
    Bench bench = idle().answer().append(WINDOWS, 400);

    assertThat(bench.log).hasSize(64);
  }

  @Test
  void waitsForTheCollectorWhenTooManyBatchesAreUnacknowledged() {
    Bench bench = idle();
    for (int i = 0; i < 300; i++) {
      bench.append(WINDOWS, 1).answer();
    }

    assertThat(bench.log).hasSize(SenderOptions.DEFAULT.unacknowledged());
  }

  @Test
  void pausesLongerUpToAMinuteAndForgetsThatOnSuccess() {
    Bench bench = idle().append(WINDOWS, 1);
    double longest = 0;
    for (int i = 0; i < 50; i++) {
      bench.answer(0x10);
      assertThat(bench.waits()).isBetween(1.0, 60.0);
      longest = Math.max(longest, bench.waits());
      bench.after(bench.waits());
    }
    assertThat(longest).isGreaterThan(30);

    bench.answer().append(WINDOWS, 1).answer(0x10);
    assertThat(bench.waits()).isBetween(1.0, 2.0);
  }

  @Test
  void asksToBeAskedWhenSomethingIsDue() {
    assertThat(idle().waits()).isEqualTo(60);
    assertThat(draining().waits()).isEqualTo(30);
    assertThat(idle().ack(1, WINDOWS, 2).waits()).isEqualTo(5);
    assertThat(idle().collector("c", false).waits()).isEqualTo(30);
  }

  @Test
  void saysWhatTheBrokerRefusedUntilItTakesSomething() {
    Bench bench = idle().append(WINDOWS, 1).answer(0x87);
    assertThat(bench.sender().refusal()).hasValue(0x87);

    bench.after(2.1).answer();
    assertThat(bench.sender().refusal()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"birth", "liveBeforeBacklog", "permits", "credit", "hold", "pause", "fairness"})
  void does(SenderCase example) {
    example.check();
  }
}
