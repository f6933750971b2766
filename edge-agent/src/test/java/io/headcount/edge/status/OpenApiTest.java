package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.headcount.analytics.scene.CameraId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API against what the server really answers. */
class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static RunningBox box;
  private static JsonNode description;

  @BeforeAll
  static void start() {
    CameraStatus fresh =
        FakeBox.camera(
            new CameraId("fresh"),
            CameraStatus.CameraState.CONNECTING,
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0);
    box =
        new RunningBox(
            FakeBox.box(
                "Shop",
                List.of(
                    FakeBox.counting(FakeBox.DOOR, 12, 9, 3, FakeBox.NOW),
                    FakeBox.silent(FakeBox.STREET, FakeBox.NOW.minusSeconds(14)),
                    fresh),
                List.of(FakeBox.problem("the disk is nearly full")),
                FakeBox.NOW));
    Object yaml =
        new Load(LoadSettings.builder().build())
            .loadFromString(box.get("/api/v1/openapi.yaml").body());
    description = MAPPER.valueToTree(yaml);
  }

  @AfterAll
  static void stop() {
    box.close();
  }

  @Test
  void describesExactlyTheRoutesThereAre() {
    List<String> described = new ArrayList<>();
    description.get("paths").fieldNames().forEachRemaining(described::add);

    assertThat(new TreeSet<>(described)).isEqualTo(new TreeSet<>(box.server.methods().keySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/status,                        /api/v1/status,                          200",
    "/api/v1/cameras,                       /api/v1/cameras,                         200",
    "/api/v1/cameras/door,                  /api/v1/cameras/{id},                    200",
    "/api/v1/cameras/street,                /api/v1/cameras/{id},                    200",
    "/api/v1/cameras/fresh,                 /api/v1/cameras/{id},                    200",
    "/api/v1/cameras/attic,                 /api/v1/cameras/{id},                    404",
    "/api/v1/cameras/door/windows?limit=3,  /api/v1/cameras/{id}/windows,            200",
    "/api/v1/cameras/door/windows?limit=x,  /api/v1/cameras/{id}/windows,            400",
    "/api/v1/cameras/attic/frames/9.jpg,    /api/v1/cameras/{id}/frames/{seq}.jpg,   404",
    "/health/live,                          /health/live,                            200",
    "/health/ready,                         /health/ready,                           200",
  })
  void answersAreAsDescribed(String path, String route, int status) throws IOException {
    var response = box.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(faults(response.body(), schema(route, status, "application/json"))).isEmpty();
  }

  @Test
  void liveEventsAreAsDescribed() throws IOException {
    String event =
        new Json()
            .text(
                Overlay.of(
                    LiveViewTest.frame(4), FakeBox.counting(FakeBox.DOOR, 12, 9, 3, FakeBox.NOW)));

    JsonNode schema = schema("/api/v1/cameras/{id}/live", 200, "text/event-stream");
    assertThat(faults(event, schema)).isEmpty();
  }

  @Test
  void aWrongAnswerWouldBeNoticed() throws IOException {
    JsonNode schema = schema("/health/live", 200, "application/json");

    assertThat(faults("{\"live\": true, \"more\": 1}", schema)).isNotEmpty();
    assertThat(faults("{}", schema)).isNotEmpty();
  }

  private static JsonNode schema(String route, int status, String type) {
    JsonNode answer =
        description
            .get("paths")
            .get(route)
            .get("get")
            .get("responses")
            .get(Integer.toString(status));
    if (answer.has("$ref")) {
      answer = description.at(answer.get("$ref").asText().substring(1));
    }
    return answer.get("content").get(type).get("schema");
  }

  private static List<String> faults(String body, JsonNode schema) throws IOException {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", description.get("components"));
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    return compiled.validate(MAPPER.readTree(body)).stream().map(Object::toString).toList();
  }
}
