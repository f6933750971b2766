package io.headcount.delivery.sender;

import static io.headcount.contract.StreamName.VISITS;
import static io.headcount.contract.StreamName.WINDOWS;
import static io.headcount.delivery.sender.SenderCase.draining;
import static io.headcount.delivery.sender.SenderCase.idle;
import static io.headcount.delivery.sender.SenderCase.rule;
import static io.headcount.delivery.sender.SenderCase.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Ack;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a sender finds out what is lost, and sends it again. */
class SenderRepairTest {
  static Stream<SenderCase> cover() {
    return Stream.of(
        rule(
            "sent again after 30 s",
            () -> draining().after(29.9).after(0.2),
            "backlog windows 1-4"),
        rule(
            "not before the broker took it",
            () -> windows().holds(WINDOWS, 4, 0).connect().forgetLog().after(100)),
        rule(
            "not when covered by upto", () -> draining().ack(0, WINDOWS, 4).forgetLog().after(100)),
        rule(
            "not when covered above a gap",
            () ->
                idle()
                    .append(WINDOWS, 3)
                    .answer()
                    .forgetLog()
                    .ack(0, WINDOWS, Bench.EPOCH, 4, 7, new Range(5, 5))
                    .after(100)),
        rule(
            "only the part that is lacking",
            () ->
                idle()
                    .append(WINDOWS, 4)
                    .answer()
                    .forgetLog()
                    .ack(1, WINDOWS, Bench.EPOCH, 4, 8, new Range(6, 7))
                    .after(31),
            "backlog windows 6-7"),
        rule(
            "gaps are skipped over",
            () -> draining().ack(5, WINDOWS, Bench.EPOCH, 4, 11, new Range(7, 8)),
            "remember windows 4",
            "backlog windows 7-8",
            "backlog windows 12-12"),
        rule(
            "what is new is sent again too",
            () -> idle().append(WINDOWS, 1).answer().after(31),
            "windows 5-5",
            "backlog windows 5-5"),
        rule(
            "word before the broker's answer",
            () -> windows().holds(WINDOWS, 8, 0).connect().ack(1, WINDOWS, 4).forgetLog().answer(),
            "backlog windows 5-8"));
  }

  static Stream<SenderCase> lower() {
    return Stream.of(
        rule(
            "a lower word must stand 5 s",
            () -> idle().ack(1, WINDOWS, 2).after(4.9).after(0.2),
            "remember windows 2",
            "backlog windows 3-4"),
        rule(
            "a higher one clears it",
            () -> idle().ack(1, WINDOWS, 2).after(3).ack(1, WINDOWS, 4).after(60)),
        rule(
            "more lower ones do not delay it",
            () -> idle().ack(1, WINDOWS, 2).after(3).ack(1, WINDOWS, 1).after(2.1),
            "remember windows 1",
            "backlog windows 2-4"),
        rule(
            "of another life at once",
            () -> idle().generation("g2").ack(1, WINDOWS, 2),
            "remember windows 2",
            "backlog windows 3-4"),
        rule(
            "the first life that is heard of must stand too",
            () -> windows().holds(WINDOWS, 4, 4).connect().forgetLog().ack(1, WINDOWS, 2).after(5),
            "remember windows 2",
            "backlog windows 3-4"),
        rule(
            "silence of our stream means none",
            () -> idle().generation("g2").ack(1),
            "remember windows 0",
            "backlog windows 1-4"),
        rule(
            "lost above upto counts too",
            () ->
                idle()
                    .append(WINDOWS, 2)
                    .append(WINDOWS, 2)
                    .answer()
                    .ack(1, WINDOWS, Bench.EPOCH, 4, 8, new Range(5, 5))
                    .forgetLog()
                    .generation("g2")
                    .ack(1, WINDOWS, Bench.EPOCH, 4, 4),
            "backlog windows 7-8"),
        rule(
            "a connection's end clears it",
            () -> idle().ack(1, WINDOWS, 2).after(3).disconnect().after(3)));
  }

  static Stream<SenderCase> epochs() {
    return Stream.of(
        rule(
            "another epoch's numbers say nothing",
            () -> draining().ack(1, WINDOWS, "theirs", 9, 9).after(1)),
        rule(
            "ours is found among them",
            () ->
                draining()
                    .ack(
                        1,
                        new Ack.Stream(WINDOWS, "theirs", 9, 9, List.of()),
                        new Ack.Stream(WINDOWS, Bench.EPOCH, 4, 4, List.of())),
            "remember windows 4",
            "backlog windows 5-8"),
        rule(
            "numbers never given are not believed", () -> draining().ack(1, WINDOWS, 13).after(1)));
  }

  static Stream<SenderCase> replay() {
    return Stream.of(
        rule("sends what is covered", () -> idle().replay(WINDOWS, 2, 3), "replay windows 2-3"),
        rule(
            "in as many batches as it takes, one at a time",
            () ->
                windows()
                    .holds(WINDOWS, 40, 40)
                    .connect()
                    .answer()
                    .ack(1, WINDOWS, 40)
                    .forgetLog()
                    .replay(WINDOWS, 1, 6)
                    .answer()
                    .answer(),
            "replay windows 1-4",
            "replay windows 5-6"),
        rule(
            "after the backlog",
            () ->
                draining()
                    .ack(1, WINDOWS, 4)
                    .forgetLog()
                    .replay(WINDOWS, 1, 2)
                    .answer()
                    .ack(2, WINDOWS, 8),
            "backlog windows 9-12",
            "replay windows 1-2"),
        rule(
            "only what is held",
            () ->
                windows()
                    .oldest(WINDOWS, 3)
                    .holds(WINDOWS, 4, 4)
                    .oldest(WINDOWS, 3)
                    .connect()
                    .forgetLog()
                    .replay(WINDOWS, 1, 99),
            "replay windows 3-4"),
        rule(
            "again on the next connection",
            () -> idle().replay(WINDOWS, 1, 2).disconnect().connect(),
            "replay windows 1-2",
            "birth",
            "replay windows 1-2"),
        rule(
            "again when refused",
            () -> idle().replay(WINDOWS, 1, 2).answer(0x97).after(2.1),
            "replay windows 1-2",
            "replay windows 1-2"),
        rule("of a stream that is not sent: nothing", () -> idle().replay(VISITS, 1, 2)));
  }

  static Stream<SenderCase> store() {
    return Stream.of(
        rule(
            "a broken store is tried again, later each time",
            () ->
                idle()
                    .storeBroken(true)
                    .append(WINDOWS, 1)
                    .after(0.4)
                    .after(0.6)
                    .after(0.4)
                    .after(120),
            "store fails",
            "store fails",
            "store fails"),
        rule(
            "and nothing is forgotten",
            () -> idle().storeBroken(true).append(WINDOWS, 1).storeBroken(false).after(60),
            "store fails",
            "windows 5-5"),
        rule(
            "a word that came meanwhile is read then",
            () ->
                windows()
                    .holds(WINDOWS, 8, 0)
                    .storeBroken(true)
                    .connect()
                    .ack(2, WINDOWS, 4)
                    .storeBroken(false)
                    .after(60),
            "store fails",
            "remember windows 4",
            "birth",
            "backlog windows 5-8"),
        rule(
            "a word of an earlier connection is not",
            () ->
                windows()
                    .holds(WINDOWS, 8, 0)
                    .storeBroken(true)
                    .connect()
                    .ack(2, WINDOWS, 4)
                    .disconnect()
                    .storeBroken(false)
                    .after(60)
                    .connect(),
            "store fails",
            "birth",
            "backlog windows 1-4"),
        rule(
            "progress is written down once a second",
            () -> draining().ack(0, WINDOWS, 1).ack(0, WINDOWS, 2).ack(0, WINDOWS, 3).after(1),
            "remember windows 1",
            "remember windows 3"));
  }

  @Test
  void saysThatTheCollectorIsAhead() {
    Bench bench = idle().ack(1, WINDOWS, 5);
    assertThat(bench.sender().ahead()).containsExactly(WINDOWS);

    assertThat(bench.ack(1, WINDOWS, 4).sender().ahead()).isEmpty();
  }

  @Test
  void countsWhatItSentAgain() {
    assertThat(draining().after(31).answer().after(31).sender().resent()).isEqualTo(2);
  }

  @Test
  void remembersNoMoreGapsThanItMay() {
    SenderOptions usual = SenderOptions.DEFAULT;
    SenderOptions few =
        new SenderOptions(
            64,
            65_536,
            256,
            2,
            usual.uncovered(),
            usual.settle(),
            usual.probe(),
            usual.pauseLeast(),
            usual.pauseMost(),
            Duration.ZERO,
            usual.crowded(),
            usual.storeLeast(),
            usual.storeMost());
    StreamName stream = WINDOWS;
    Bench bench = new Bench(few, stream).holds(stream, 9, 0).connect().answer().forgetLog();

    bench.ack(9, stream, Bench.EPOCH, 4, 9, new Range(5, 5), new Range(7, 7), new Range(9, 9));

    assertThat(bench.log)
        .containsExactly("remember windows 4", "backlog windows 5-5", "backlog windows 7-9");
  }

  @ParameterizedTest
  @MethodSource({"cover", "lower", "epochs", "replay", "store"})
  void does(SenderCase example) {
    example.check();
  }
}
