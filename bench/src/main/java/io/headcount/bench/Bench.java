package io.headcount.bench;

import io.headcount.bench.accuracy.AccuracyRun;
import io.headcount.bench.accuracy.SizesRun;
import io.headcount.bench.delivery.CollectorsRun;
import io.headcount.bench.delivery.DeliveryRun;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks by name. */
@Command(
    name = "./headcount bench",
    mixinStandardHelpOptions = true,
    description = "Measures the agent, on the sample footage unless other is named.",
    subcommands = {
      StagesRun.class,
      AccuracyRun.class,
      SizesRun.class,
      RatioRun.class,
      CamerasRun.class,
      KillRun.class,
      SoakRun.class,
      DeliveryRun.class,
      CollectorsRun.class
    })
final class Bench implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  Bench() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ENGLISH);
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which");
  }

  /** What is looked at. */
  static final class Footage {
    @Option(
        names = "--footage",
        paramLabel = "FILE",
        defaultValue = "${sys:headcount.footage}",
        description = "A video file (default: the sample clip).")
    private Path file = Path.of("");

    Path file() {
      return file;
    }
  }
}
