package io.headcount.contract.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.contract.Birth;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Presence;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiscoveryTest {
  private static final DeviceAddress BOX = new DeviceAddress("acme", "berlin-1", "box_7.b");
  private static final ObjectMapper TREES = new ObjectMapper();

  @Test
  void messagesAreThoseInTheFile() throws IOException {
    List<Message> messages = Discovery.messages(BOX, birth());

    StringBuilder text = new StringBuilder();
    messages.forEach(
        message ->
            text.append(message.topic()).append('\n').append(message.payload()).append('\n'));
    assertThat(text).hasToString(resource("/homeassistant/discovery.v1.txt"));
  }

  @Test
  void allSensorsBelongToOneDevice() throws IOException {
    Set<JsonNode> devices = new HashSet<>();
    Set<String> ids = new HashSet<>();
    List<Message> messages = Discovery.messages(BOX, birth());
    for (Message message : messages) {
      JsonNode sensor = TREES.readTree(message.payload());
      devices.add(sensor.path("device"));
      ids.add(sensor.path("unique_id").asText());
    }

    assertThat(devices).hasSize(1);
    assertThat(ids).hasSize(messages.size());
  }

  @Test
  void topicsAreOfLettersThatHomeAssistantTakes() throws IOException {
    assertThat(Discovery.messages(BOX, birth()))
        .isNotEmpty()
        .allSatisfy(
            message ->
                assertThat(message.topic())
                    .matches("homeassistant/sensor/[a-zA-Z0-9_-]+/[a-zA-Z0-9_-]+/config"));
  }

  @Test
  void onlyWhatIsMeasuredHasASensor() throws IOException {
    Birth birth = birth();
    Birth blind =
        new Birth(
            birth.v(),
            birth.number(),
            birth.simulated(),
            birth.name(),
            birth.software(),
            birth.zone(),
            birth.epoch(),
            birth.streams(),
            birth.revision(),
            List.of(),
            birth.clock());

    assertThat(Discovery.messages(BOX, blind)).isEmpty();
    assertThat(Discovery.messages(BOX, birth)).hasSize(4);
  }

  @Test
  void whatVanishedIsCleared() throws IOException {
    List<Message> now = Discovery.messages(BOX, birth());
    List<String> before =
        List.of("homeassistant/sensor/x/gone-line-a-in/config", now.getFirst().topic());

    assertThat(Discovery.vanished(before, now)).containsExactly(before.getFirst());
    assertThat(Discovery.vanished(List.of(), now)).isEmpty();
    assertThat(Discovery.vanished(before, List.of())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "acme, berlin-1, box_7.b, acme-berlin--1-box__7_db",
    "a-, b, c, a---b-c",
    "a, b, c, a-b-c",
  })
  void idsAreEscaped(String tenant, String store, String device, String id) {
    assertThat(ObjectId.of(tenant, store, device)).isEqualTo(id);
  }

  @Test
  void differentIdsNeverMeet() {
    List<String> ids = ids();
    Set<String> joined = new HashSet<>();
    for (String a : ids) {
      for (String b : ids) {
        for (String c : ids) {
          assertThat(joined.add(ObjectId.of(a, b, c))).as("%s %s %s", a, b, c).isTrue();
        }
      }
    }
    assertThat(joined).hasSize(ids.size() * ids.size() * ids.size());
  }

  /** All of one to three letters, with each that is escaped and each that escapes are made of. */
  private static List<String> ids() {
    List<String> ids = new ArrayList<>(List.of("a", "d"));
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).length() < 3) {
        for (String next : List.of("a", "d", "-", "_", ".")) {
          ids.add(ids.get(i) + next);
        }
      }
    }
    return ids;
  }

  private static Birth birth() throws IOException {
    return (Birth) new JsonCodec().read(resource("/golden/birth.v1.json"), Presence.class);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DiscoveryTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
