package io.headcount.edge.cli;

import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.MeasuredEngines;
import io.headcount.edge.measure.BenchReport;
import io.headcount.edge.measure.BoxBench;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.program.console.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headcount-agent bench}: what this box can do. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Says what this box can do: how many frames a second each engine looks at, and what rate each "
            + "of 1, 2, 4, 8 ... cameras gets. Keeps the fastest engine for 'engine: auto'. Stop other work "
            + "on the box first, the agent above all. Takes about a minute.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:it did not work; the reason is printed", "2:wrong usage"})
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description =
          "A video from your camera, which all cameras show. Without it pictures are made up, and "
              + "reading and decoding video is not measured.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--cameras",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4,8",
      description = "How many cameras, one row for each (default: ${DEFAULT-VALUE}).")
  private List<Integer> cameras = List.of();

  @Option(
      names = "--rate",
      paramLabel = "FPS",
      defaultValue = "10",
      description = "Frames a second that each camera sends (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How long each row is measured (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", description = "Print one JSON object for scripts.")
  private boolean json;

  @Mixin private DetectorFlags flags = new DetectorFlags();

  /** Made by picocli. */
  public BenchCommand() {}

  @Override
  public Integer call() {
    check();
    PrintWriter out = spec.commandLine().getOut();
    DetectorOptions asked = flags.over(DetectorOptions.standard());
    BoxBench bench =
        new BoxBench(
            ModelCatalog.read(flags.directories()),
            asked,
            source.map(FileTracking::file),
            cameras,
            rate,
            Duration.ofMillis(Math.round(seconds * 1e3)));
    try (Progress progress = Progress.of(spec.commandLine().getErr())) {
      BenchReport report =
          bench.measure(
              MeasuredEngines.standardFolder(), now -> progress.tell(() -> now), System::nanoTime);
      out.print(json ? ModelCommand.json(report.fields()) + "\n" : report.text());
      out.flush();
      return 0;
    }
  }

  private void check() {
    if (!(rate > 0 && rate <= 240) || !(seconds >= 0.1 && seconds <= 600)) {
      throw new ParameterException(
          spec.commandLine(), "--rate must be above 0, at most 240; --seconds 0.1 to 600");
    }
    if (cameras.stream().anyMatch(number -> number < 1 || number > 64)) {
      throw new ParameterException(spec.commandLine(), "--cameras takes numbers from 1 to 64");
    }
  }
}
