package io.headcount.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running {@code headcount-agent run}, seen from outside as its supervisor and its technician see
 * it. Confined to one thread; closing kills it.
 */
final class AgentProcess implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("page at (https?://\\S+)");
  private static final String READER = "bench";
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final Duration END_WITHIN = Duration.ofSeconds(30);

  private final Process process;
  private final long started;
  private final Path output;
  private final HttpClient client;
  private final String token;
  private final ObjectMapper json = new ObjectMapper();
  private Optional<URI> status = Optional.empty();

  private AgentProcess(
      Process process, long started, Path output, HttpClient client, String token) {
    this.process = process;
    this.started = started;
    this.output = output;
    this.client = client;
    this.token = token;
  }

  /** Starts an agent whose words go to a file, which is made anew. */
  static AgentProcess start(Program program, Path config, Path output, HttpClient client)
      throws IOException {
    String token = token(config);
    long now = System.nanoTime();
    Process process =
        new ProcessBuilder(program.command("run", "--config", config.toString()))
            .directory(program.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new AgentProcess(process, now, output, client, token);
  }

  /** A new one; that of an earlier start goes out of force. */
  private static String token(Path config) {
    AgentConfig read = ConfigReader.ofThisBox().read(config);
    BoxAccess access =
        BoxAccess.open(
            read.dataDirectory(),
            read.box(),
            read.status().claimCode(),
            InstantSource.system(),
            System::nanoTime);
    access.revokeToken(READER);
    return access.issueToken(READER);
  }

  /**
   * Waits until the first observation is in the journal.
   *
   * @return how long after the start of the process that was
   */
  Duration awaitFirstCount(Duration patience) throws InterruptedException {
    while (true) {
      if (status().filter(Status::counts).isPresent()) {
        return age();
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the agent ended by itself: see " + output);
      }
      if (age().compareTo(patience) > 0) {
        throw new IllegalStateException("nothing counted within " + patience + ": see " + output);
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What its page says now; empty while there is no page, or a machine too busy to answer. */
  Optional<Status> status() throws InterruptedException {
    try {
      if (status.isEmpty()) {
        Matcher page = PAGE.matcher(Files.readString(output));
        status =
            page.find()
                ? Optional.of(URI.create(page.group(1)).resolve("/api/v1/status"))
                : Optional.empty();
      }
      return status.isPresent() ? Optional.of(ask(status.get())) : Optional.empty();
    } catch (HttpTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("the agent's page does not answer: see " + output, e);
      }
      return Optional.empty();
    }
  }

  private Status ask(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .timeout(ANSWER_WITHIN)
            .build();
    return Status.of(json.readTree(client.send(request, BodyHandlers.ofString()).body()));
  }

  /** Ends it as a power switch would: SIGKILL, nothing of it runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to stop: SIGTERM. */
  void stop() throws InterruptedException {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the agent did not end within " + END_WITHIN);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * What its page says, summed over the cameras.
   *
   * @param slowest frames of the camera with the fewest
   * @param processed frames since start
   * @param dropped frames since start
   * @param repeated frames observed without a look, since start
   * @param leftOut frames that came sooner than needed, since start
   * @param lost looks that were wanted, since start
   * @param appended journal entries since start
   * @param crossings in both directions, since the box began to count
   * @param lanes frames that are looked at side by side
   * @param threads inside one look
   * @param used cores that detection used over the last minute
   */
  record Status(
      long slowest,
      long processed,
      long dropped,
      long repeated,
      long leftOut,
      long lost,
      long appended,
      long crossings,
      int lanes,
      int threads,
      double used) {
    static Status of(JsonNode box) {
      long slowest = Long.MAX_VALUE;
      long processed = 0;
      long dropped = 0;
      long repeated = 0;
      long leftOut = 0;
      long lost = 0;
      long crossings = 0;
      for (JsonNode camera : box.at("/cameras")) {
        long frames = camera.at("/throughput/processed").asLong();
        slowest = Math.min(slowest, frames);
        processed += frames;
        dropped += camera.at("/throughput/dropped").asLong();
        repeated += camera.at("/throughput/looks/repeated").asLong();
        leftOut += camera.at("/throughput/looks/leftOut").asLong();
        lost += camera.at("/throughput/looks/lost").asLong();
        for (JsonNode line : camera.at("/lines")) {
          crossings += line.at("/total/in").asLong() + line.at("/total/out").asLong();
        }
      }
      return new Status(
          slowest,
          processed,
          dropped,
          repeated,
          leftOut,
          lost,
          box.at("/journal/entries").asLong(),
          crossings,
          box.at("/detector/lanes").asInt(),
          box.at("/detector/threads").asInt(),
          box.at("/budget/used").asDouble());
    }

    /** Frames that the sources gave and something became of. */
    long received() {
      return processed + dropped + repeated + leftOut;
    }

    /** The first entry of each run says that it started. */
    boolean counts() {
      return slowest > 0 && appended > 1;
    }
  }
}
