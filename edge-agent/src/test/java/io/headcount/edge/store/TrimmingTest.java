package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.CountWindow;
import io.headcount.contract.Entry;
import io.headcount.contract.StreamName;
import io.headcount.edge.journal.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimmingTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int HOUR = 60;
  private static final Set<StreamName> WINDOWS = Set.of(StreamName.WINDOWS);
  private static final int ALL = 1 << 20;

  @TempDir private Path dir;
  private final Map<Long, CountWindow> counted = new HashMap<>();
  private Path file;
  private long highestAcked;
  private StateDb db;
  private SqliteOutbox outbox;
  private Database look;
  private Held box;

  @BeforeEach
  void open() {
    open(dir.resolve("state.db"));
  }

  private void open(Path place) {
    file = place;
    db = StateDb.open(file, () -> Minutes.NOON);
    outbox = SqliteOutbox.open(file, List.of(StreamName.values()));
    look = Database.open(file);
    box = new Held(look);
  }

  @AfterEach
  void close() {
    look.close();
    outbox.close();
    db.close();
  }

  @Test
  void whatIsOldGoesOnlyWhenItIsAcknowledged() {
    count(0, 3 * 24 * HOUR, "door");
    Instant now = Minutes.at(3 * 24 * HOUR);
    Keep roomy = new Keep.ForCollector(DAY, 1L << 30, WINDOWS);

    trim(roomy, now);
    assertThat(box.seqs("windows")).hasSize(3 * 24 * HOUR);
    assertThat(box.seqs("crossings")).as("not sent: by age").hasSize(24 * HOUR);

    outbox.acked(StreamName.WINDOWS, 100);
    trim(roomy, now);
    assertThat(box.seqs("windows").first()).isEqualTo(101);
    assertThat(outbox.take(StreamName.WINDOWS, 1, 100, ALL).entries())
        .containsExactly(new Entry.Tombstone(1, 100, Entry.Reason.EXPIRED));
    outbox.acked(StreamName.WINDOWS, 3 * 24 * HOUR);
    trim(roomy, now);
    assertThat(box.seqs("windows")).as("the last day stays").hasSize(24 * HOUR);

    Keep itself = new Keep.ForItself(Duration.ofHours(1));
    outbox.acked(StreamName.WINDOWS, 0);
    trim(itself, now);
    assertThat(box.seqs("windows")).hasSize(HOUR);
  }

  @Test
  void aClockFixStaysForACollectorThatStartsAnew() {
    count(0, 2 * 24 * HOUR, "door");
    look.write(
        () ->
            look.execute(
                "UPDATE windows SET kind = 'clock', camera = NULL, start = NULL, part = NULL WHERE seq = 7"));
    outbox.acked(StreamName.WINDOWS, 2 * 24 * HOUR);
    trim(new Keep.ForCollector(DAY, 1, WINDOWS), Minutes.at(2 * 24 * HOUR));

    assertThat(box.seqs("windows").first()).isEqualTo(7);
    assertThat(box.seqs("windows")).hasSize(1 + HOUR + 1);
  }

  @Test
  void roomIsMadeInTheOrderOfWhatHurtsLeast() {
    count(0, 12 * HOUR, "door");
    outbox.acked(StreamName.WINDOWS, 2 * HOUR);
    Instant now = Minutes.at(12 * HOUR);
    long all = box.live();

    trim(keep(all), now);
    assertThat(box.live()).as("within its budget nothing happens").isEqualTo(all);
    assertThat(db.trim(keep(all - 1), now, 10)).isEqualTo(10);
    assertThat(box.seqs("windows").first()).as("acknowledged, though young").isEqualTo(11);

    shrink(now, () -> box.seqs("windows").first() > 2 * HOUR);
    assertThat(box.seqs("crossings")).hasSize(12 * HOUR);
    shrink(now, () -> box.seqs("crossings").isEmpty() && box.seqs("visits").isEmpty());
    assertThat(box.minutes()).isEqualTo(Map.of(1, 10 * HOUR));

    // to minute 659 all is older than an hour: quarters end at 645, hours at 600
    shrink(now, () -> box.minutes().getOrDefault(1, 0) <= 75);
    assertThat(box.minutes()).isEqualTo(Map.of(1, 75, 15, 35));
    assertThat(box.tombstones()).allMatch(range -> range.reason() == Entry.Reason.COARSENED);
    check();
    shrink(now, () -> box.minutes().getOrDefault(15, 0) == 3);
    assertThat(box.minutes()).isEqualTo(Map.of(1, 75, 15, 3, 60, 8));
    assertThat(box.counter("evicted")).isZero();
    assertThat(box.counter("coarsened")).isEqualTo(525);
    check();

    trim(keep(1), now);
    assertThat(box.minutes()).isEqualTo(Map.of(1, 75, 15, 3));
    assertThat(box.tombstones())
        .containsExactly(
            new Entry.Tombstone(121, 600, Entry.Reason.EVICTED),
            new Entry.Tombstone(601, 614, Entry.Reason.COARSENED),
            new Entry.Tombstone(616, 629, Entry.Reason.COARSENED),
            new Entry.Tombstone(631, 644, Entry.Reason.COARSENED));
    assertThat(box.counter("evicted")).isEqualTo(8);
    check();
  }

  /** Minutes, acknowledgements and sending in any order, with parts, holes and changes. */
  @RepeatedTest(6)
  void everyNumberEndsOnceAndNoCountIsLost(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int minute = 0;
    Map<Long, String> offered = new HashMap<>();
    while (minute < 2 * 24 * HOUR) {
      minute = someHours(random, minute);
      long next = outbox.position(StreamName.WINDOWS).next();
      if (random.nextInt(3) == 0) {
        long from = 1 + random.nextLong(next - 1);
        outbox
            .take(StreamName.WINDOWS, from, Math.min(next - 1, from + random.nextInt(200)), ALL)
            .entries()
            .forEach(entry -> remember(offered, entry));
      }
      if (repetition.getCurrentRepetition() % 2 == 0 && random.nextInt(6) == 0) {
        outbox.acked(StreamName.WINDOWS, random.nextLong(next));
      }
      long budget = Math.max(4096, box.live() * (60 + random.nextInt(45)) / 100);
      db.trim(keep(budget), Minutes.at(minute), 1 + random.nextInt(3000));
      check();
      assertOfferedStay(offered);
    }
  }

  private int someHours(Random random, int from) {
    int to = from + 1 + random.nextInt(6 * HOUR);
    String revision = random.nextInt(3) == 0 ? "r2" : "r1";
    List<CountWindow> windows = new ArrayList<>();
    for (int minute = from; minute < to; minute++) {
      for (String camera : List.of("door", "till")) {
        for (int part = 0; part < (random.nextInt(20) == 0 ? 2 : 1); part++) {
          if (random.nextInt(10) > 0) {
            windows.add(Minutes.random(camera, Minutes.at(minute), part, revision, random));
          }
        }
      }
    }
    commit(new Commit(windows, List.of(), List.of(), new Snapshot(to, revision, "{}")));
    return to;
  }

  private static void remember(Map<Long, String> offered, Entry entry) {
    if (entry instanceof Entry.Row row) {
      offered.put(row.seq(), row.body());
    }
  }

  /** What was offered is as it was, or gone. */
  private void assertOfferedStay(Map<Long, String> offered) {
    box.rows().stream()
        .filter(row -> offered.containsKey(row.seq()))
        .forEach(row -> assertThat(row.body()).isEqualTo(offered.get(row.seq())));
    for (Entry.Tombstone range : box.tombstones()) {
      if (range.reason() == Entry.Reason.COARSENED) {
        assertThat(offered.keySet()).noneMatch(seq -> seq >= range.from() && seq <= range.to());
      }
    }
  }

  @Test
  void aMonthOffLineFitsIntoASmallBudget() {
    int days = 30;
    Keep small = new Keep.ForCollector(Duration.ofDays(30), 8_000_000, WINDOWS);
    List<Integer> looked = new ArrayList<>();
    for (int minute = 0; minute < days * 24 * HOUR; minute += 90) {
      count(minute, minute + 90, "door", "till");
      looked.add(db.trim(small, Minutes.at(minute + 90), 1000));
    }

    assertThat(looked).allMatch(rows -> rows <= 1000 + 2 * HOUR);
    assertThat(box.live()).isLessThan(8_000_000 + 200_000);
    check();
    assertThat(box.minutes()).containsKeys(1, 15);
    assertThat(box.counter("evicted")).as("there was room for all counts").isZero();
    assertThat(outbox.position(StreamName.WINDOWS).next()).isEqualTo(2L * days * 24 * HOUR + 1);
  }

  @Test
  void aSegmentOfTheClockIsNotMixedWithAnother() {
    count(0, 10, "door");
    try (ClockLog clock = ClockLog.open(file, new FakeBoot())) {
      clock.begin(Minutes.at(10), Minutes.at(10));
      count(10, 3 * HOUR, "door");
      clock.follow();
    }
    shrink(Minutes.at(3 * HOUR), () -> box.minutes().containsKey(15));
    check();
    assertThat(box.seqs("windows")).contains(10L, 15L);
  }

  @Test
  void aFullDiskIsTriedAgainAndDeletingStillWorks() throws Exception {
    close();
    try (SmallDisk disk = SmallDisk.mount(dir, 24)) {
      open(disk.folder().resolve("state.db"));
      count(0, 3 * 24 * HOUR, "door", "till");
      disk.fill(disk.folder().resolve("filler"), 0);
      int before = box.seqs("windows").size();
      int failures = 0;
      for (int i = 0; i < 10; i++) {
        try {
          db.trim(keep(1), Minutes.at(3 * 24 * HOUR), 1000);
        } catch (StoreException e) {
          assertThat(e.retryable()).isTrue();
          failures++;
        }
      }
      assertThat(failures).isLessThan(10);
      assertThat(box.seqs("windows").size()).isLessThan(before);
      check();
      Files.delete(disk.folder().resolve("filler"));
      trim(keep(1), Minutes.at(3 * 24 * HOUR));
      check();
      close();
      open(file);
      check();
      close();
    } finally {
      open(dir.resolve("state.db"));
    }
  }

  @Test
  void aKillWhileTrimmingLeavesItAsItWas() throws Exception {
    count(0, 6 * HOUR, "door", "till");
    Path copy = dir.resolve("copy.db");
    look.write(
        () -> {
          look.execute("DELETE FROM windows WHERE seq < 100");
          try {
            for (String suffix : new String[] {"", "-wal"}) {
              Files.copy(
                  file.resolveSibling("state.db" + suffix),
                  copy.resolveSibling("copy.db" + suffix));
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    close();
    open(copy);
    assertThat(box.seqs("windows")).hasSize(12 * HOUR);
    check();
  }

  @Test
  void aBudgetIsForACollector() {
    assertThatThrownBy(() -> new Keep.ForCollector(Duration.ofHours(23), 1, WINDOWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT24H");
    assertThatThrownBy(() -> new Keep.ForCollector(DAY, 0, WINDOWS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Keep.ForCollector(DAY, 1, Set.of(StreamName.VISITS)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Keep keep(long budget) {
    return new Keep.ForCollector(Duration.ofDays(30), budget, WINDOWS);
  }

  private void trim(Keep keep, Instant now) {
    while (db.trim(keep, now, 5000) > 0) {
      // until nothing is left to do
    }
  }

  private interface Reached {
    boolean yes();
  }

  /** Lowers the budget page by page until something has come to pass. */
  private void shrink(Instant now, Reached reached) {
    while (!reached.yes()) {
      long before = box.live();
      assertThat(db.trim(keep(before - 1), now, 10)).isPositive();
      assertThat(box.live()).isLessThanOrEqualTo(before);
    }
  }

  private void count(int from, int to, String... cameras) {
    List<CountWindow> windows = new ArrayList<>();
    List<Commit> commits = new ArrayList<>();
    for (int minute = from; minute < to; minute++) {
      commits.add(Minutes.commit(minute, cameras));
    }
    commits.forEach(commit -> windows.addAll(commit.windows()));
    commit(
        new Commit(
            windows,
            commits.stream().flatMap(commit -> commit.crossings().stream()).toList(),
            commits.stream().flatMap(commit -> commit.visits().stream()).toList(),
            new Snapshot(to, "r1", "{}")));
  }

  private void commit(Commit commit) {
    long seq = outbox.position(StreamName.WINDOWS).next();
    db.commit(commit);
    for (CountWindow window : commit.windows()) {
      counted.put(seq++, window);
    }
  }

  /** Each number is held, or said to hold nothing, or acknowledged; and all counts are there. */
  private void check() {
    highestAcked = Math.max(highestAcked, outbox.position(StreamName.WINDOWS).acked());
    Set<Long> held = box.seqs("windows");
    Map<Long, Entry.Reason> gone = new HashMap<>();
    for (Entry.Tombstone range : box.tombstones()) {
      for (long seq = range.from(); seq <= range.to(); seq++) {
        assertThat(gone.put(seq, range.reason()) == null && !held.contains(seq))
            .as("%d is one thing only", seq)
            .isTrue();
      }
    }
    // what shares an hour with something acknowledged may have left it behind
    Instant settled =
        counted.entrySet().stream()
            .filter(entry -> entry.getKey() <= highestAcked)
            .map(entry -> Coarsening.spanOf(entry.getValue().start(), HOUR).plusSeconds(3600))
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    List<CountWindow> expected = new ArrayList<>();
    counted.forEach(
        (seq, window) -> {
          boolean known = held.contains(seq) || gone.containsKey(seq);
          assertThat(known || seq <= highestAcked).as("%d is accounted for", seq).isTrue();
          if (!window.start().isBefore(settled) && gone.get(seq) != Entry.Reason.EVICTED) {
            expected.add(window);
          }
        });
    assertThat(
            Minutes.sums(
                box.rows().stream()
                    .map(box::window)
                    .filter(window -> !window.start().isBefore(settled))
                    .toList()))
        .isEqualTo(Minutes.sums(expected));
  }
}
