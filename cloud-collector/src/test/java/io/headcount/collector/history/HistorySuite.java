package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.Ack;
import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Entry;
import io.headcount.contract.Leaf;
import io.headcount.contract.Range;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.Signed;
import io.headcount.contract.StreamName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds on every kind of database. */
abstract class HistorySuite {
  static final Instant NOON = Instant.parse("2026-06-10T10:00:00Z");
  static final long HOUR = 3_600_000;

  @TempDir Path folder;
  Storage storage;
  History history;
  Tables tables;

  abstract Storage newStorage() throws Exception;

  /** How many random orders are tried. */
  abstract int orders();

  @BeforeEach
  void open() throws Exception {
    storage = newStorage();
    history = open(storage);
    tables = new Tables(history);
  }

  @AfterEach
  void close() {
    history.close();
  }

  static History open(Storage storage) {
    return History.open(new HistoryOptions(storage), () -> Box.NOW);
  }

  static Instant minute(int number) {
    return NOON.plusSeconds(60L * number);
  }

  Ingested take(Received... messages) {
    return history.ingest(List.of(messages));
  }

  void roll() {
    while (history.roller().rollSome(100) > 0) {
      // until nothing is left
    }
  }

  static Ack.Stream windows(Ingested ingested) {
    return ingested.standings().getLast().streams().stream()
        .filter(stream -> stream.stream() == StreamName.WINDOWS)
        .findFirst()
        .orElseThrow();
  }

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
  void coarseWindowsStandBesideMinutesOfTheirSpan() {
    take(
        new Box("b1")
            .data(
                Box.row(1, Box.window("door", minute(0), 0, 5, 1)),
                Box.tombstone(2, 14, Entry.Reason.COARSENED),
                Box.coarse(15, 15, Box.window("door", minute(0), 0, 70, 0.8)),
                Box.coarse(16, 15, Box.window("door", minute(0), 0, 7, 0.1))));
    roll();
    assertThat(tables.count("minute")).isEqualTo(3);
    assertThat(tables.rows("SELECT grain, ins FROM line_rollup ORDER BY 1"))
        .containsExactly("1|82", "2|82");
    assertThat(tables.rows("SELECT span_ms, observed_ms FROM camera_rollup WHERE grain = 1"))
        .containsExactly(15 * 60_000 + "|" + (60_000 + 12 * 60_000 + 90_000));
  }

  @Test
  void clockFixesMoveWhatIsThereAndWhatComes() {
    Box box = new Box("b1");
    take(box.data(Box.row(1, Box.window(minute(0), 1)), Box.row(2, Box.window(minute(1), 2))));
    roll();
    take(box.data(Box.fix(4, 2, 3, true, 2 * HOUR)));
    take(box.data(Box.row(3, Box.window(minute(2), 4)), Box.fix(4, 2, 3, true, 2 * HOUR)));
    take(box.data(Box.row(5, Box.window(minute(3), 8))));
    roll();
    assertThat(tables.rows("SELECT seq, start - recorded FROM minute ORDER BY seq"))
        .containsExactly("1|0", "2|7200000", "3|7200000", "5|7200000");
    assertThat(tables.rows("SELECT start, ins FROM line_rollup WHERE grain = 1 ORDER BY 1"))
        .containsExactly(NOON.toEpochMilli() + "|1", (NOON.toEpochMilli() + 2 * HOUR) + "|14");
    take(box.data(Box.fix(6, 1, 5, true, 0))); // the last fix that speaks for a number holds
    roll();
    assertThat(tables.rows("SELECT DISTINCT start - recorded FROM minute")).containsExactly("0");
    assertThat(tables.rows("SELECT ins FROM line_rollup WHERE grain = 1")).containsExactly("15");
  }

  @Test
  void aClockThatWasNeverSetIsPutRight() {
    Box box = new Box("b1");
    Instant unset = Instant.parse("1970-01-01T00:07:00Z");
    long shift = Duration.between(unset, minute(0)).toMillis();
    take(box.data(Box.row(1, Box.window(unset, 1))));
    take(box.data(Box.fix(2, 1, 1, true, shift)));
    roll();
    assertThat(tables.rows("SELECT start FROM minute"))
        .containsExactly(minute(0).toEpochMilli() + "");
    assertThat(tables.rows("SELECT start, ins FROM line_rollup WHERE grain = 1"))
        .containsExactly(NOON.toEpochMilli() + "|1");
  }

  @Test
  void sumsUpHoursAndDays() {
    Box box = new Box("b1");
    take(
        box.birth(1),
        box.data(
            Box.row(1, Box.window("door", minute(0), 0, 3, 1)),
            Box.row(2, Box.window("door", minute(1), 0, 4, 0.5)),
            Box.row(3, Box.window("door", minute(61), 0, 5, 1))));
    roll();
    assertThat(tables.rows("SELECT grain, ins, outs FROM line_rollup ORDER BY grain, start"))
        .containsExactly("1|7|9", "1|5|6", "2|12|15");
    assertThat(
            tables.rows(
                """
                SELECT grain, visits, pass_bys, dwell_ms, person_ms, observed_ms, peak
                FROM zone_rollup ORDER BY grain, start"""))
        .containsExactly(
            "1|4|2|25000|135000|90000|4",
            "1|2|1|12500|90000|60000|4",
            "2|6|3|37500|225000|150000|4");
    assertThat(
            tables.rows(
                "SELECT observed_ms, span_ms, frames, windows FROM camera_rollup WHERE grain = 2"))
        .containsExactly("150000|180000|1800|3");
    assertThat(tables.count("dirty")).isZero();
  }

  @Test
  void lateRowsAreSummedUpToo() {
    Box box = new Box("b1");
    take(box.data(Box.row(2, Box.window(minute(1), 4))));
    roll();
    take(box.data(Box.row(1, Box.window(minute(0), 3))));
    roll();
    assertThat(tables.rows("SELECT grain, ins FROM line_rollup ORDER BY grain"))
        .containsExactly("1|7", "2|7");
  }

  @ParameterizedTest
  @CsvSource({
    // zone, a moment, hours and minutes of its day, begin of its hour, length of its hour in
    // minutes
    "Europe/Berlin, 2026-03-29T10:00:00Z, 23, 2026-03-29T10:00:00Z, 60",
    "Europe/Berlin, 2026-10-25T00:30:00Z, 25, 2026-10-25T00:00:00Z, 60",
    "Europe/Berlin, 2026-10-25T01:30:00Z, 25, 2026-10-25T01:00:00Z, 60",
    "Asia/Kolkata, 2026-06-10T10:15:00Z, 24, 2026-06-10T09:30:00Z, 60",
    "Asia/Kathmandu, 2026-06-10T10:20:00Z, 24, 2026-06-10T10:15:00Z, 60",
    "Australia/Lord_Howe, 2026-04-04T15:10:00Z, 25, 2026-04-04T15:00:00Z, 30",
    "Australia/Lord_Howe, 2026-10-03T15:45:00Z, 24, 2026-10-03T15:30:00Z, 30",
  })
  void hoursAndDaysAreTheStores(
      String zone, Instant moment, int hoursOfDay, Instant begin, int minutes) {
    LocalTime time = new LocalTime(java.time.ZoneId.of(zone));
    LocalTime.Span hour = time.hour(moment.toEpochMilli());
    assertThat(Instant.ofEpochMilli(hour.start())).isEqualTo(begin);
    assertThat((hour.end() - hour.start()) / 60_000).isEqualTo(minutes);
    LocalTime.Span day = time.day(hour.day());
    List<LocalTime.Span> hours = time.hours(day.start(), day.end());
    assertThat(hours).hasSize(hoursOfDay);
    assertThat(hours.getLast().end()).isEqualTo(day.end());
    assertThat(hours).allMatch(h -> h.day() == day.day());
    Box box = new Box("b1").zone(zone);
    List<Received> messages = new ArrayList<>(List.of(box.birth(1)));
    long seq = 1;
    for (long at = day.start(); at < day.end(); at += 15 * 60_000) {
      messages.add(box.data(Box.row(seq++, Box.window(Instant.ofEpochMilli(at), 1))));
    }
    history.ingest(messages);
    roll();
    assertThat(tables.rows("SELECT start, ins FROM line_rollup WHERE grain = 2"))
        .containsExactly(day.start() + "|" + (seq - 1));
    assertThat(
            tables.rows("SELECT ins FROM line_rollup WHERE grain = 1 AND start = " + hour.start()))
        .containsExactly(String.valueOf(minutes / 15));
  }

  @Test
  void anotherZoneSumsUpAnew() {
    Box box = new Box("b1").zone("Europe/Berlin");
    List<Received> messages = new ArrayList<>(List.of(box.birth(1)));
    for (int i = 0; i < 240; i++) {
      messages.add(box.data(Box.row(i + 1, Box.window(minute(i), 1))));
    }
    history.ingest(messages);
    roll();
    take(box.zone("Asia/Kolkata").birth(2));
    roll();
    assertThat(tables.rows("SELECT start, ins FROM line_rollup WHERE grain = 1 ORDER BY 1"))
        .containsExactly(
            at(-30) + "|30", at(30) + "|60", at(90) + "|60", at(150) + "|60", at(210) + "|30");
    assertThat(tables.rows("SELECT start, ins FROM line_rollup WHERE grain = 2"))
        .containsExactly(Instant.parse("2026-06-09T18:30:00Z").toEpochMilli() + "|240");
  }

  private static long at(int minute) {
    return minute(minute).toEpochMilli();
  }

  @Test
  void anyOrderGivesTheSameTables() throws Exception {
    List<Received> messages = scenario();
    history.ingest(messages);
    roll();
    List<String> expected = tables.all();
    for (int seed = 0; seed < orders(); seed++) {
      Random random = new Random(seed);
      List<Received> shuffled = new ArrayList<>(messages);
      for (int i = 0; i < messages.size() / 2; i++) {
        shuffled.add(messages.get(random.nextInt(messages.size())));
      }
      Collections.shuffle(shuffled, random);
      try (History other = open(newStorage())) {
        other.ingest(messages.subList(0, 1)); // the births, which decide the zone's first marks
        for (int from = 0; from < shuffled.size(); ) {
          int to = Math.min(shuffled.size(), from + 1 + random.nextInt(12));
          other.ingest(shuffled.subList(from, to));
          from = to;
          if (random.nextInt(3) == 0) {
            other.roller().rollSome(1 + random.nextInt(5));
          }
        }
        while (other.roller().rollSome(50) > 0) {
          // until nothing is left
        }
        assertThat(new Tables(other).all()).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  /** Two boxes of one store: minutes, coarse windows, tombstones, clock fixes, events, epochs. */
  private static List<Received> scenario() {
    List<Received> messages = new ArrayList<>();
    for (String name : List.of("b1", "b2")) {
      Box box = new Box(name);
      messages.add(box.birth(1));
      for (int i = 0; i < 40; i += 2) {
        messages.add(
            box.data(
                Box.row(i + 1, Box.window("door", minute(i * 4), 0, i, 1)),
                Box.row(i + 2, Box.window("back", minute(i * 4), i % 3, i, 0.25))));
      }
      messages.add(box.data(Box.tombstone(41, 54, Entry.Reason.COARSENED)));
      messages.add(box.data(Box.coarse(55, 15, Box.window("door", minute(200), 0, 90, 0.5))));
      messages.add(box.data(Box.tombstone(56, 60, Entry.Reason.EVICTED)));
      messages.add(box.data(Box.tombstone(58, 64, Entry.Reason.EVICTED)));
      messages.add(box.data(Box.fix(65, 5, 20, false, 90_061)));
      messages.add(box.data(Box.fix(66, 11, 30, true, -HOUR)));
      messages.add(box.data(Box.fix(67, 35, 36, false, 26 * HOUR)));
      messages.add(box.data(Box.row(69, Box.window(minute(300), 5))));
      messages.add(
          box.batch(StreamName.CROSSINGS, Box.crossing(1, minute(1)), Box.crossing(2, minute(2))));
      messages.add(box.batch(StreamName.VISITS, Box.visit(1, minute(3))));
      Box reborn = box.epoch("e2");
      messages.add(reborn.birth(1));
      messages.add(reborn.data(Box.row(1, Box.window("door", minute(400), 0, 11, 1))));
      messages.add(reborn.data(Box.fix(2, 1, 1, true, 1000)));
    }
    return messages;
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
                    Box.row(2, Box.window("", minute(0), 0, 1, 1)),
                    Box.crossing(3, minute(1)),
                    Box.row(4, Box.window(minute(1), 4))));
    assertThat(ingested.counts()).isEqualTo(new Ingested.Counts(1, 1, 0, 0, 3, 0));
    assertThat(windows(ingested).upto()).isEqualTo(4);
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

  @Test
  void realAndSimulatedNumbersDoNotMix() {
    Box simulated = new Box("b1").simulated(true);
    take(simulated.data(Box.row(1, Box.window(minute(0), 500))));
    roll();
    assertThat(tables.rows("SELECT simulated FROM store")).containsExactly(tables.yes());
    take(new Box("b1").epoch("e2").data(Box.row(1, Box.window(minute(0), 1))));
    roll();
    assertThat(tables.rows("SELECT simulated FROM store")).containsExactly(tables.no());
    assertThat(tables.rows("SELECT ins FROM line_rollup WHERE grain = 2")).containsExactly("1");
    Ingested ingested = take(simulated.data(Box.row(2, Box.window(minute(1), 500))));
    assertThat(ingested.counts().deadLetters()).isEqualTo(1);
    assertThat(tables.count("minute")).isEqualTo(1);
    assertThat(tables.rows("SELECT simulated FROM device")).containsExactly(tables.no());
  }

  @Test
  void knowsWhoIsThere() {
    Box box = new Box("b1");
    Ingested born = take(box.birth(2));
    assertThat(born.standings().getFirst().birth()).isEqualTo(2);
    assertThat(windows(born)).isEqualTo(new Ack.Stream(StreamName.WINDOWS, "e1", 0, 0, List.of()));
    take(box.death(1)); // of an earlier connection
    assertThat(tables.rows("SELECT online, birth_number FROM device"))
        .containsExactly(tables.yes() + "|2");
    assertThat(take(box.death(2)).news()).hasSize(1);
    assertThat(tables.rows("SELECT online FROM device")).containsExactly(tables.no());
    take(box.birth(3), box.birth(1)); // overtaken
    assertThat(tables.rows("SELECT online, birth_number FROM device"))
        .containsExactly(tables.yes() + "|3");
    assertThat(take(new Box("stranger").death(1)).counts().deadLetters()).isZero();
  }

  @Test
  void keepsCommandsAndConfigurationsAndTheirAnswers() {
    Box box = new Box("b1");
    Signer signer = (serial, issued, text) -> new Signed(1, serial, issued, text, "c2ln");
    Command ping = new Command.Ping(1, "ping-1", Box.NOW.plusSeconds(60));
    assertThatThrownBy(() -> history.commands().give(box.address(), ping, signer))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("acme/berlin/b1 is not known");
    take(box.birth(1));
    Commands.Given given = history.commands().give(box.address(), ping, signer);
    Commands.Given next = history.commands().give(box.address(), ping, signer);
    assertThat(next.message().serial()).isEqualTo(given.message().serial() + 1);
    assertThat(history.commands().open(box.address())).hasSize(2);
    long serial = given.message().serial();
    Reply reply = new Reply(1, "ping-1", serial, Box.NOW, Reply.Outcome.DONE, "here");
    assertThat(take(box.say(Leaf.REPLY, reply), box.say(Leaf.REPLY, reply)).news()).hasSize(1);
    assertThat(history.commands().list(box.address(), 10).getLast().outcome())
        .contains(Reply.Outcome.DONE);
    history.commands().sent(box.address(), serial);

    DesiredConfigs configs = history.desiredConfigs();
    assertThat(configs.current(box.address())).isEmpty();
    long desired = configs.desire(box.address(), "cameras: []", signer).message().serial();
    take(
        box.say(
            Leaf.CONFIG_REPORTED,
            new ReportedConfig(
                1, Box.NOW, desired, ReportedConfig.State.REJECTED, "r1", List.of("no", "never"))));
    assertThat(configs.current(box.address()))
        .hasValueSatisfying(
            c -> {
              assertThat(c.state()).contains(ReportedConfig.State.REJECTED);
              assertThat(c.reasons()).containsExactly("no", "never");
            });
  }

  @Test
  void tokensAndPasswordsAreCheckedAndRevoked() {
    ApiTokens tokens = history.tokens();
    ApiTokens.Issued issued = tokens.issue("dashboard", Set.of("read", "live"));
    assertThat(issued).hasToString(issued.token().toString());
    assertThat(tokens.check(issued.text()).map(ApiTokens.Token::scopes))
        .contains(Set.of("read", "live"));
    assertThat(tokens.check(issued.text() + "0")).isEmpty();
    assertThat(tokens.list())
        .singleElement()
        .satisfies(t -> assertThat(t.lastUsed()).contains(Box.NOW));
    assertThat(tokens.revoke(issued.token().id())).isTrue();
    assertThat(tokens.check(issued.text())).isEmpty();

    DeviceCredentials credentials = history.credentials();
    DeviceAddress device = new Box("b1").address();
    String first = credentials.issue(device);
    String second = credentials.issue(device);
    assertThat(credentials.valid(device.toString(), first)).isFalse();
    assertThat(credentials.valid(device.toString(), second)).isTrue();
    assertThat(credentials.valid("acme/berlin/b2", second)).isFalse();
    assertThat(credentials.revoke(device)).isTrue();
    assertThat(credentials.valid(device.toString(), second)).isFalse();
    assertThat(credentials.list()).hasSize(1);
  }

  @Test
  void deletesWhatIsOldAndKeepsItsSums() {
    Box box = new Box("b1");
    Instant old = Box.NOW.minus(Duration.ofDays(500));
    Box earlier = new Box(box.address(), "e1", false, "Europe/Berlin", old);
    Instant start = old.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    take(earlier.data(Box.row(1, Box.window(start, 7))));
    take(earlier.batch(StreamName.CROSSINGS, Box.crossing(1, start)));
    take(
        box.data(
            Box.row(2, Box.window(minute(0), 1)),
            Box.row(3, Box.window(start.plusSeconds(60), 9))));
    roll();
    Retention retention = history.retention();
    Retention.Swept swept = retention.sweep(1000);
    assertThat(swept.minutes() + swept.months()).isEqualTo(1); // the other one came today
    assertThat(swept.events()).isEqualTo(1);
    assertThat(retention.sweep(1000).done()).isTrue();
    assertThat(tables.count("minute")).isEqualTo(2);
    take(box.data(Box.row(4, Box.window(start.plusSeconds(120), 100)))); // too late to be summed up
    roll();
    assertThat(tables.rows("SELECT grain, ins FROM line_rollup ORDER BY start, grain DESC"))
        .containsExactly("2|16", "1|16", "2|1", "1|1");
  }

  @Test
  void backsUpWhileItIsWrittenAndRestoresAsANewGeneration() throws Exception {
    Box box = new Box("b1");
    AtomicBoolean stop = new AtomicBoolean();
    take(box.data(Box.row(1, Box.window(minute(0), 1))));
    CompletableFuture<Integer> writing =
        CompletableFuture.supplyAsync(
            () -> {
              int seq = 1;
              while (!stop.get()) {
                seq++;
                take(box.data(Box.row(seq, Box.window(minute(seq), 1))));
              }
              return seq;
            });
    Path file = folder.resolve("history.backup");
    history.backup().to(file);
    stop.set(true);
    int last = writing.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> history.backup().to(file)).hasMessageContaining("is there already");
    assertThatThrownBy(() -> Restore.from(file, storage, false, () -> Box.NOW))
        .hasMessageContaining("holds a history already");

    Storage other = newStorage();
    Restore.from(file, other, false, () -> Box.NOW);
    try (History restored = open(other)) {
      assertThat(restored.generation()).isNotEqualTo(history.generation());
      long upto = restored.standing(box.address()).orElseThrow().streams().getFirst().upto();
      assertThat(upto).isBetween(1L, (long) last);
      assertThat(new Tables(restored).count("minute")).isEqualTo((int) upto);
      restored.ingest(List.of(box.data(Box.row(last + 1L, Box.window(minute(last + 1), 1)))));
    }
    Restore.from(file, other, true, () -> Box.NOW); // now it is not empty
    assertThatThrownBy(
            () ->
                Restore.from(
                    Files.writeString(folder.resolve("other"), "no backup"),
                    newStorage(),
                    false,
                    () -> Box.NOW))
        .isInstanceOf(HistoryException.class);
  }

  @Test
  void opensAgain() {
    take(new Box("b1").data(Box.row(1, Box.window(minute(0), 1))));
    String generation = history.generation();
    history.close();
    history = open(storage);
    assertThat(history.generation()).isEqualTo(generation);
    assertThat(take(new Box("b1").data(Box.row(1, Box.window(minute(0), 1)))).counts().duplicates())
        .isEqualTo(1);
    assertThat(history.standing(DeviceAddress.parse("a/b/c"))).isEqualTo(Optional.empty());
  }
}
