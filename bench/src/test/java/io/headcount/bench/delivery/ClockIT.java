package io.headcount.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CountWindow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a box's clock shows, its minutes end up at their true time, and none is lost. */
final class ClockIT {
  private static final Duration YEAR = Duration.ofDays(365);

  /** The way of an acknowledgement on a busy machine; what is put wrong here is hours and more. */
  private static final Duration NEAR = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private final Time time = new Time();
  private final Map<Instant, Instant> truth = new TreeMap<>(); // true times by recorded ones
  private Broker broker;
  private LocalCollector collector;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("broker"));
    broker.kill(); // the box is alone at first
    collector =
        new LocalCollector(folder.resolve("collector"), broker.address(), Duration.ZERO, time);
  }

  @AfterEach
  void stop() {
    collector.close();
    broker.close();
  }

  @Test
  void aClockThatBeganIn1970AndIsSetLater() throws Exception {
    time.err(Duration.between(time.instant(), Instant.EPOCH));
    try (LocalBox box = open()) {
      count(box, 5);
      time.err(Duration.ZERO);
      assertThat(box.clock().instant()).isAfter(Instant.EPOCH.plus(YEAR));
      Waiting.until("the box notes the jump", () -> segments(box) == 2);
      count(box, 4);
      comesTogether();

      arriveAtTheirTime(box);
      count(box, 2);
      arriveAtTheirTime(box);
      assertThat(truth.keySet()).first().isEqualTo(Instant.EPOCH);
    }
  }

  @Test
  void aClockAYearAhead() throws Exception {
    time.err(YEAR);
    try (LocalBox box = open()) {
      count(box, 4);
      comesTogether();

      arriveAtTheirTime(box);
      count(box, 3);
      time.err(Duration.ZERO); // set right, and the box's own time goes on from where it is
      count(box, 2);
      arriveAtTheirTime(box);
      assertThat(truth.keySet()).allMatch(recorded -> recorded.isAfter(time.instant()));
    }
  }

  @Test
  void aClockThreeHoursBehindAfterARestart() throws Exception {
    try (LocalBox box = open()) {
      count(box, 5);
      comesTogether();
      arriveAtTheirTime(box);
    }
    collector.stop();
    broker.kill();
    time.leap(Duration.ofHours(4));
    time.err(Duration.ofHours(-3));
    time.boot("boot-2");
    try (LocalBox box = open()) {
      count(box, 5);
      comesTogether();

      arriveAtTheirTime(box);
      count(box, 2);
      arriveAtTheirTime(box);
    }
  }

  /** A box that tries to connect, and has noted by which clock it stamps. */
  private LocalBox open() throws Exception {
    LocalBox box = LocalBox.open(folder.resolve("box"), "box", time);
    long before = segments(box);
    box.connect(broker.address());
    Waiting.until("the box notes its start", () -> segments(box) == before + 1);
    return box;
  }

  private void comesTogether() throws Exception {
    broker.startWiped();
    collector.start();
  }

  /** Minutes go by, each is closed at its end. */
  private void count(LocalBox box, int minutes) {
    for (int i = 0; i < minutes; i++) {
      Instant shown = box.clock().instant();
      Instant start = shown.truncatedTo(ChronoUnit.MINUTES);
      truth.put(start, start.plus(Duration.between(shown, time.instant())));
      time.leap(Duration.ofMinutes(1));
      box.store(List.of(window(start)));
    }
  }

  private static CountWindow window(Instant start) {
    CountWindow made = SyntheticBox.window("door", 1);
    return new CountWindow(
        made.v(),
        made.camera(),
        start,
        made.part(),
        made.coverage(),
        made.frames(),
        made.revision(),
        made.lines(),
        made.zones(),
        made.statics());
  }

  private void arriveAtTheirTime(LocalBox box) throws Exception {
    Waiting.until("all is acknowledged", box::acknowledged);
    Waiting.until("minutes are at " + truth, () -> box.acknowledged() && atTheirTime());
    assertThat(Books.compare(Map.of("box", box.file()), collector.file()))
        .isEqualTo(new Books.Comparison(truth.size(), 0, 0, 0));
  }

  private boolean atTheirTime() throws SQLException {
    Map<Instant, Instant> stored = new TreeMap<>();
    collector
        .rows(
            "SELECT recorded, start FROM minute",
            row ->
                List.of(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))))
        .forEach(times -> stored.put(times.getFirst(), times.getLast()));
    return stored.keySet().equals(truth.keySet())
        && IntStream.range(0, truth.size()).allMatch(i -> near(nth(stored, i), nth(truth, i)));
  }

  private static Instant nth(Map<Instant, Instant> times, int number) {
    return List.copyOf(times.values()).get(number);
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(NEAR) <= 0;
  }

  private static long segments(LocalBox box) throws SQLException {
    return box.number("SELECT count(*) FROM segment");
  }
}
