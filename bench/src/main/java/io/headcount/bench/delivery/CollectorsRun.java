package io.headcount.bench.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills collectors that share a database at random, and looks whether every number arrives. */
@Command(
    name = "collectors",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs boxes with made-up minutes, a Mosquitto, a PostgreSQL and three collectors on it; kills",
      "one of the collectors with SIGKILL every few seconds while data flows, then waits until all",
      "is acknowledged and compares every row in PostgreSQL with the boxes'."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row arrived once, as it was",
      "1:a row is missing, doubled or different, or something did not come back; the folder is kept",
      "2:the command line is wrong"
    })
public final class CollectorsRun implements Callable<Integer> {
  private static final List<String> COLLECTORS = List.of("a", "b", "c");
  private static final Duration DRAIN_WITHIN = Duration.ofMinutes(5);
  private static final long BUDGET = 1L << 30;

  @Option(names = "--kills", paramLabel = "N", defaultValue = "100")
  private int kills;

  @Option(names = "--boxes", paramLabel = "N", defaultValue = "4")
  private int boxes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "25",
      description = "Minutes that each box closes in a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "8",
      description = "Between two kills, at most (default: ${DEFAULT-VALUE}).")
  private int pause;

  @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1")
  private long seed;

  private final Map<String, Path> databases = new LinkedHashMap<>();
  private final List<Child> collectors = new ArrayList<>();
  private final List<Child> agents = new ArrayList<>();

  /** Made by picocli. */
  public CollectorsRun() {}

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("headcount-collectors");
    System.out.println("folder " + folder);
    try (Postgres postgres = Postgres.start(folder.resolve("postgres"));
        Broker broker = Broker.start(folder.resolve("broker"))) {
      for (String name : COLLECTORS) {
        collectors.add(collector(folder, name, postgres, broker));
      }
      for (int i = 1; i <= boxes; i++) {
        agents.add(box(folder, broker, "box-" + i, rate));
      }
      torment();
      boolean drained = drain(folder, broker);
      Books.Comparison books = Books.compare(databases, rows(postgres));
      System.out.printf(
          "%d kills; rows %,d: missing %d, different %d, foreign %d; %s%n",
          kills,
          books.rows(),
          books.missing(),
          books.different(),
          books.foreign(),
          drained ? "all acknowledged" : "NOT all acknowledged");
      return drained && books.equal() && books.rows() > 0 ? 0 : 1;
    } finally {
      agents.forEach(Child::close);
      collectors.forEach(Child::close);
    }
  }

  private void torment() throws IOException, InterruptedException {
    Random random = new Random(seed);
    for (int done = 1; done <= kills; done++) {
      Thread.sleep(1000 + random.nextInt(1000 * pause));
      collectors.get(random.nextInt(collectors.size())).killAndRestart();
      if (done % 20 == 0) {
        System.out.printf("to do: %d kills%n", kills - done);
      }
    }
  }

  /** The boxes count no more, and send what is left. */
  private boolean drain(Path folder, Broker broker)
      throws InterruptedException, SQLException, IOException {
    for (Child agent : agents) {
      agent.kill();
    }
    agents.clear();
    for (String name : databases.keySet()) {
      agents.add(box(folder, broker, name, 0));
    }
    long deadline = System.nanoTime() + DRAIN_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      boolean all = true;
      for (Path database : databases.values()) {
        all &= Books.acknowledged(database);
      }
      if (all) {
        return true;
      }
      Thread.sleep(500);
    }
    return false;
  }

  /** What they hold, by device. */
  private static Books.Source<IOException> rows(Postgres postgres) {
    return device -> stored(postgres, device);
  }

  private static List<Books.Stored> stored(Postgres postgres, String device) throws IOException {
    return postgres
        .rows(
            "SELECT m.seq, m.body FROM minute m JOIN device d ON d.id = m.device_id"
                + " WHERE d.name = '"
                + device
                + "'")
        .stream()
        .map(row -> row.split("\t", 2))
        .map(columns -> new Books.Stored(Long.parseLong(columns[0]), columns[1]))
        .toList();
  }

  private Child box(Path folder, Broker broker, String name, double minutesPerSecond)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    databases.put(name, data.resolve("state.db"));
    return Child.start(
        Programs.box(
            data.toString(),
            broker.address().toString(),
            "bench/store/" + name,
            Double.toString(minutesPerSecond),
            Long.toString(BUDGET)),
        folder.resolve(name + ".log"));
  }

  private static Child collector(Path folder, String name, Postgres postgres, Broker broker)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("collector-" + name));
    Path config = folder.resolve("collector-" + name + ".yaml");
    Files.writeString(
        config,
        """
        name: %s
        data: %s
        database: {url: "%s", user: %s}
        broker: {url: "%s"}
        http: {port: 0}
        retention: {minutes: 36500d}
        """
            .formatted(name, data, postgres.url(), Postgres.USER, broker.address()));
    return Child.start(
        Programs.collector("run", "--config", config.toString()),
        folder.resolve("collector-" + name + ".log"));
  }
}
