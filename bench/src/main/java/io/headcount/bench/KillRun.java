package io.headcount.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Kills an agent at random moments, over and over, and looks whether its counts are still right.
 */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the agent on a looping video, ends it with SIGKILL at random moments, during its start "
            + "too, and starts it again. Every ten kills its database is compared with a recount of its "
            + "journal, and no total that its page ever showed may go back.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was lost and nothing doubled",
      "1:a count went wrong, or the agent did not come back; its data folder is kept",
      "2:the command line is wrong"
    })
final class KillRun implements Callable<Integer> {
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration VERIFY_WITHIN = Duration.ofMinutes(2);
  private static final int VERIFY_EVERY = 10;

  /** Share of the kills that hit the start. */
  private static final double DURING_START = 0.15;

  private static final double LEAST_SECONDS = 0.5;
  private static final double MOST_SECONDS = 6;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many kills (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Mixin private Bench.Footage footage = new Bench.Footage();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The same seed draws the same moments (default: ${DEFAULT-VALUE}).")
  private long seed;

  private final Program program = Program.here();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Duration> starts = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private int duringStart;
  private int verified;
  private long crossings;

  /** Made by picocli. */
  KillRun() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Folders.temporary("headcount-kill-");
    Path config = Box.write(folder, footage.file(), 1);
    Random random = new Random(seed);
    try {
      for (int kill = 1; kill <= kills; kill++) {
        // the first run makes what is verified later
        boolean early = kill > 1 && random.nextDouble() < DURING_START;
        killOne(config, folder.resolve("output.txt"), random.nextDouble(), early);
        if (kill % VERIFY_EVERY == 0) {
          System.out.printf("%4d kills  %s%n", kill, verify(folder));
        }
      }
      lastRun(config, folder.resolve("output.txt"));
      System.out.println("at last     " + verify(folder));
    } catch (IllegalStateException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    report(folder);
    return faults.isEmpty() ? 0 : 1;
  }

  private void killOne(Path config, Path output, double moment, boolean early)
      throws IOException, InterruptedException {
    try (AgentProcess agent = AgentProcess.start(program, config, output, client)) {
      if (early) {
        Thread.sleep(Duration.ofNanos(Math.round(moment * Figures.median(starts).toNanos())));
        duringStart++;
      } else {
        starts.add(agent.awaitFirstCount(START_WITHIN));
        double seconds = LEAST_SECONDS + moment * (MOST_SECONDS - LEAST_SECONDS);
        Thread.sleep(Duration.ofNanos(Math.round(seconds * 1e9)));
        look(agent);
      }
      agent.kill();
    }
  }

  /** What was shown once was in the journal, so no later run may show less. */
  private void look(AgentProcess agent) throws InterruptedException {
    long now = agent.status().map(AgentProcess.Status::crossings).orElse(crossings);
    if (now < crossings) {
      faults.add("crossings went back from %d to %d".formatted(crossings, now));
    }
    crossings = now;
  }

  private void lastRun(Path config, Path output) throws IOException, InterruptedException {
    try (AgentProcess agent = AgentProcess.start(program, config, output, client)) {
      starts.add(agent.awaitFirstCount(START_WITHIN));
      look(agent);
      agent.stop();
    }
  }

  /** Lets the program itself compare database and journal; gives its words. */
  private String verify(Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("verify.txt");
    Process replay =
        new ProcessBuilder(
                program.command("replay", "--data", Box.data(folder).toString(), "--verify"))
            .directory(program.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!replay.waitFor(VERIFY_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      replay.destroyForcibly();
      throw new IllegalStateException("the recount took longer than " + VERIFY_WITHIN);
    }
    String words = Files.readString(output).strip();
    if (replay.exitValue() == 0) {
      verified++;
    } else {
      faults.add("database and journal differ: " + words);
    }
    return words;
  }

  private void report(Path folder) throws IOException {
    System.out.printf(
        "%d kills, %d of them during the start (seed %d); %d crossings counted%n",
        kills, duringStart, seed, crossings);
    if (!starts.isEmpty()) {
      System.out.println("start of the process to the first count: " + Figures.of(starts));
    }
    System.out.printf("%d recounts equal, %d faults%n", verified, faults.size());
    faults.forEach(fault -> System.out.println("  " + fault));
    if (faults.isEmpty()) {
      Folders.delete(folder);
    } else {
      System.out.println("the data folder is kept: " + folder);
    }
  }
}
