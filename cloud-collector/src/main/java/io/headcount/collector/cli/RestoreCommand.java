package io.headcount.collector.cli;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.history.Restore;
import io.headcount.collector.server.Settings;
import io.headcount.program.console.Progress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-collector restore}: brings the history back from a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the history back from a backup; no collector may run meanwhile.",
      "Boxes then send again what they still hold and the backup does not."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the history is that of the backup",
      "1:nothing was changed; the reason is printed",
      "2:the command line is wrong"
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();

  @Parameters(paramLabel = "FILE", description = "What backup wrote.")
  private Path file = Path.of("");

  @Option(names = "--force", description = "Lose the history that is there already.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException {
    CollectorConfig read = config.read();
    try (Progress progress = Progress.of(spec.commandLine().getErr())) {
      Patience.during(
          () ->
              Restore.from(file, Settings.storage(read.database()), force, InstantSource.system()),
          () -> progress.tell(() -> "restoring, %.0f s".formatted(progress.seconds())));
    }
    Output.say(spec, "restored " + read.database() + " from " + file);
    return 0;
  }
}
