package io.headcount.bench.delivery;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Boxes with made-up minutes, each a process with a folder of its own. Confined to one thread; ends
 * the processes on {@link #close}.
 */
final class Boxes implements AutoCloseable {
  private static final Duration DRAIN_WITHIN = Duration.ofMinutes(5);
  private static final long POLL_MS = 500;

  /** Of each box's database, in bytes: more than any run fills. */
  private static final long BUDGET = 1L << 30;

  private final Path folder;
  private final URI broker;
  private final Map<String, Path> databases = new LinkedHashMap<>();
  private final List<Child> running = new ArrayList<>();

  private Boxes(Path folder, URI broker) {
    this.folder = folder;
    this.broker = broker;
  }

  /**
   * Starts some.
   *
   * @param rate minutes that each closes in a second
   */
  static Boxes start(Path folder, URI broker, int count, double rate) throws IOException {
    Boxes boxes = new Boxes(folder, broker);
    try {
      for (int i = 1; i <= count; i++) {
        boxes.startOne("box-" + i, rate);
      }
      return boxes;
    } catch (IOException | RuntimeException e) {
      boxes.close();
      throw e;
    }
  }

  /** Each box's database, by its name. */
  Map<String, Path> databases() {
    return Map.copyOf(databases);
  }

  void killOneAndRestart(Random random) throws IOException, InterruptedException {
    running.get(random.nextInt(running.size())).killAndRestart();
  }

  /**
   * They count no more, and send what is left.
   *
   * @return whether all of it was acknowledged
   */
  boolean drain() throws InterruptedException, SQLException, IOException {
    for (Child box : running) {
      box.kill();
    }
    running.clear();
    for (String name : List.copyOf(databases.keySet())) {
      startOne(name, 0);
    }
    long deadline = System.nanoTime() + DRAIN_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (allAcknowledged()) {
        return true;
      }
      Thread.sleep(POLL_MS);
    }
    return false;
  }

  private boolean allAcknowledged() throws SQLException {
    for (Path database : databases.values()) {
      if (!Books.acknowledged(database)) {
        return false;
      }
    }
    return true;
  }

  private void startOne(String name, double rate) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    databases.put(name, data.resolve("state.db"));
    running.add(
        Child.start(
            Programs.box(
                data.toString(),
                broker.toString(),
                "bench/store/" + name,
                Double.toString(rate),
                Long.toString(BUDGET)),
            folder.resolve(name + ".log")));
  }

  @Override
  public void close() {
    running.forEach(Child::close);
  }
}
