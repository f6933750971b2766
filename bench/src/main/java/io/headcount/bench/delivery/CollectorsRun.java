package io.headcount.bench.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills collectors that share a database at random, and looks whether every number arrives. */
@Command(
    name = "collectors",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs boxes with made-up minutes, a Mosquitto, a PostgreSQL and three collectors on it; kills "
            + "one of the collectors with SIGKILL every few seconds while data flows, then waits until all "
            + "is acknowledged and compares every row in PostgreSQL with the boxes'.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row arrived once, as it was",
      "1:a row is missing, doubled or different, or something did not come back; the folder is kept",
      "2:the command line is wrong"
    })
public final class CollectorsRun implements Callable<Integer> {
  private static final List<String> COLLECTORS = List.of("a", "b", "c");

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

  private final List<Child> collectors = new ArrayList<>();

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
      try (Boxes sources = Boxes.start(folder, broker.address(), boxes, rate)) {
        torment();
        return compared(sources, postgres);
      }
    } finally {
      collectors.forEach(Child::close);
    }
  }

  private int compared(Boxes sources, Postgres postgres)
      throws InterruptedException, SQLException, IOException {
    boolean drained = sources.drain();
    Books.Comparison books = Books.compare(sources.databases(), rows(postgres));
    System.out.printf(
        "%d kills; rows %,d: missing %d, different %d, foreign %d; %s%n",
        kills,
        books.rows(),
        books.missing(),
        books.different(),
        books.foreign(),
        drained ? "all acknowledged" : "NOT all acknowledged");
    return drained && books.equal() && books.rows() > 0 ? 0 : 1;
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
