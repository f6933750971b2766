package io.headcount.collector.cli;

import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.history.History;
import io.headcount.collector.server.Settings;
import io.headcount.collector.simulate.Fleet;
import io.headcount.collector.simulate.Simulation;
import io.headcount.collector.simulate.Simulation.Pace;
import io.headcount.contract.DeviceAddress;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.TlsFiles;
import io.headcount.program.console.Progress;
import io.headcount.program.console.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headcount-collector simulate}: shops that do not exist send to a real collector. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Sends plausible numbers of shops that do not exist, each from a box of its own.",
      "All of it is marked as simulated. The same seed gives the same numbers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all that was sent is acknowledged, or --rate live was stopped",
      "1:it could not begin, or was stopped before all was acknowledged",
      "2:the command line is wrong"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int LONGEST_PASSWORD = 4096;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();

  @Option(names = "--stores", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int stores = 3;

  @Option(
      names = "--cameras",
      paramLabel = "M",
      description = "In each (default: ${DEFAULT-VALUE}).")
  private int cameras = 3;

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "Days before today that are sent too (default: ${DEFAULT-VALUE}).")
  private int days = 1;

  @Option(
      names = "--rate",
      paramLabel = "live|xK",
      description = {
        "live: after the past, go on as time does, until Ctrl-C.",
        "xK: live through the days before now K times as fast as real ones.",
        "Without: send the past, and end when all is acknowledged."
      })
  private Optional<String> rate = Optional.empty();

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Default: ${DEFAULT-VALUE}.")
  private String tenant = "simulated";

  @Option(names = "--faults", description = "With outages, wrong clocks and duplicates.")
  private boolean faults;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "mqtt:// or mqtts:// (default: the broker of the configuration).")
  private Optional<URI> broker = Optional.empty();

  @Option(
      names = "--register",
      description = "Make passwords for the boxes in the history of the configuration.")
  private boolean register;

  @Option(names = "--user", paramLabel = "USER", description = "Of all boxes at the broker.")
  private Optional<String> user = Optional.empty();

  @Option(names = "--password-file", paramLabel = "FILE", description = "Goes with --user.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Who may have signed the broker's certificate.")
  private Optional<Path> ca = Optional.empty();

  @Option(names = "--json", description = "Print the sums of each store as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (user.isPresent() != passwordFile.isPresent() || (register && user.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "give --register, or --user with --password-file, or neither");
    }
    Pace pace = pace();
    Fleet fleet = Fleet.of(seed, stores, cameras);
    CollectorConfig read = config.read();
    Function<DeviceAddress, Optional<Credentials>> credentials = credentials(read, fleet);
    URI address = broker.orElseGet(() -> address(read.broker()));
    Optional<TlsFiles> tls = ca.map(file -> new TlsFiles(Optional.of(file), Optional.empty()));
    Simulation.Plan plan =
        new Simulation.Plan(
            fleet,
            tenant,
            days,
            pace,
            faults,
            device ->
                LinkOptions.to(address, "headcount/" + device)
                    .withCredentials(credentials.apply(device))
                    .withTls(tls));
    try (StopSignal stop = StopSignal.listen();
        Simulation simulation =
            new Simulation(plan, InstantSource.system(), new SplittableRandom(System.nanoTime()))) {
      boolean done = drive(simulation, stop);
      print(simulation);
      return done || pace instanceof Pace.Live ? 0 : 1;
    }
  }

  private Pace pace() {
    String text = rate.orElse("");
    try {
      return switch (text) {
        case "" -> new Pace.Still();
        case "live" -> new Pace.Live();
        default -> {
          if (!text.startsWith("x")) {
            throw new NumberFormatException();
          }
          yield new Pace.Times(Double.parseDouble(text.substring(1)));
        }
      };
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--rate '" + text + "': write live, or x and a number such as x60",
          e);
    }
  }

  private Function<DeviceAddress, Optional<Credentials>> credentials(
      CollectorConfig read, Fleet fleet) {
    if (register) {
      Map<DeviceAddress, Credentials> made = registered(read, fleet);
      return device -> Optional.ofNullable(made.get(device));
    }
    Optional<Credentials> shared =
        user.flatMap(name -> passwordFile.map(file -> new Credentials(name, password(file))));
    return device -> shared;
  }

  private Map<DeviceAddress, Credentials> registered(CollectorConfig read, Fleet fleet) {
    Map<DeviceAddress, Credentials> made = new HashMap<>();
    List<DeviceAddress> devices = Simulation.devices(fleet, tenant);
    try (History history = History.open(Settings.history(read), InstantSource.system());
        Progress progress = Progress.of(spec.commandLine().getErr())) {
      for (DeviceAddress device : devices) {
        made.put(device, new Credentials(device.toString(), history.credentials().issue(device)));
        progress.tell(() -> "%d of %d boxes registered".formatted(made.size(), devices.size()));
      }
    }
    return made;
  }

  private static String password(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty() || text.length() > LONGEST_PASSWORD || text.lines().count() != 1) {
        throw new CommandException(
            "password file %s must hold one line: the password and nothing else".formatted(file));
      }
      return text;
    } catch (IOException e) {
      throw new CommandException(
          "password file %s cannot be read: check its name, and who may read it".formatted(file),
          e);
    }
  }

  private static URI address(BrokerConfig broker) {
    return switch (broker) {
      case BrokerConfig.External external -> external.url();
      case BrokerConfig.Embedded inside when inside.port() == 0 ->
          throw new CommandException(
              "the broker takes any free port: say with --broker where it is");
      case BrokerConfig.Embedded inside ->
          URI.create(
              "%s://%s:%d"
                  .formatted(
                      inside.tls().isPresent() ? "mqtts" : "mqtt",
                      inside.bind().contains(":") ? "[" + inside.bind() + "]" : inside.bind(),
                      inside.port()));
    };
  }

  /** Until all is done; false when it was stopped before. */
  private boolean drive(Simulation simulation, StopSignal stop) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> told = Optional.empty();
    try (Progress progress = Progress.of(err)) {
      Speed speed = new Speed();
      while (true) {
        simulation.step();
        Simulation.Progress now = simulation.progress();
        if (now.trouble().isPresent() && !now.trouble().equals(told)) {
          told = now.trouble();
          err.println(told.orElse(""));
          err.flush();
        }
        if (now.done()) {
          return true;
        }
        progress.tell(
            () ->
                "%d of %d boxes connected, %,.0f rows/s, %,d acknowledged, %,d in the backlog"
                    .formatted(
                        now.connected(),
                        stores,
                        speed.since(progress.seconds(), now.acked()),
                        now.acked(),
                        now.rows() - now.acked()));
        if (stop.within(STEP)) {
          return false;
        }
      }
    }
  }

  /** How many rows a second were acknowledged since the last look. Confined to one thread. */
  private static final class Speed {
    private double seconds;
    private long rows;

    double since(double nowSeconds, long nowRows) {
      double speed = (nowRows - rows) / Math.max(1e-3, nowSeconds - seconds);
      seconds = nowSeconds;
      rows = nowRows;
      return speed;
    }
  }

  private void print(Simulation simulation) {
    PrintWriter out = spec.commandLine().getOut();
    Simulation.Progress end = simulation.progress();
    List<Simulation.StoreSum> sums = simulation.sums();
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("rows", end.rows());
      report.put("acked", end.acked());
      report.put("resentBatches", end.resent());
      report.put("stores", sums.stream().map(SimulateCommand::fields).toList());
      out.println(Output.json(report));
    } else {
      Output.table(
          out,
          List.of("store", "from", "until", "rows", "in", "out"),
          sums.stream()
              .map(
                  sum ->
                      List.of(
                          sum.store(),
                          sum.first().toString(),
                          sum.until().toString(),
                          String.valueOf(sum.rows()),
                          String.valueOf(sum.in()),
                          String.valueOf(sum.out())))
              .toList());
      out.printf(
          "%,d rows, %,d acknowledged, %,d batches sent again%n",
          end.rows(), end.acked(), end.resent());
    }
    out.flush();
  }

  private static Map<String, Object> fields(Simulation.StoreSum sum) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("store", sum.store());
    fields.put("from", sum.first().toString());
    fields.put("until", sum.until().toString());
    fields.put("rows", sum.rows());
    fields.put("in", sum.in());
    fields.put("out", sum.out());
    return fields;
  }
}
