package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.ClockFix;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import io.headcount.edge.journal.SteadyClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A box with two cameras, whose clock is wrong and whose minutes must come out right. */
class ClockLogTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path dir;
  private final FakeBoot boot = new FakeBoot();
  private final List<Instant> truth = new ArrayList<>();
  private Instant now = Minutes.NOON;
  private Duration late = Duration.ZERO;
  private Duration next = Duration.ZERO;
  private long nanos;
  private Path file;
  private StateDb db;
  private SqliteOutbox outbox;
  private SteadyClock steady;
  private ClockLog log;

  @BeforeEach
  void open() {
    file = dir.resolve("state.db");
    db = StateDb.open(file, () -> now);
    outbox = SqliteOutbox.open(file, List.of(StreamName.WINDOWS));
    steady = SteadyClock.start(() -> now.minus(late), () -> nanos, dir.resolve("time.mark"));
    log = ClockLog.open(file, boot);
  }

  @AfterEach
  void close() {
    log.close();
    outbox.close();
    db.close();
  }

  @Test
  void startedIn1970AndThenSetRight() {
    late = Duration.between(Instant.EPOCH, now);
    start();
    count(5);
    behind(Duration.ZERO);
    count(3);
    assertThat(measure()).isEqualTo(1);

    assertThat(corrected()).isEqualTo(truth);
    assertThat(fixes()).hasSize(1).allMatch(fix -> !fix.onward());
    assertThat(measure()).isZero();
  }

  @Test
  void measuredIn1970AndThenSetRight() {
    late = Duration.between(Instant.EPOCH, now);
    start();
    count(5);
    assertThat(measure()).isEqualTo(1);
    count(2);
    behind(Duration.ZERO);
    count(3);
    assertThat(measure()).isEqualTo(1);
    count(2);
    assertThat(corrected()).isEqualTo(truth);
  }

  @Test
  void aYearAheadAtARestartAndBack() {
    start();
    count(3);
    measure();
    late = Duration.ofDays(-365);
    restart(Duration.ofSeconds(20));
    count(4);
    assertThat(measure()).isEqualTo(1);
    behind(Duration.ZERO);
    count(2);
    restart(Duration.ofSeconds(20));
    count(4);
    assertThat(measure()).as("the time goes on from where it was").isLessThanOrEqualTo(1);
    assertThat(corrected()).isEqualTo(truth);
  }

  @Test
  void threeHoursBackAtARestartAfterADayOff() {
    start();
    count(3);
    late = Duration.ofHours(3);
    restart(Duration.ofDays(1));
    count(3);
    behind(Duration.ZERO);
    count(3);
    measure();
    assertThat(corrected()).isEqualTo(truth);
  }

  @ParameterizedTest
  @CsvSource({"29, 0", "31, 1"})
  void aClockThatIsAlmostRightIsLeftAlone(long seconds, int fixes) {
    late = Duration.ofSeconds(seconds);
    start();
    count(3);
    assertThat(measure()).isEqualTo(fixes);
  }

  /** Days of 23 and 25 hours are for those who show them: all times here are UTC. */
  @ParameterizedTest
  @CsvSource({"2026-03-29T00:30:00Z", "2026-10-25T00:30:00Z"})
  void daysOnWhichClocksAreSetChangeNothing(Instant night) {
    now = night;
    start();
    count(120);
    assertThat(measure()).isZero();
    assertThat(corrected()).isEqualTo(truth);
  }

  @Test
  void aRunThatWasNeverMeasuredKeepsItsTimes() {
    late = Duration.ofHours(2);
    start();
    count(3);
    late = Duration.ZERO;
    restart(Duration.ofHours(1));
    count(3);
    measure();
    assertThat(corrected().subList(6, 12)).isEqualTo(truth.subList(6, 12));
    assertThat(corrected().subList(0, 6))
        .isEqualTo(truth.subList(0, 6).stream().map(time -> time.minusSeconds(7200)).toList());
  }

  @Test
  void theRowsAreSentWithTheOthersAndToldOnceAlsoAfterARestart() {
    late = Duration.ofHours(2);
    start();
    count(3);
    assertThat(measure()).isEqualTo(1);
    count(1);
    restartProgram();
    assertThat(measure()).as("no minute of this start is there yet").isZero();
    count(2);
    assertThat(measure()).isZero();

    assertThat(outbox.take(StreamName.WINDOWS, 1, 13, 1 << 20).entries())
        .extracting(entry -> ((Entry.Row) entry).kind())
        .startsWith(Entry.Kind.WINDOW)
        .containsOnlyOnce(Entry.Kind.CLOCK);
    assertThat(corrected()).isEqualTo(truth);
    StateReader reader = new StateReader(file);
    assertThat(reader.windowCount()).isEqualTo(12);
    assertThat(reader.windows()).hasSize(12);
    assertThat(reader.windows("door", 2)).hasSize(2);
    assertThat(reader.totals(Instant.EPOCH).lines()).hasSize(4);
  }

  @Test
  void segmentsAreBounded() {
    start();
    try (Database look = Database.open(file)) {
      look.write(
          () ->
              look.execute(
                  """
                  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
                  INSERT INTO segment (from_seq, settled, boot, uptime, steady, measured)
                  SELECT 1, 1, 'boot-1', 0, 0, 0 FROM n"""));
      log.begin(steady.instant(), steady.instant());
      assertThat(look.look(() -> look.number("SELECT count(*) FROM segment").orElse(0)))
          .isEqualTo(1000);
    }
  }

  @Test
  void theMachineSaysHowLongItRuns() throws Exception {
    Path id = Files.writeString(dir.resolve("boot_id"), "1b-2c\n");
    Path uptime = Files.writeString(dir.resolve("uptime"), "350735.47 234388.90\n");
    BootClock clock = BootClock.of(id, uptime);
    assertThat(clock.bootId()).isEqualTo("1b-2c");
    assertThat(clock.uptimeMillis()).isEqualTo(350_735_470);
    assertThatThrownBy(() -> BootClock.of(dir.resolve("none"), uptime))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("none");
    assertThat(BootClock.linux().uptimeMillis()).isPositive();
    start();
  }

  /** Counts minutes of both cameras; a minute is stored when the next one has begun. */
  private void count(int minutes) {
    for (int i = 0; i < minutes; i++) {
      Instant recorded = steady.instant();
      Instant really = now;
      late = next; // while the minute is open
      pass(MINUTE);
      steady.takeJumps().forEach(jump -> log.begin(jump, steady.instant()));
      for (String camera : List.of("door", "till")) {
        CountWindow window =
            Minutes.random(camera, Coarsening.spanOf(recorded, 1), 0, "r1", new Random(1));
        db.commit(Minutes.only(window));
        truth.add(Coarsening.spanOf(really, 1));
      }
      log.follow();
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
    boot.pass(time.toMillis());
    nanos += time.toNanos();
    steady.instant();
  }

  /** The box's clock is so much behind from the middle of the next minute on. */
  private void behind(Duration by) {
    next = by;
  }

  private void start() {
    next = late;
    steady = SteadyClock.start(() -> now.minus(late), () -> nanos, dir.resolve("time.mark"));
    log.begin(steady.instant(), steady.instant());
  }

  private void restartProgram() {
    steady.save();
    reopen();
    start();
  }

  private void restart(Duration off) {
    steady.save();
    reopen();
    now = now.plus(off);
    boot.restart();
    nanos = 0;
    start();
  }

  private void reopen() {
    log.close();
    log = ClockLog.open(file, boot);
  }

  private int measure() {
    Instant shown = steady.instant();
    return log.tell(new ClockMeasurement(boot.uptimeMillis(), shown, Duration.between(shown, now)));
  }

  private List<ClockFix> fixes() {
    JsonCodec codec = new JsonCodec();
    return rows().stream()
        .filter(row -> row.kind() == Entry.Kind.CLOCK)
        .map(row -> codec.read(row.body(), ClockFix.class))
        .toList();
  }

  private List<Entry.Row> rows() {
    long last = outbox.position(StreamName.WINDOWS).next() - 1;
    return outbox.take(StreamName.WINDOWS, 1, last, 1 << 22).entries().stream()
        .map(entry -> (Entry.Row) entry)
        .toList();
  }

  /** What a collector makes of it: the last fix that speaks for a number holds. */
  private List<Instant> corrected() {
    JsonCodec codec = new JsonCodec();
    List<ClockFix> fixes = fixes();
    return rows().stream()
        .filter(row -> row.kind() == Entry.Kind.WINDOW)
        .map(
            row -> {
              long shift =
                  fixes.stream()
                      .filter(
                          fix ->
                              row.seq() >= fix.fromSeq()
                                  && (fix.onward() || row.seq() <= fix.toSeq()))
                      .flatMapToLong(fix -> LongStream.of(fix.shiftMillis()))
                      .reduce(0, (_, last) -> last);
              Instant start = codec.read(row.body(), CountWindow.class).start();
              return nearest(start.plusMillis(shift));
            })
        .toList();
  }

  /** Starts of minutes on a clock that is no whole minutes late are so much off. */
  private static Instant nearest(Instant time) {
    return Coarsening.spanOf(time.plusSeconds(30), 1);
  }
}
