package io.headcount.collector.cli;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.ConfigReader;
import io.headcount.collector.history.History;
import io.headcount.collector.history.News;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.People;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.query.Scope;
import io.headcount.collector.server.Collector;
import io.headcount.collector.server.Settings;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import io.headcount.program.console.Progress;
import io.headcount.program.console.StopSignal;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Passwords;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-collector demo}: a whole collector for one box, to look at. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a collector with a broker of its own for one box, and prints each minute that comes.",
      "Writes what the box needs to reach it into the folder: uplink.yaml, a part for its "
          + "configuration, and a token for the API."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "An empty folder; the history is kept there too.")
  private Path folder = Path.of("");

  @Option(
      names = "--device",
      paramLabel = "TENANT/STORE/DEVICE",
      defaultValue = "demo/street/box",
      description = "Who the box is (default: ${DEFAULT-VALUE}).")
  private String device = "";

  /** Made by picocli. */
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    DeviceAddress box = DeviceAddress.parse(device);
    Path file = Files.writeString(folder.resolve("collector.yaml"), CONFIG);
    CollectorConfig config = ConfigReader.ofThisMachine().read(file);
    String password;
    String token;
    AccessToken invitation;
    try (History history = History.open(Settings.history(config), InstantSource.system())) {
      password = history.credentials().issue(box);
      token =
          history
              .tokens()
              .issue("demo", Set.of("read:" + box.tenant() + "/*", "write:" + box.tenant() + "/*"))
              .text();
      invitation = invite(history, box.tenant());
    }
    try (StopSignal stop = StopSignal.listen();
        Collector collector =
            Collector.start(config, InstantSource.system(), System::nanoTime, this::show)) {
      secret("password", password);
      secret("token", token);
      uplink(box, collector.broker().orElseThrow());
      PrintWriter out = spec.commandLine().getOut();
      out.println("  The collector's API is at " + collector.api());
      out.println("  The dashboard of all stores asks for a password of your own first:");
      out.println("  " + collector.api() + "/invitation#" + invitation.reveal());
      out.flush();
      stop.await();
    }
    return 0;
  }

  /** Whoever sees what this prints may look at everything, as with the token. */
  private static AccessToken invite(History history, String tenant) {
    People people =
        People.of(history, Passwords.recommended(), InstantSource.system(), System::nanoTime);
    return people
        .users()
        .invite(
            Actor.commandLine(tenant),
            new Profile("demo", "Demo", Role.ADMIN, Scope.ofTenant(tenant), List.of()))
        .token();
  }

  private static final String CONFIG =
      """
      data: data
      broker: {port: 0}
      http: {port: 0}
      """;

  private void secret(String name, String text) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text + "\n", StandardOpenOption.WRITE);
  }

  /** In one step, because somebody waits for it. */
  private void uplink(DeviceAddress box, URI broker) throws IOException {
    Path part = folder.resolve("uplink.yaml.new");
    Files.writeString(
        part,
        """
        uplink:
          broker: %s
          tenant: %s
          store: %s
          device: %s
          password_file: %s
        """
            .formatted(
                broker,
                box.tenant(),
                box.store(),
                box.device(),
                folder.toAbsolutePath().resolve("password")));
    Files.move(part, folder.resolve("uplink.yaml"));
  }

  private void show(List<News> pieces) {
    PrintWriter out = spec.commandLine().getOut();
    Instant now = InstantSource.system().instant();
    for (News piece : pieces) {
      if (piece instanceof News.Counted counted) {
        out.println((Progress.onTerminal() ? "\r\u001b[K" : "") + line(counted, now));
      }
    }
    out.flush();
  }

  private static String line(News.Counted counted, Instant now) {
    Duration after =
        Duration.between(counted.start().plus(Duration.ofMinutes(counted.minutes())), now);
    StringBuilder text =
        new StringBuilder(
            "  collector: %s UTC of %s, %.1f s after it ended"
                .formatted(
                    MINUTE.format(counted.start()),
                    counted.window().camera(),
                    after.toMillis() / 1e3));
    for (LineCount line : counted.window().lines()) {
      text.append("  |  %s %d in %d out".formatted(line.id(), line.in(), line.out()));
    }
    for (ZoneCount zone : counted.window().zones()) {
      text.append("  |  %s %d visits".formatted(zone.id(), zone.visits()));
    }
    return text.toString();
  }
}
