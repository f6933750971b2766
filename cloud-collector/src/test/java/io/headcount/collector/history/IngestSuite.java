package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Ack;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored of what comes in, on every kind of database. */
abstract class IngestSuite extends HistoryCase {
  @Test
  void storesWindowsAndAcknowledgesThem() {
    Ingested ingested =
        take(
            new Box("b1")
                .data(Box.row(1, Box.window(minute(0), 3)), Box.row(2, Box.window(minute(1), 4))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(1, 2, 0, 0, 0, 0));
    assertThat(windows(ingested))
        .isEqualTo(new Ack.Stream(StreamName.WINDOWS, "e1", 2, 2, List.of()));
    assertThat(ingested.news()).hasSize(2).allMatch(News.Counted.class::isInstance);
    assertThat(tables.count("minute")).isEqualTo(2);
    assertThat(history.standing(new Box("b1").address())).contains(ingested.standings().getFirst());
  }

  @Test
  void tenDeliveriesAreOne() {
    Received message =
        new Box("b1")
            .data(Box.row(1, Box.window(minute(0), 3)), Box.row(2, Box.window(minute(1), 4)));
    take(message);
    for (int i = 0; i < 5; i++) {
      assertThat(take(message).counts()).isEqualTo(new Ingested.Counts(1, 0, 0, 2, 0, 0));
    }
    assertThat(take(message, message, message, message).counts().duplicates()).isEqualTo(8);
    assertThat(tables.count("minute")).isEqualTo(2);
  }

  @Test
  void duplicatesWithinOneTransactionAreOne() {
    Received message = new Box("b1").data(Box.row(1, Box.window(minute(0), 3)));
    assertThat(take(message, message, message).counts())
        .isEqualTo(new Ingested.Counts(3, 1, 0, 2, 0, 0));
    assertThat(tables.count("minute")).isEqualTo(1);
  }

  @Test
  void namesGapsAndClosesThem() {
    Box box = new Box("b1");
    take(box.data(Box.row(3, Box.window(minute(3), 1))));
    Ingested ingested = take(box.data(Box.row(6, Box.window(minute(6), 1))));
    assertThat(windows(ingested))
        .isEqualTo(
            new Ack.Stream(
                StreamName.WINDOWS, "e1", 0, 6, List.of(new Range(1, 2), new Range(4, 5))));
    take(box.data(Box.row(4, Box.window(minute(4), 1)), Box.row(5, Box.window(minute(5), 1))));
    ingested =
        take(box.data(Box.row(1, Box.window(minute(1), 1)), Box.row(2, Box.window(minute(2), 1))));
    assertThat(windows(ingested))
        .isEqualTo(new Ack.Stream(StreamName.WINDOWS, "e1", 6, 6, List.of()));
    assertThat(tables.count("island")).isEqualTo(1);
  }

  @Test
  void saysLessWhereThereAreTooManyGaps() {
    Received[] messages = new Received[100];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = new Box("b1").data(Box.row(2L * i + 2, Box.window(minute(i), 1)));
    }
    Ack.Stream stream = windows(take(messages));
    assertThat(stream.gaps()).hasSize(64);
    assertThat(stream.known()).isEqualTo(128);
  }

  @Test
  void anotherRecordUnderAStoredNumberIsPutAside() {
    Box box = new Box("b1");
    take(box.data(Box.row(1, Box.window(minute(0), 3))));
    Received forged = box.data(Box.row(1, Box.window(minute(0), 99)));
    assertThat(take(forged).counts()).isEqualTo(new Ingested.Counts(1, 0, 0, 0, 1, 0));
    assertThat(take(forged).counts().quarantined()).isZero();
    assertThat(tables.count("quarantine")).isEqualTo(1);
    assertThat(tables.text("SELECT body FROM minute")).contains("\"in\":3");
  }

  @Test
  void anotherRecordInTheSameTransactionIsPutAside() {
    Box box = new Box("b1");
    Ingested ingested =
        take(
            box.data(Box.row(1, Box.window(minute(0), 3))),
            box.data(Box.row(1, Box.window(minute(0), 99))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(2, 1, 0, 0, 1, 0));
  }

  @Test
  void anotherEpochMaySayTheSameAndNothingElse() {
    Box box = new Box("b1");
    take(box.data(Box.row(1, Box.window(minute(0), 3)), Box.row(2, Box.window(minute(1), 4))));
    Ingested ingested =
        take(
            box.epoch("e2")
                .data(
                    Box.row(1, Box.window(minute(0), 3)),
                    Box.row(2, Box.window(minute(1), 77)),
                    Box.row(3, Box.window(minute(2), 5))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(1, 1, 0, 1, 1, 0));
    assertThat(ingested.standings().getFirst().streams())
        .contains(new Ack.Stream(StreamName.WINDOWS, "e2", 3, 3, List.of()));
    assertThat(tables.count("minute")).isEqualTo(3);
  }

  @Test
  void anotherEpochIsRecognisedAcrossClockFixes() {
    Box box = new Box("b1");
    take(box.data(Box.row(1, Box.window(minute(0), 3)), Box.fix(2, 1, 1, true, 5 * HOUR)));
    Ingested ingested = take(box.epoch("e2").data(Box.row(1, Box.window(minute(0), 3))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(1, 0, 0, 1, 0, 0));
    assertThat(tables.count("minute")).isEqualTo(1);
  }

  @Test
  void tombstonesFillGapsAndMerge() {
    Box box = new Box("b1");
    take(box.data(Box.row(10, Box.window(minute(10), 1))));
    take(box.data(Box.tombstone(4, 5, Entry.Reason.EVICTED)));
    take(box.data(Box.tombstone(8, 9, Entry.Reason.EVICTED)));
    Ingested ingested = take(box.data(Box.tombstone(1, 9, Entry.Reason.EVICTED)));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(1, 0, 5, 4, 0, 0));
    assertThat(windows(ingested).upto()).isEqualTo(10);
    assertThat(tables.rows("SELECT from_seq, to_seq, reason FROM tombstone"))
        .containsExactly("1|9|evicted");
    take(box.data(Box.tombstone(10, 10, Entry.Reason.EXPIRED))); // it is stored: no tombstone
    assertThat(tables.count("tombstone")).isEqualTo(1);
    assertThat(tables.count("minute")).isEqualTo(1);
  }

  @Test
  void keepsEvents() {
    Box box = new Box("b1");
    Received crossings =
        box.batch(StreamName.CROSSINGS, Box.crossing(1, minute(1)), Box.crossing(2, minute(2)));
    Received visits = box.batch(StreamName.VISITS, Box.visit(1, minute(3)));
    assertThat(take(crossings, visits).counts()).isEqualTo(new Ingested.Counts(2, 3, 0, 0, 0, 0));
    assertThat(take(crossings, visits).counts()).isEqualTo(new Ingested.Counts(2, 0, 0, 3, 0, 0));
    assertThat(
            take(box.batch(StreamName.CROSSINGS, Box.crossing(1, minute(9))))
                .counts()
                .quarantined())
        .isEqualTo(1);
    assertThat(
            take(box.epoch("e2").batch(StreamName.CROSSINGS, Box.crossing(1, minute(1))))
                .counts()
                .duplicates())
        .isEqualTo(1);
    assertThat(tables.count("event")).isEqualTo(3);
  }

  @Test
  void aRecordThatIsNotValidIsPutAsideAndAcknowledged() {
    Ingested ingested =
        take(
            new Box("b1")
                .data(
                    new Entry.Row(1, Entry.Kind.WINDOW, "{\"v\":1,\"camera\":\"door\"}"),
                    new Entry.Row(2, Entry.Kind.WINDOW, nameless()),
                    Box.row(3, Box.window(minute(1), 4))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(1, 1, 0, 0, 2, 0));
    assertThat(windows(ingested).upto()).isEqualTo(3);
  }

  /** A window that no record of the contract can be. */
  private static String nameless() {
    return new JsonCodec()
        .write(Box.window(minute(0), 1))
        .replace("\"camera\":\"door\"", "\"camera\":\"\"");
  }

  @Test
  void whatCannotBeReadBecomesADeadLetter() {
    Box box = new Box("b1");
    Received broken = box.message(Leaf.DATA, "{\"v\":1".getBytes(UTF_8));
    Received good = box.data(Box.row(1, Box.window(minute(0), 1)));
    assertThat(take(broken, good, broken).counts())
        .isEqualTo(new Ingested.Counts(3, 1, 0, 0, 0, 2));
    assertThat(tables.rows("SELECT times, bytes FROM dead_letter")).containsExactly("2|6");
  }

  @Test
  void deadLettersAndQuarantineAreBounded() throws Exception {
    HistoryOptions.Keep usual = HistoryOptions.Keep.USUAL;
    HistoryOptions.Keep few =
        new HistoryOptions.Keep(usual.minutes(), usual.hours(), usual.days(), usual.events(), 3, 3);
    try (History small = History.open(new HistoryOptions(newStorage(), few), () -> Box.NOW)) {
      for (int i = 0; i < 10; i++) {
        Box box = new Box(new Box("b1").address(), "e1", false, "UTC", Box.NOW.plusSeconds(i));
        small.ingest(
            List.of(
                box.message(Leaf.DATA, ("nonsense " + i).getBytes(UTF_8)),
                box.data(new Entry.Row(i + 1, Entry.Kind.WINDOW, "{}"))));
      }
      Tables kept = new Tables(small);
      assertThat(kept.rows("SELECT seq FROM quarantine ORDER BY 1"))
          .containsExactly("8", "9", "10");
      assertThat(kept.count("dead_letter")).isEqualTo(3);
      assertThat(kept.rows("SELECT what, number FROM dropped ORDER BY 1"))
          .containsExactly("dead_letter|7", "quarantine|7");
    }
  }

  @Test
  void aMessageThatBreaksTheTransactionIsIsolated() {
    take(new Box("b0").data(Box.row(1, Box.window(minute(0), 1)))); // makes room
    tables.refuseWindowsWithNumber(666);
    Ingested ingested =
        take(
            new Box("b1").data(Box.row(1, Box.window(minute(0), 1))),
            new Box("b2").data(Box.row(666, Box.window(minute(0), 1))),
            new Box("b3").data(Box.row(1, Box.window(minute(0), 1))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(3, 2, 0, 0, 0, 1));
    assertThat(ingested.standings().stream().map(s -> s.device().device()))
        .containsExactlyInAnyOrder("b1", "b3");
    assertThat(tables.count("minute")).isEqualTo(3);
    assertThat(tables.text("SELECT reason FROM dead_letter")).contains("refused");
  }
}
