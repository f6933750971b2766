package io.headcount.collector.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Entry;
import io.headcount.contract.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is summed up and where clock fixes put it, on every kind of database. */
abstract class SumsSuite extends IngestSuite {
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
      messages.add(box.data(Box.coarse(55, 15, Box.window("door", minute(195), 0, 90, 0.5))));
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
}
