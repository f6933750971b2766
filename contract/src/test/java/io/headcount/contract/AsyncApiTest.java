package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AsyncAPI file says what the code does. */
final class AsyncApiTest {
  private static final String HERE = "/io/headcount/contract/";

  private final JsonNode api = yaml(Golden.resource(HERE + "asyncapi.yaml"));

  @ParameterizedTest
  @EnumSource
  void everyLeafHasItsChannel(Leaf leaf) {
    String address = "headcount/v1/{tenant}/{store}/{device}/" + leaf.path();

    String sender = leaf.fromDevice() ? "device" : "collector";
    String receiver = leaf == Leaf.STATE ? "viewer" : leaf.fromDevice() ? "collector" : "device";
    assertChannel(address, List.of("tenant", "store", "device"), sender, receiver, leaf.retained());
    assertThat(address.replaceAll("\\{.*?}", "x"))
        .isEqualTo(new Topic(new DeviceAddress("x", "x", "x"), leaf).toString());
  }

  @Test
  void collectorsHaveTheirChannel() {
    String address = "headcount/v1/_collectors/{collector}/state";

    assertChannel(address, List.of("collector"), "collector", "device", true);
    assertThat(address.replace("{collector}", "x")).isEqualTo(Topic.collectorState("x"));
  }

  private void assertChannel(
      String address, List<String> parameters, String sender, String receiver, boolean retained) {
    String channel = channelAt(address);
    assertThat(names(api.at("/channels/" + channel + "/parameters")))
        .containsExactlyElementsOf(parameters);
    JsonNode send = operation(channel, "send");
    JsonNode receive = operation(channel, "receive");
    assertThat(send.at("/tags/0/name").asText()).isEqualTo(sender);
    assertThat(receive.at("/tags/0/name").asText()).isEqualTo(receiver);
    assertThat(send.at("/bindings/mqtt/retain")).hasToString(Boolean.toString(retained));
    assertThat(send.at("/bindings/mqtt/qos").asInt()).isEqualTo(1);
    assertThat(receive.at("/bindings/mqtt/qos").asInt()).isEqualTo(1);
  }

  @Test
  void thereAreNoOtherChannels() {
    assertThat(names(api.path("channels"))).hasSize(Leaf.values().length + 1);
    assertThat(names(api.path("operations"))).hasSize(2 * (Leaf.values().length + 1));
  }

  @Test
  void referencesLeadSomewhere() throws JsonProcessingException {
    List<String> found = new ArrayList<>();
    for (String document : documents()) {
      String text = Golden.resource(HERE + document);
      for (JsonNode ref : yaml(text).findValues("$ref")) {
        String[] parts = ref.asText().split("#", 2);
        String folder = document.substring(0, document.indexOf('/') + 1);
        JsonNode target =
            yaml(parts[0].isEmpty() ? text : Golden.resource(HERE + folder + parts[0]));
        JsonPointer pointer = JsonPointer.compile(parts.length == 1 ? "" : parts[1]);
        assertThat(target.at(pointer).isMissingNode()).as("%s: %s", document, ref).isFalse();
        found.add(ref.asText());
      }
    }
    assertThat(found).contains("schema/batch.json", "count-window.json", "#/channels/data");
  }

  private static List<String> documents() {
    return Stream.concat(
            Stream.of("asyncapi.yaml", "schema/types.json"),
            Golden.all().stream().map(golden -> "schema/" + golden.schema() + ".json").distinct())
        .toList();
  }

  @Test
  void examplesAreTheGoldenFiles() throws JsonProcessingException {
    Map<String, Golden> goldens =
        Golden.all().stream()
            .collect(Collectors.toMap(g -> g.name() + ".v" + g.version(), golden -> golden));
    List<String> shown = new ArrayList<>();
    for (JsonNode message : api.at("/components/messages")) {
      String schema = message.at("/payload/$ref").asText().replaceAll("schema/|[.]json", "");
      for (JsonNode example : message.path("examples")) {
        Golden golden = goldens.get(example.path("name").asText());
        assertThat(golden).as(example.path("name").asText()).isNotNull();
        assertThat(example.path("payload")).isEqualTo(new ObjectMapper().readTree(golden.text()));
        assertThat(
                Golden.schema(schema)
                    .validate(example.path("payload").toString(), InputFormat.JSON))
            .isEmpty();
        shown.add(schema);
      }
    }
    assertThat(shown)
        .contains(
            "birth",
            "death",
            "batch",
            "health",
            "store-day",
            "reported-config",
            "reply",
            "ack",
            "signed",
            "collector-state");
  }

  private String channelAt(String address) {
    List<String> found =
        names(api.path("channels")).stream()
            .filter(name -> api.at("/channels/" + name + "/address").asText().equals(address))
            .toList();
    assertThat(found).as(address).hasSize(1);
    return found.getFirst();
  }

  private JsonNode operation(String channel, String action) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode operation : api.path("operations")) {
      if (operation.path("action").asText().equals(action)
          && operation.at("/channel/$ref").asText().equals("#/channels/" + channel)) {
        found.add(operation);
      }
    }
    assertThat(found).as("%s on %s", action, channel).hasSize(1);
    return found.getFirst();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode yaml(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
