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
import java.util.concurrent.atomic.AtomicBoolean;
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
    Logging.keepRecent();
    ConfigReader reader = ConfigReader.ofThisBox();
    ModelDirectories directories = DetectorFlags.directories(models);
    PrintWriter out = spec.commandLine().getOut();
    // not again when another configuration is tried: somebody may be typing the code
    AtomicBoolean announced = new AtomicBoolean();
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
          agent.fingerprint().ifPresent(it -> out.println("fingerprint of its certificate: " + it));
          if (announced.compareAndSet(false, true)) {
            announce(agent, out);
          }
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

  /** How somebody becomes the owner of a box that has none. */
  private static void announce(EdgeAgent agent, PrintWriter out) {
    if (agent.access().claimed()) {
      return;
    }
    String page = agent.address().resolve("/set-up").toString();
    if (agent.access().hasSticker()) {
      out.println("nobody has claimed this box: open " + page + " and type its sticker's code");
    } else {
      agent
          .access()
          .drawClaimCode()
          .ifPresent(
              code ->
                  out.println(
                      "nobody has claimed this box: open %s and type the code %s"
                          .formatted(page, code.text())));
    }
  }

  private static String cameras(AgentConfig config) {
    long enabled = config.cameras().stream().filter(camera -> camera.enabled()).count();
    return enabled == 1 ? "1 camera" : enabled + " cameras";
  }
}
