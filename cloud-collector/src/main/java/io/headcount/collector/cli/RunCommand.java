package io.headcount.collector.cli;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.server.Collector;
import io.headcount.program.console.Logging;
import io.headcount.program.console.StopSignal;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headcount-collector run}: the daemon itself. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Takes in what boxes send, keeps it and answers questions, until told to stop.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was stopped by Ctrl-C or SIGTERM",
      "1:it could not start; the reason is printed",
      "2:the command line is wrong"
    })
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigFlag config = new ConfigFlag();

  /** Made by picocli. */
  public RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Logging.tellAll();
    CollectorConfig read = config.read();
    PrintWriter out = spec.commandLine().getOut();
    try (StopSignal stop = StopSignal.listen();
        Collector collector = Collector.start(read, InstantSource.system(), System::nanoTime)) {
      collector.broker().ifPresent(address -> out.println("broker at " + address));
      out.println("collecting into " + read.database() + ", API at " + collector.api());
      out.flush();
      stop.await();
      out.println("stopping");
      out.flush();
    }
    return 0;
  }
}
