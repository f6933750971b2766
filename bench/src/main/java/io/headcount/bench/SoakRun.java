package io.headcount.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets an agent run for long and looks whether it grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the agent on looping cameras and takes its memory, threads and open files every 10 s.",
      "The slope is a least-squares line over the last two thirds of the time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:neither threads nor open files became more",
      "1:they did, or the agent ended",
      "2:the command line is wrong"
    })
final class SoakRun implements Callable<Integer> {
  private static final Duration START_WITHIN = Duration.ofMinutes(3);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final double MB = 1e6;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      defaultValue = "${sys:headcount.home}/target/soak.csv",
      description = "Where the samples go (default: ${DEFAULT-VALUE}).")
  private Path samples = Path.of("");

  @Mixin private Bench.Footage footage = new Bench.Footage();

  /** Made by picocli. */
  SoakRun() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Folders.temporary("headcount-soak-");
    Path config = Box.write(folder, footage.file(), cameras);
    try (HttpClient client = HttpClient.newHttpClient();
        AgentProcess agent =
            AgentProcess.start(Program.here(), config, folder.resolve("output.txt"), client)) {
      System.out.printf(
          "first count after %.2f s%n", agent.awaitFirstCount(START_WITHIN).toMillis() / 1e3);
      List<Sample> taken = watch(agent);
      boolean steady = report(taken, agent);
      agent.stop();
      Folders.delete(folder);
      return steady ? 0 : 1;
    }
  }

  private List<Sample> watch(AgentProcess agent) throws IOException, InterruptedException {
    List<Sample> taken = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    Files.createDirectories(samples.toAbsolutePath().getParent());
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(samples))) {
      out.println("seconds,rss_bytes,anonymous_bytes,threads,open_files");
      while (System.nanoTime() < end) {
        Sample sample = Sample.of(agent.pid(), agent.age());
        taken.add(sample);
        out.println(sample.row());
        out.flush();
        Thread.sleep(EVERY);
        if (!agent.alive()) {
          throw new IllegalStateException("the agent ended by itself");
        }
      }
    }
    return taken;
  }

  private boolean report(List<Sample> taken, AgentProcess agent) throws InterruptedException {
    List<Sample> settled = taken.subList(taken.size() / 3, taken.size());
    List<Sample> middle = settled.subList(0, settled.size() / 2);
    List<Sample> last = settled.subList(settled.size() / 2, settled.size());
    agent
        .status()
        .ifPresent(
            status ->
                System.out.printf(
                    "%d cameras, %d minutes: %,d frames processed, %,d left out%n",
                    cameras, minutes, status.processed(), status.dropped()));
    memory("resident", taken, settled, Sample::resident);
    memory("of it anonymous", taken, settled, Sample::anonymous);
    boolean threads = steady("threads", middle, last, Sample::threads);
    boolean files = steady("open files", middle, last, Sample::openFiles);
    return threads && files;
  }

  private static void memory(
      String what, List<Sample> taken, List<Sample> settled, ToDoubleFunction<Sample> bytes) {
    System.out.printf(
        "%-16s max %.0f MB, last %.0f MB, slope %+.1f MB/hour%n",
        what,
        taken.stream().mapToDouble(bytes).max().orElse(0) / MB,
        bytes.applyAsDouble(taken.getLast()) / MB,
        slope(settled, bytes) * 3600 / MB);
  }

  /** By medians, because a request of the page that is being answered is no growth. */
  private static boolean steady(
      String what, List<Sample> middle, List<Sample> last, ToDoubleFunction<Sample> count) {
    double before = median(middle, count);
    double after = median(last, count);
    System.out.printf("%-16s %.0f in the middle third, %.0f in the last%n", what, before, after);
    return after <= before;
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Per second, by least squares. */
  static double slope(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double meanTime = samples.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double mean = samples.stream().mapToDouble(value).average().orElse(0);
    double together = 0;
    double square = 0;
    for (Sample sample : samples) {
      double away = sample.seconds() - meanTime;
      together += away * (value.applyAsDouble(sample) - mean);
      square += away * away;
    }
    return square == 0 ? 0 : together / square;
  }
}
