package io.headcount.bench;

import ai.onnxruntime.OrtException;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DeviceChoice;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.detect.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how much of the engine's speed is left when all else is done, too. */
@Command(
    name = "ratio",
    mixinStandardHelpOptions = true,
    description =
        "Measures, in turn within one run, frames per second of the engine's own library in a plain "
            + "loop, of the engine as the program runs it, and of the whole way from the file over detection "
            + "and tracking to journal and analytics; same model, threads and input. In each round half of "
            + "what the whole way is compared with comes before it and half after, so that a machine that "
            + "becomes slower favours nobody, and each ratio is the median over the rounds. Before, the "
            + "whole way is gone until Java compiles next to nothing any more, 7000 frames at least, which "
            + "takes minutes; what it compiles still is shown. With one thread in all, decoding, scaling and "
            + "tracking run on a core beside the engine's.")
final class RatioRun implements Callable<Integer> {
  private static final int WARM_UP_FRAMES = 250;
  private static final int ENGINE_WARM_UP_FRAMES = 100;
  private static final int MOST_WARM_UPS = 32;

  /** What is done once a frame is compiled for good after some 5000 of them. */
  private static final int ENOUGH_FRAMES = 7000;

  /** Milliseconds a frame that Java may still compile when the measuring begins. */
  private static final double QUIET_COMPILER = 0.15;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured (default: 5).")
  private int rounds;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "400",
      description =
          "Frames of the footage in each measurement (default: 400). In fewer, opening the file and"
              + " what Java still compiles weigh more.")
  private int frames;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "Only this one: onnxruntime or pytorch.")
  private Optional<String> engine = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Only with this many threads inside one inference (default: 1 and all cores). PyTorch"
              + " keeps the number it begins with as long as the program runs, so it is measured"
              + " with 1 unless another is asked for.")
  private Optional<Integer> threads = Optional.empty();

  /** Frames that went the whole way since this program began. */
  private int gone;

  /** Made by picocli. */
  RatioRun() {}

  /** One round: frames per second, and milliseconds of processor time for one frame. */
  private record Round(Speed library, Speed bare, Speed pipeline) {}

  @Override
  public Integer call() throws OrtException {
    System.out.printf(
        "%-12s %-12s %9s %9s %9s %14s %14s %24s %12s %12s%n",
        "engine",
        "at once",
        "library",
        "bare",
        "pipeline",
        "bare/library",
        "pipeline/bare",
        "processor ms per frame",
        "bare/all",
        "compiling ms");
    List<EngineChoice> engines =
        engine
            .map(name -> List.of(EngineChoice.parse(name)))
            .orElse(List.of(EngineChoice.ONNXRUNTIME, EngineChoice.PYTORCH));
    for (EngineChoice each : engines) {
      for (Lanes way : ways(each)) {
        measure(each, way.threads(), way.count());
      }
    }
    return 0;
  }

  /** One frame at a time, with one thread and with all, and as many frames as the cores allow. */
  private List<Lanes> ways(EngineChoice choice) {
    int few = threads.orElse(1);
    Stream<Lanes> all =
        threads.isPresent() || choice == EngineChoice.PYTORCH
            ? Stream.of()
            : Stream.of(new Lanes(1, CORES));
    return Stream.of(
            Stream.of(new Lanes(1, few)), all, Stream.of(new Lanes(Math.max(1, CORES / few), few)))
        .flatMap(way -> way)
        .distinct()
        .toList();
  }

  private void measure(EngineChoice choice, int threads, int lanes) throws OrtException {
    DetectorOptions options =
        new DetectorOptions(
            DetectorOptions.STANDARD_MODEL,
            choice,
            new DeviceChoice.Cpu(),
            threads,
            Optional.empty());
    List<Round> done = new ArrayList<>();
    String host;
    try (WholeWay way = new WholeWay(options, lanes);
        PlainLoop plain = PlainLoop.of(choice, way.model(), threads, lanes)) {
      warmUp(plain, way);
      Host before = Host.now();
      for (int round = 0; round < rounds; round++) {
        done.add(round(plain, way));
      }
      host = Host.now().since(before);
    }
    boolean library = choice == EngineChoice.ONNXRUNTIME;
    System.out.printf(
        "%-12s %d x %d thr. %9s %9.1f %9.1f %14s %14.3f %8s %7.1f %7.1f %12.3f %12.2f  %s%n",
        choice.key(),
        lanes,
        threads,
        library ? "%.1f".formatted(median(done, r -> r.library().rate())) : "-",
        median(done, r -> r.bare().rate()),
        median(done, r -> r.pipeline().rate()),
        library ? "%.3f".formatted(median(done, r -> r.bare().rate() / r.library().rate())) : "-",
        median(done, r -> r.pipeline().rate() / r.bare().rate()),
        library ? "%.1f".formatted(median(done, r -> r.library().processorMillis())) : "-",
        median(done, r -> r.bare().processorMillis()),
        median(done, r -> r.pipeline().processorMillis()),
        median(done, r -> r.bare().processorMillis() / r.pipeline().processorMillis()),
        median(done, r -> r.pipeline().compilerMillis()),
        host);
  }

  /** There and back, so that a machine that becomes faster or slower meanwhile favours nobody. */
  private Round round(PlainLoop plain, WholeWay way) {
    int half = Math.ceilDiv(frames, 2);
    Speed library = plain.run(half);
    Speed bare = way.bare(half);
    Speed pipeline = way.pipeline(frames);
    Speed bareAfter = way.bare(half);
    Speed libraryAfter = plain.run(half);
    return new Round(library.and(libraryAfter), bare.and(bareAfter), pipeline);
  }

  /** What Java compiles would be charged to the whole way, which is nearly all of the program. */
  private void warmUp(PlainLoop plain, WholeWay way) {
    plain.run(ENGINE_WARM_UP_FRAMES);
    way.bare(ENGINE_WARM_UP_FRAMES);
    boolean quiet = false;
    for (int warm = 0; warm < MOST_WARM_UPS && !(quiet && gone >= ENOUGH_FRAMES); warm++) {
      quiet = way.pipeline(WARM_UP_FRAMES).compilerMillis() <= QUIET_COMPILER;
      gone += WARM_UP_FRAMES;
    }
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
