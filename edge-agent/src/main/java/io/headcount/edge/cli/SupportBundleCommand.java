package io.headcount.edge.cli;

import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.doctor.Doctor;
import io.headcount.edge.health.Days;
import io.headcount.edge.health.IncidentLog;
import io.headcount.edge.health.SupportBundle;
import io.headcount.edge.setup.Versions;
import io.headcount.edge.store.StateReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-agent support-bundle}: what the box keeps, for whoever helps. */
@Command(
    name = "support-bundle",
    mixinStandardHelpOptions = true,
    description = {
      "Writes one file with what whoever helps should know of this box, without secrets and pictures.",
      "The one that the box's page gives also holds what the running agent alone knows:",
      "its status, its metrics and its last log lines."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is written",
      "1:it could not be written; the reason is printed",
      "2:the command line is wrong"
    })
public final class SupportBundleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The box's configuration.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: ${DEFAULT-VALUE}).",
      defaultValue = "headcount-support.zip")
  private Path output = Path.of("");

  /** Made by picocli. */
  public SupportBundleCommand() {}

  @Override
  public Integer call() throws IOException {
    InstantSource clock = InstantSource.system();
    AgentConfig config = ConfigReader.ofThisBox().withoutSources().read(file);
    Path data = config.dataDirectory();
    IncidentLog log = IncidentLog.open(data);
    Days days =
        new Days(
            new StateReader(data.resolve("state.db")),
            log,
            config::zone,
            config.uplink().isPresent(),
            clock);
    SupportBundle bundle =
        SupportBundle.of(() -> config)
            .addKept(
                HeadcountAgent.version(),
                Versions.open(data.resolve("versions"), clock),
                log,
                days,
                clock)
            .addDoctor(
                () ->
                    Doctor.beside(
                        config,
                        DetectorFlags.directories(Optional.empty()),
                        clock,
                        System::nanoTime))
            .build();
    try (OutputStream out = Files.newOutputStream(output)) {
      bundle.write(out, clock.instant());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(output.toAbsolutePath() + " holds:");
    bundle.contents().forEach(one -> out.printf("  %-20s %s%n", one.name(), one.what()));
    out.flush();
    return 0;
  }
}
