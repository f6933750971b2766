package io.headcount.edge.cli;

import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.agent.Supervisor;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.program.console.Logging;
import io.headcount.program.console.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-agent run}: the daemon itself. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Counts on all cameras of a configuration until it is told to stop.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was stopped by Ctrl-C or SIGTERM",
      "1:it could not start; the reason is printed",
      "2:the command line is wrong"
    })
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The box's configuration.")
  private Path file = Path.of("");

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Your own models (default: headcount/models in your data directory).")
  private Optional<Path> models = Optional.empty();

  /** Made by picocli. */
  public RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    // a daemon tells what it does; the other commands only what is wrong
    Logging.tellAll();
    ConfigReader reader = ConfigReader.ofThisBox();
    ModelDirectories directories = DetectorFlags.directories(models);
    PrintWriter out = spec.commandLine().getOut();
    Supervisor.Starter starter =
        (config, control, setup) -> {
          EdgeAgent agent =
              EdgeAgent.start(
                  config,
                  directories,
                  HeadcountAgent.version(),
                  InstantSource.system(),
                  control,
                  Optional.of(setup));
          out.println("counting on " + cameras(config) + ", page at " + agent.address());
          out.flush();
          return agent;
        };
    try (StopSignal stop = StopSignal.listen()) {
      new Supervisor(file, reader, starter, InstantSource.system(), Ticker.system())
          .run(stop::within);
      out.println("stopping");
      out.flush();
    }
    return 0;
  }

  private static String cameras(AgentConfig config) {
    long enabled = config.cameras().stream().filter(camera -> camera.enabled()).count();
    return enabled == 1 ? "1 camera" : enabled + " cameras";
  }
}
