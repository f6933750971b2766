package io.headcount.collector.cli;

import io.headcount.collector.history.History;
import io.headcount.program.console.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-collector backup}: copies the history, also while a collector runs. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copies the history into a file, also while a collector runs.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is complete and on the disk",
      "1:there is no backup; the reason is printed",
      "2:the command line is wrong"
    })
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws InterruptedException {
    try (History history = config.open();
        Progress progress = Progress.of(spec.commandLine().getErr())) {
      Patience.during(
          () -> history.backup().to(file),
          () -> progress.tell(() -> "backup, " + (written(file) >> 20) + " MiB written"));
    }
    Output.say(spec, "wrote " + file + ", " + kib(file) + " KiB");
    return 0;
  }

  private static long kib(Path file) {
    try {
      return (Files.size(file) + 1023) >> 10;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " was written and is gone again", e);
    }
  }

  /** How much there is of it so far, under the name that it has until it is complete. */
  private static long written(Path file) {
    try {
      return Files.size(file.resolveSibling(file.getFileName() + ".partial"));
    } catch (IOException e) {
      return 0; // not begun, or complete this very moment
    }
  }
}
