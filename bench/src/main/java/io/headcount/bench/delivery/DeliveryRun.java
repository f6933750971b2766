package io.headcount.bench.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills boxes, the collector and the broker at random, and looks whether every number arrives. */
@Command(
    name = "delivery",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs boxes with made-up minutes (their real database and uplink), a Mosquitto and the "
            + "collector; kills each with SIGKILL at random while data flows, wipes the broker's data, then "
            + "waits until all is acknowledged and compares every row at the collector with the boxes'.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row arrived once, as it was",
      "1:a row is missing, doubled or different, or something did not come back; the folder is kept",
      "2:the command line is wrong"
    })
public final class DeliveryRun implements Callable<Integer> {

  @Option(names = "--agent-kills", paramLabel = "N", defaultValue = "300")
  private int agentKills;

  @Option(names = "--collector-kills", paramLabel = "N", defaultValue = "300")
  private int collectorKills;

  @Option(
      names = "--broker-wipes",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often the broker is killed, kept away, and started without its data.")
  private int brokerWipes;

  @Option(names = "--boxes", paramLabel = "N", defaultValue = "4")
  private int boxes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "25",
      description = "Minutes that each box closes in a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1")
  private long seed;

  /** Made by picocli. */
  public DeliveryRun() {}

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("headcount-delivery");
    System.out.println("folder " + folder);
    try (Broker broker = Broker.start(folder.resolve("broker"));
        Deliveries deliveries = new Deliveries(broker.address());
        Child collector = collector(folder, broker);
        Boxes sources = Boxes.start(folder, broker.address(), boxes, rate)) {
      torment(broker, collector, sources);
      boolean drained = sources.drain();
      Books.Comparison books =
          Books.compare(sources.databases(), folder.resolve("collector/history.db"));
      System.out.printf(
          "rows %,d: missing %d, different %d, foreign %d; delivered %,d records, %,d of them again; %s%n",
          books.rows(),
          books.missing(),
          books.different(),
          books.foreign(),
          deliveries.delivered(),
          deliveries.again(),
          drained ? "all acknowledged" : "NOT all acknowledged");
      return drained && books.equal() && books.rows() > 0 ? 0 : 1;
    }
  }

  private void torment(Broker broker, Child collector, Boxes sources)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    int agentsLeft = agentKills;
    int collectorsLeft = collectorKills;
    int wipesLeft = brokerWipes;
    long wipeEvery =
        brokerWipes == 0 ? Long.MAX_VALUE : (agentKills + collectorKills) / (brokerWipes + 1);
    for (long round = 1; agentsLeft + collectorsLeft + wipesLeft > 0; round++) {
      Thread.sleep(500 + random.nextInt(2500));
      if (wipesLeft > 0
          && (agentsLeft + collectorsLeft == 0 || round % Math.max(1, wipeEvery) == 0)) {
        broker.kill();
        Thread.sleep(1000 + random.nextInt(9000));
        broker.startWiped();
        wipesLeft--;
      } else if (collectorsLeft > 0 && (agentsLeft == 0 || random.nextBoolean())) {
        collector.killAndRestart();
        collectorsLeft--;
      } else if (agentsLeft > 0) {
        sources.killOneAndRestart(random);
        agentsLeft--;
      }
      if (round % 20 == 0) {
        System.out.printf(
            "to do: %d kills of boxes, %d of the collector, %d wipes of the broker%n",
            agentsLeft, collectorsLeft, wipesLeft);
      }
    }
  }

  private static Child collector(Path folder, Broker broker) throws IOException {
    Path data = Files.createDirectories(folder.resolve("collector"));
    Path config = folder.resolve("collector.yaml");
    Files.writeString(
        config,
        """
        data: %s
        broker: {url: "%s"}
        http: {port: 0}
        """
            .formatted(data, broker.address()));
    return Child.start(
        Programs.collector("run", "--config", config.toString()), folder.resolve("collector.log"));
  }
}
