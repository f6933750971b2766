package io.headcount.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that was cut off for 30 days, with little room, accounts for every minute afterwards. */
final class PartitionIT {
  private static final int MINUTES = 30 * 24 * 60;
  private static final int CHUNK = 12 * 60;
  private static final long ROWS = 2L * MINUTES;

  @TempDir private Path folder;
  private final JsonCodec codec = new JsonCodec();
  private Broker broker;
  private LocalCollector collector;
  private LocalBox box;

  /** People in and out. */
  private record Sum(long in, long out) {
    static final Sum NONE = new Sum(0, 0);

    static Sum of(CountWindow window) {
      return window.lines().stream().map(Sum::of).reduce(NONE, Sum::plus);
    }

    private static Sum of(LineCount line) {
      return new Sum(line.in(), line.out());
    }

    Sum plus(Sum other) {
      return new Sum(in + other.in, out + other.out);
    }
  }

  /** A window at the collector, coarse or not. */
  private record Arrived(long seq, int minutes, CountWindow window, String body) {}

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("broker"));
    collector = new LocalCollector(folder.resolve("collector"), broker.address());
    collector.start();
    box = LocalBox.open(folder.resolve("box"), "box");
  }

  @AfterEach
  void stop() {
    box.close();
    collector.close();
    broker.close();
  }

  @Test
  void nothingIsLostWhereMinutesPutTogetherHaveRoom() throws Exception {
    isCutOff(8_000_000);

    connectsAndCountsOn();

    List<Arrived> arrived = arrived();
    assertThat(arrived).filteredOn(a -> a.minutes() == 1).isNotEmpty();
    assertThat(arrived).filteredOn(a -> a.minutes() > 1).isNotEmpty();
    assertThat(arrived)
        .filteredOn(a -> a.minutes() == 1)
        .allSatisfy(a -> assertThat(a.body()).isEqualTo(codec.write(sent(a.seq()))));
    assertThat(tombstones("evicted")).isZero();
    assertThat(arrived.size() + tombstones("coarsened")).isEqualTo(ROWS + live());
    assertThat(byHour(arrived)).isEqualTo(counted());
  }

  @Test
  void whatIsGivenUpIsAccountedFor() throws Exception {
    isCutOff(400_000);

    connectsAndCountsOn();

    List<Arrived> arrived = arrived();
    assertThat(arrived.size() + tombstones("coarsened") + tombstones("evicted"))
        .isEqualTo(ROWS + live());
    assertThat(tombstones("evicted")).isPositive();
    assertThat(total(arrived).plus(evicted())).isEqualTo(all());
  }

  private void isCutOff(long budget) {
    for (int minute = 0; minute < MINUTES; minute += CHUNK) {
      box.count(minute, CHUNK);
      box.trim(budget, SyntheticBox.BEGIN.plus(Duration.ofMinutes(minute + CHUNK)));
    }
  }

  /** New minutes do not wait for the old ones. */
  private void connectsAndCountsOn() throws Exception {
    box.connect(broker.address());
    Waiting.until("the box is connected", box::connected);
    box.count(MINUTES, 1);
    Waiting.until(
        "the new minute is there", () -> collector.number(stored("seq > " + ROWS)) == live());
    Waiting.until("all is acknowledged", box::acknowledged);
    assertThat(received("max", "seq > " + ROWS)).isLessThan(received("max", "seq <= " + ROWS));
    assertThat(Books.compare(Map.of("box", box.file()), collector.file()).equal()).isTrue();
    assertThat(collector.rows("SELECT from_seq, to_seq FROM island", row -> row.getLong(2)))
        .containsExactly(ROWS + live());
  }

  private static long live() {
    return 2;
  }

  private static String stored(String condition) {
    return "SELECT count(*) FROM minute WHERE " + condition;
  }

  private long received(String which, String condition) throws SQLException {
    return collector.number("SELECT " + which + "(received) FROM minute WHERE " + condition);
  }

  private long tombstones(String reason) throws SQLException {
    return collector.number(
        "SELECT coalesce(sum(to_seq - from_seq + 1), 0) FROM tombstone WHERE reason = '"
            + reason
            + "'");
  }

  private List<Arrived> arrived() throws SQLException {
    return collector.rows(
        "SELECT seq, minutes, body FROM minute",
        row -> {
          String body = row.getString(3);
          CountWindow window =
              row.getInt(2) == 1
                  ? codec.read(body, CountWindow.class)
                  : codec.read(body, CoarseWindow.class).window();
          return new Arrived(row.getLong(1), row.getInt(2), window, body);
        });
  }

  /** The window that first had a number. */
  private static CountWindow sent(long seq) {
    return SyntheticBox.window((seq - 1) % 2 == 0 ? "door" : "tills", (seq - 1) / 2);
  }

  private static Map<String, Sum> byHour(List<Arrived> arrived) {
    Map<String, Sum> hours = new TreeMap<>();
    arrived.forEach(a -> add(hours, a.window()));
    return hours;
  }

  private static Map<String, Sum> counted() {
    Map<String, Sum> hours = new TreeMap<>();
    for (long seq = 1; seq <= ROWS + live(); seq++) {
      add(hours, sent(seq));
    }
    return hours;
  }

  private static void add(Map<String, Sum> hours, CountWindow window) {
    long hour = window.start().getEpochSecond() / 3600;
    hours.merge(window.camera() + " " + hour, Sum.of(window), Sum::plus);
  }

  private static Sum total(List<Arrived> arrived) {
    return arrived.stream().map(a -> Sum.of(a.window())).reduce(Sum.NONE, Sum::plus);
  }

  private static Sum all() {
    return counted().values().stream().reduce(Sum.NONE, Sum::plus);
  }

  private Sum evicted() throws SQLException {
    Sum sum = Sum.NONE;
    for (long[] range :
        collector.rows(
            "SELECT from_seq, to_seq FROM tombstone WHERE reason = 'evicted'",
            row -> new long[] {row.getLong(1), row.getLong(2)})) {
      for (long seq = range[0]; seq <= range[1]; seq++) {
        sum = sum.plus(Sum.of(sent(seq)));
      }
    }
    return sum;
  }
}
