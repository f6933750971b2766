package io.headcount.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says where the time of one frame goes. */
@Command(
    name = "stages",
    mixinStandardHelpOptions = true,
    description =
        "Measures with JMH what each stage takes for one frame of the footage, and what tracking and "
            + "analytics take and allocate with 50 people in the picture. Takes about two minutes.")
final class StagesRun implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long each is measured, after half as long to warm up (default: 5).")
  private int seconds;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      defaultValue = "${sys:headcount.home}/target/headcount-stages.log",
      description = "Where JMH's own output goes (default: ${DEFAULT-VALUE}).")
  private Path log = Path.of("");

  /** Made by picocli. */
  StagesRun() {}

  @Override
  public Integer call() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(StageBenchmarks.class.getName())
                    .forks(1)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(seconds * 500L))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(seconds * 200L))
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.NORMAL)
                    .output(log.toString())
                    .shouldFailOnError(true)
                    .build())
            .run();
    Map<String, RunResult> byName =
        results.stream()
            .collect(
                Collectors.toMap(result -> result.getPrimaryResult().getLabel(), result -> result));
    Map<String, Double> onnx = stages(byName, "detectOnnxruntime");
    Map<String, Double> torch = stages(byName, "detectPytorch");
    double onnxAll = sum(onnx);
    double torchAll = sum(torch);
    System.out.printf("%-14s %22s %22s%n", "", "onnxruntime", "pytorch");
    System.out.printf(
        "%-14s %12s %9s %12s %9s%n", "stage", "µs per frame", "share", "µs per frame", "share");
    onnx.forEach(
        (stage, time) ->
            System.out.printf(
                "%-14s %,12.1f %7.2f %% %,12.1f %7.2f %%%n",
                stage,
                time,
                100 * time / onnxAll,
                torch.get(stage),
                100 * torch.getOrDefault(stage, 0.0) / torchAll));
    System.out.printf("%-14s %,12.1f %9s %,12.1f%n%n", "together", onnxAll, "", torchAll);
    RunResult crowd = result(byName, "crowd");
    System.out.printf(
        "with 50 people, track and analytics: %,.1f µs and %,.0f bytes allocated per frame%n",
        crowd.getPrimaryResult().getScore(), secondary(crowd, "gc.alloc.rate.norm"));
    return 0;
  }

  private static Map<String, Double> stages(Map<String, RunResult> results, String detect) {
    Map<String, Double> stages = new LinkedHashMap<>();
    RunResult detector = result(results, detect);
    double frames = secondary(detector, "frames");
    stages.put("capture", result(results, "capture").getPrimaryResult().getScore());
    for (String inside : new String[] {"preprocess", "inference", "postprocess"}) {
      stages.put(inside, secondary(detector, inside) / frames / 1000);
    }
    for (String after : new String[] {"track", "journal", "analytics"}) {
      stages.put(after, result(results, after).getPrimaryResult().getScore());
    }
    return stages;
  }

  private static double sum(Map<String, Double> stages) {
    return stages.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static RunResult result(Map<String, RunResult> results, String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("JMH gave no result for " + name);
    }
    return result;
  }

  private static double secondary(RunResult result, String name) {
    return Optional.ofNullable(result.getSecondaryResults().get(name)).orElseThrow().getScore();
  }
}
