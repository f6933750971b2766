package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.capture.Clips;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Csrf;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A box that is killed as soon as it has said that a change is saved. */
@Timeout(180)
class KillAfterSaveIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PAGE = Pattern.compile("page at (http://\\S+)");

  @TempDir private Path dir;

  @Test
  void whatWasSavedIsInForceAfterTheKill() throws Exception {
    Path clip = Clips.avi(dir, 40);
    Path config =
        Files.writeString(
            dir.resolve("agent.yaml"),
            """
            data: %s
            status: {port: 0}
            journal: {budget: 128MB}
            cameras: [{id: door, source: %s, playback: loop}]
            """
                .formatted(dir.resolve("data"), clip));
    String line = "{\"id\": \"kept\", \"from\": [0.1, 0.5], \"to\": [0.9, 0.5]}";
    Process first = Program.start(dir.resolve("first.log"), "run", "--config", config.toString());
    try {
      String page = page(dir.resolve("first.log"));
      JsonNode whole = get(page);
      String cameras =
          whole.get("cameras").toString().replace("\"lines\":[]", "\"lines\":[" + line + "]");
      HttpResponse<String> saved =
          send(
              request(page)
                  .PUT(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"base\": 1, \"cameras\": " + cameras + "}")));
      assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    } finally {
      first.destroyForcibly().waitFor(); // SIGKILL
    }

    Process second = Program.start(dir.resolve("second.log"), "run", "--config", config.toString());
    try {
      JsonNode whole = get(page(dir.resolve("second.log")));
      assertThat(whole.at("/version/number").asInt()).isEqualTo(2);
      assertThat(whole.at("/inForce").asInt()).isEqualTo(2);
      assertThat(whole.at("/cameras/0/lines/0/id").asText()).isEqualTo("kept");
    } finally {
      second.destroy();
      second.waitFor();
    }
    // whatever of the change came into the journal before the kill, counts and journal agree
    assertThat(Program.run("replay", "--data", dir.resolve("data").toString(), "--verify").out())
        .contains("equal");
  }

  private static String page(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      Optional<String> found =
          Files.exists(log)
              ? PAGE.matcher(Files.readString(log)).results().map(hit -> hit.group(1)).findFirst()
              : Optional.empty();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    throw new AssertionError(Files.readString(log));
  }

  /** Of somebody who is signed in, as another program on the box may have them be. */
  private HttpRequest.Builder request(String page) {
    BoxAccess access =
        BoxAccess.open(
            dir.resolve("data"),
            "shop",
            Optional.empty(),
            InstantSource.system(),
            System::nanoTime);
    BoxAccess.Answer answer = access.signInByLink(access.drawLink(BoxAccess.LINK_LIFE));
    AccessToken session = ((BoxAccess.Answer.Welcome) answer).session();
    URI address = URI.create(page + "/api/v1/setup");
    return HttpRequest.newBuilder(address)
        .header("Cookie", "headcount-" + address.getPort() + "=" + session.reveal())
        .header("Sec-Fetch-Site", "same-origin")
        .header(Csrf.HEADER, Csrf.token(session));
  }

  private JsonNode get(String page) throws IOException, InterruptedException {
    return MAPPER.readTree(send(request(page)).body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
