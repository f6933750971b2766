package io.headcount.bench;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.EngineChoice;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Says how many cameras one box can watch, and what watching only where needed costs the counts.
 */
@Command(
    name = "cameras",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "First, without a clock: detects in every frame of the footage once, then lets cameras that "
          + "show it share a detector of a given speed, and compares what random lines count with what "
          + "they count when every frame is looked at. The same footage, seed and speed give the same.",
      "Then, on this machine: runs the agent on as many looping cameras, once looking at every frame "
          + "and once as needed, and takes rates, processor and memory, in turn for each number of threads."
    })
final class CamerasRun implements Callable<Integer> {
  private static final Duration START_WITHIN = Duration.ofMinutes(3);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final double MB = 1e6;
  private static final double SHARE = 0.85;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--sets",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many times lines are drawn, one a camera (default: ${DEFAULT-VALUE}).")
  private int sets;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Draws the lines (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--look",
      paramLabel = "[LANESx]MS",
      split = ",",
      converter = Look.Converter.class,
      description =
          "What a look takes, and how many go on at a time, one or several, such as 20,2x32 "
              + "(default: as measured now, one at a time).")
  private List<Look> looks = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "detector.threads of the agent, one or several (default: auto).")
  private List<String> threads = List.of("auto");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often the agent runs with each (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long the agent runs each time; 0 leaves it out (default: 60).")
  private int seconds;

  @Mixin private Bench.Footage footage = new Bench.Footage();

  /** Made by picocli. */
  CamerasRun() {}

  /** How many frames are looked at side by side, and for how long each. */
  private record Look(int lanes, double millis) {
    static final Look ALWAYS = new Look(1, 0);

    String words() {
      return millis == 0 ? "none" : "%d x %.1f".formatted(lanes, millis);
    }

    /** Reads {@code 20} or {@code 2x32}. */
    static final class Converter implements CommandLine.ITypeConverter<Look> {
      /** Made by picocli. */
      Converter() {}

      @Override
      public Look convert(String text) {
        int by = text.indexOf('x');
        return new Look(
            by < 0 ? 1 : Integer.parseInt(text.substring(0, by)),
            Double.parseDouble(text.substring(by + 1)));
      }
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Recorded clip;
    try (DjlDetector detector = Clip.detector(EngineChoice.AUTO)) {
      clip = Recorded.of(footage.file(), detector);
    }
    System.out.printf(
        "%,d frames in %.1f s; a look took %.1f ms (median)%n%n",
        clip.pictures().size(), clip.seconds(), clip.lookNanos() / 1e6);
    compare(clip);
    if (seconds > 0) {
      System.out.printf("%n%d cameras on this machine, %d s each:%n", cameras, seconds);
      for (int round = 0; round < rounds; round++) {
        for (String each : threads) {
          measure("every_frame", each);
          measure("as_needed", each);
        }
      }
    }
    return 0;
  }

  private void compare(Recorded clip) {
    List<List<Scene>> drawn = new ArrayList<>();
    Random chance = new Random(seed);
    for (int set = 0; set < sets; set++) {
      drawn.add(scenes(chance));
    }
    List<Summed> truth =
        drawn.stream().map(scenes -> summed(new WatchedClip(clip, scenes, true, 1, 0, 1))).toList();
    System.out.printf(
        "%d cameras, %d times one random line each; against every frame with a detector that has"
            + " always time%n",
        cameras, sets);
    System.out.printf(
        "%-12s %10s %12s %9s %9s %10s %14s %10s%n",
        "looks",
        "ms a look",
        "per second",
        "detector",
        "coverage",
        "crossings",
        "sum of errors",
        "net");
    row("every_frame", Look.ALWAYS, clip, drawn, truth);
    row("as_needed", Look.ALWAYS, clip, drawn, truth);
    List<Look> each = looks.isEmpty() ? List.of(new Look(1, clip.lookNanos() / 1e6)) : looks;
    for (Look look : each) {
      row("every_frame", look, clip, drawn, truth);
      row("as_needed", look, clip, drawn, truth);
    }
  }

  private void row(
      String how, Look look, Recorded clip, List<List<Scene>> drawn, List<Summed> truth) {
    long crossings = 0;
    long got = 0;
    long errors = 0;
    long looked = 0;
    double used = 0;
    double coverage = 0;
    for (int set = 0; set < drawn.size(); set++) {
      WatchedClip watched =
          new WatchedClip(
              clip,
              drawn.get(set),
              how.equals("every_frame"),
              look.lanes(),
              Math.round(look.millis() * 1e6),
              look.millis() == 0 ? 1 : SHARE);
      Summed one = summed(watched);
      errors += one.errors(truth.get(set));
      crossings += truth.get(set).crossings();
      got += one.crossings();
      looked += one.looks();
      coverage += one.coverage() / drawn.size();
      used += watched.used() / drawn.size();
    }
    System.out.printf(
        "%-12s %10s %12.1f %7.0f %% %7.1f %% %10d %7d %4.1f %% %8.1f %%%n",
        how,
        look.words(),
        looked / (sets * clip.seconds()),
        100 * used,
        100 * coverage,
        got,
        errors,
        100.0 * errors / crossings,
        100.0 * (got - crossings) / crossings);
  }

  /** All cameras of a run: crossings of each line and direction, looks, mean coverage. */
  private record Summed(List<Long> counts, long looks, double coverage) {
    long crossings() {
      return counts.stream().mapToLong(count -> count).sum();
    }

    long errors(Summed truth) {
      long errors = 0;
      for (int i = 0; i < counts.size(); i++) {
        errors += Math.abs(counts.get(i) - truth.counts.get(i));
      }
      return errors;
    }
  }

  private static Summed summed(WatchedClip watched) {
    List<Long> counts = new ArrayList<>();
    long looks = 0;
    double coverage = 0;
    List<WatchedClip.Fared> all = watched.run();
    for (WatchedClip.Fared camera : all) {
      camera
          .lines()
          .forEach(
              line -> {
                counts.add(line.in());
                counts.add(line.out());
              });
      looks += camera.looks();
      coverage += camera.coverage() / all.size();
    }
    return new Summed(List.copyOf(counts), looks, coverage);
  }

  private List<Scene> scenes(Random chance) {
    List<Scene> scenes = new ArrayList<>();
    for (int camera = 1; camera <= cameras; camera++) {
      double x = 0.15 + 0.7 * chance.nextDouble();
      double y = 0.25 + 0.55 * chance.nextDouble();
      double angle = Math.PI * chance.nextDouble();
      double half = 0.15 + 0.2 * chance.nextDouble();
      double across = half * Math.cos(angle);
      double down = half * Math.sin(angle);
      Segment segment =
          new Segment(new Point(x - across, y - down), new Point(x + across, y + down));
      scenes.add(
          new Scene(
              new CameraId("camera-" + camera),
              List.of(CountingLine.of("line", segment)),
              List.of()));
    }
    return scenes;
  }

  private void measure(String how, String withThreads) throws IOException, InterruptedException {
    Path folder = Folders.temporary("headcount-cameras-");
    Path config =
        Box.write(folder, footage.file(), cameras, "threads: " + withThreads, "looks: " + how);
    try (HttpClient client = HttpClient.newHttpClient();
        AgentProcess agent =
            AgentProcess.start(Program.here(), config, folder.resolve("output.txt"), client)) {
      agent.awaitFirstCount(START_WITHIN);
      Thread.sleep(WARM_UP);
      AgentProcess.Status before = agent.status().orElseThrow();
      Duration processor = Sample.processor(agent.pid());
      Host host = Host.now();
      long begun = System.nanoTime();
      double resident = 0;
      while (System.nanoTime() - begun < seconds * 1_000_000_000L) {
        Thread.sleep(EVERY);
        resident = Math.max(resident, Sample.of(agent.pid(), agent.age()).resident());
      }
      Optional<AgentProcess.Status> status = agent.status();
      double lasted = (System.nanoTime() - begun) / 1e9;
      double cores = Sample.processor(agent.pid()).minus(processor).toNanos() / 1e9 / lasted;
      String rest =
          "%.2f cores, %.0f MB resident at most; %s"
              .formatted(cores, resident / MB, Host.now().since(host));
      tell(how, before, status.orElseThrow(), lasted, rest);
      agent.stop();
      Folders.delete(folder);
    }
  }

  private void tell(
      String how,
      AgentProcess.Status before,
      AgentProcess.Status after,
      double lasted,
      String rest) {
    long looked = after.processed() - before.processed();
    long lost = after.lost() - before.lost();
    System.out.printf(
        "%-12s %d x %d thr.: %.1f frames/s in, %.1f looks/s, %d repeated, %d left out, %d dropped,"
            + " %.1f %% of the wanted looks lost; %d crossings; detector %.2f cores, agent %s%n",
        how,
        after.lanes(),
        after.threads(),
        (after.received() - before.received()) / lasted,
        looked / lasted,
        after.repeated() - before.repeated(),
        after.leftOut() - before.leftOut(),
        after.dropped() - before.dropped(),
        looked + lost == 0 ? 0 : 100.0 * lost / (looked + lost),
        after.crossings() - before.crossings(),
        after.used(),
        rest);
  }
}
