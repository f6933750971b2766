package io.headcount.edge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.contract.CountWindow;
import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.capture.Clips;
import io.headcount.edge.config.Scenes;
import io.headcount.edge.count.Replay;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.store.StateReader;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Csrf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box, set up through its API while it counts people who walk in a clip that loops. */
@Timeout(240)
class SetupIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path dir;
  private Path data;
  private Optional<RunningAgent> running = Optional.empty();
  private Optional<AccessToken> session = Optional.empty();

  @BeforeEach
  void begin() throws IOException {
    Path sample = Clips.sample().orElse(dir);
    Assumptions.assumeTrue(Files.isRegularFile(sample), "the sample video is not there");
    data = dir.resolve("data");
    Path clip = Clips.first(dir, sample, 200);
    Path still = Clips.avi(dir, 40);
    Files.writeString(
        dir.resolve("agent.yaml"),
        """
        data: %s
        status: {port: 0}
        journal: {budget: 128MB}
        cameras:
          - {id: street, source: %s, playback: loop, rate: 5, long_side: 416}
          - id: other
            source: %s
            playback: loop
            rate: 5
            zones: [{id: queue, type: queue, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}]
        """
            .formatted(data, clip, still));
    running = Optional.of(new RunningAgent(dir.resolve("agent.yaml")));
    await(() -> running().isUp() && processed("street") > 3 && processed("other") > 3);
  }

  private RunningAgent running() {
    return running.orElseThrow();
  }

  @AfterEach
  void end() {
    running.ifPresent(RunningAgent::close);
    client.shutdownNow();
  }

  @Test
  void whatIsSavedCountsAtOnceAndLeavesTheOthersAlone() throws Exception {
    JsonNode whole = get("/api/v1/setup");
    assertThat(whole.at("/version/number").asInt()).isEqualTo(1);
    ArrayNode cameras = cameras(whole);
    line(cameras, "street", "walkway");

    JsonNode saved = send("PUT", "/api/v1/setup", Map.of("base", 1, "cameras", cameras), 200);
    assertThat(saved.at("/restarts").asBoolean()).isFalse();
    await(() -> get("/api/v1/setup").at("/inForce").asInt() == 2);
    // people walk over it
    await(() -> crossed("street", "walkway") > 0);

    // somebody else's older page is refused
    JsonNode refused = send("PUT", "/api/v1/setup", Map.of("base", 1, "cameras", cameras), 409);
    assertThat(refused.at("/since/0/what").asText()).isEqualTo("street: line walkway added");

    // a camera more, and one less
    ObjectNode more = cameras.get(0).deepCopy();
    more.put("id", "more");
    cameras.add(more);
    send("PUT", "/api/v1/setup", Map.of("base", 2, "cameras", cameras), 200);
    await(() -> processed("more") > 3);
    long others = processed("other");
    cameras.remove(2);
    ((ObjectNode) cameras.get(0)).put("enabled", false);
    send("PUT", "/api/v1/setup", Map.of("base", 3, "cameras", cameras), 200);
    await(() -> state("street").equals("disabled"));
    await(() -> processed("other") > others + 3);
    assertThat(get("/api/v1/cameras").findValuesAsText("id")).doesNotContain("more");

    // back to where it counted
    send("POST", "/api/v1/setup/versions/2/restore", Map.of("base", 4), 200);
    await(() -> state("street").equals("streaming") && processed("street") > 3);
    assertThat(get("/api/v1/setup").at("/cameras/0/lines/0/id").asText()).isEqualTo("walkway");
    assertThat(running().starts()).isEqualTo(1);

    // the camera that nobody touched was seen without a hole
    await(() -> windows("other").size() >= 2);
    JsonNode minute = windows("other").get(0);
    assertThat(minute.at("/coverage").asDouble()).isGreaterThan(0.97);
    assertThat(minute.at("/part").asInt()).isZero();
    end();
    replayIsEqual();
  }

  @Test
  void theLastHoursAreRecountedBesideIt() {
    await(() -> journalled() > 120);
    JsonNode whole = get("/api/v1/setup");
    ArrayNode cameras = cameras(whole);
    line(cameras, "street", "walkway");
    send("PUT", "/api/v1/setup", Map.of("base", 1, "cameras", cameras), 200);
    send("POST", "/api/v1/setup/recount", Map.of("hours", 1, "before", 1, "after", 2), 202);
    await(() -> !get("/api/v1/setup/recount").at("/state").asText().equals("running"));

    JsonNode done = get("/api/v1/setup/recount");
    assertThat(done.at("/state").asText()).isEqualTo("done");
    assertThat(done.at("/lines")).hasSize(1);
    JsonNode line = done.at("/lines/0");
    assertThat(line.at("/before").isNull()).isTrue();
    assertThat(line.at("/after/in").asInt() + line.at("/after/out").asInt()).isPositive();

    await(() -> get("/api/v1/cameras/street/tracks").at("/ready").asBoolean());
    JsonNode map = get("/api/v1/cameras/street/tracks");
    assertThat(map.at("/starts")).hasSize(map.at("/columns").asInt() * map.at("/rows").asInt());
  }

  @Test
  void anAddressIsTriedWithWordsAndAPicture() {
    JsonNode whole = get("/api/v1/setup");
    String source = whole.at("/cameras/0/source").asText();

    JsonNode seen = send("POST", "/api/v1/setup/probe", Map.of("source", source), 200);
    assertThat(seen.at("/ok").asBoolean()).isTrue();
    assertThat(seen.at("/width").asInt()).isEqualTo(768);
    assertThat(seen.at("/picture").asText()).startsWith("/9j/");
    JsonNode none =
        send("POST", "/api/v1/setup/probe", Map.of("source", "rtsp://127.0.0.1:9/x"), 200);
    assertThat(none.at("/ok").asBoolean()).isFalse();
    assertThat(none.at("/message").asText()).contains(": ");
    send("POST", "/api/v1/setup/probe", Map.of("source", "ftp://a"), 400);
    send("POST", "/api/v1/setup/probe", Map.of("source", "rtsp://a/b", "username", "u"), 400);
  }

  /** What is stored is what the journal gives, line by line. */
  private void replayIsEqual() {
    StateReader database = new StateReader(data.resolve("state.db"));
    List<CountWindow> counted = new ArrayList<>();
    try (JournalTailer journal = Journal.read(data.resolve("journal"))) {
      Replay.asItWas(revision -> database.configuration(revision).map(Scenes::read).orElseThrow())
          .windows(journal, database.position().orElseThrow(), counted::add);
    }
    assertThat(database.windows()).isNotEmpty().containsExactlyInAnyOrderElementsOf(counted);
  }

  private static ArrayNode cameras(JsonNode whole) {
    return (ArrayNode) whole.get("cameras");
  }

  /** Across the way that people take in the clip. */
  private static void line(ArrayNode cameras, String camera, String id) {
    for (JsonNode one : cameras) {
      if (one.get("id").asText().equals(camera)) {
        ((ArrayNode) one.get("lines"))
            .add(
                MAPPER.valueToTree(
                    Map.of(
                        "id",
                        id,
                        "from",
                        List.of(0.55, 0.2),
                        "to",
                        List.of(0.45, 0.95),
                        "debounce",
                        "200ms")));
      }
    }
  }

  private JsonNode camera(String id) {
    for (JsonNode one : get("/api/v1/cameras")) {
      if (one.get("id").asText().equals(id)) {
        return one;
      }
    }
    return MAPPER.createObjectNode();
  }

  private long processed(String id) {
    return camera(id).at("/throughput/processed").asLong();
  }

  private String state(String id) {
    return camera(id).at("/state").asText();
  }

  private long crossed(String camera, String line) {
    long sum = 0;
    for (JsonNode one : camera(camera).at("/lines")) {
      if (one.get("id").asText().equals(line)) {
        sum += one.at("/today/in").asLong() + one.at("/today/out").asLong();
      }
    }
    return sum;
  }

  private long journalled() {
    return running().agent().status().journal().entries();
  }

  private JsonNode windows(String camera) {
    return get("/api/v1/cameras/" + camera + "/windows");
  }

  private JsonNode get(String path) {
    return send("GET", path, Map.of(), 200);
  }

  private JsonNode send(String method, String path, Object body, int status) {
    EdgeAgent agent = running().agent();
    int port = agent.address().getPort();
    try {
      HttpRequest.BodyPublisher publisher =
          method.equals("GET")
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body));
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(agent.address() + path))
                  .header("Cookie", "headcount-" + port + "=" + session().reveal())
                  .header("Sec-Fetch-Site", "same-origin")
                  .header(Csrf.HEADER, Csrf.token(session()))
                  .timeout(Duration.ofSeconds(30))
                  .method(method, publisher)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Somebody is signed in. */
  private AccessToken session() {
    if (session.isEmpty()) {
      BoxAccess access = running().agent().access();
      BoxAccess.Answer answer = access.signInByLink(access.drawLink(BoxAccess.LINK_LIFE));
      session = Optional.of(((BoxAccess.Answer.Welcome) answer).session());
    }
    return session.get();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 90 s").isLessThan(end);
      LockSupport.parkNanos(200_000_000);
    }
  }
}
