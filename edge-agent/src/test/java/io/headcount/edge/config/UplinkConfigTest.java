package io.headcount.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Signing;
import io.headcount.program.settings.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UplinkConfigTest {
  private static final String CAMERA =
      "cameras: [{id: door, source: 'rtsp://camera/stream', lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]}]\n";
  private static final String UPLINK =
      "uplink: {broker: 'mqtts://broker.example', tenant: acme, store: high-street, device: box-1}\n";

  @TempDir Path folder;

  @Test
  void littleIsNeeded() throws IOException {
    UplinkConfig uplink = read(UPLINK + CAMERA).uplink().orElseThrow();

    assertThat(uplink.broker()).isEqualTo(URI.create("mqtts://broker.example:8883"));
    assertThat(uplink.device()).isEqualTo(new DeviceAddress("acme", "high-street", "box-1"));
    assertThat(uplink.username()).isEqualTo("acme/high-street/box-1");
    assertThat(uplink.password()).isEmpty();
    assertThat(uplink.budget()).isEqualTo(UplinkConfig.DEFAULT_BUDGET);
    assertThat(uplink.events()).isFalse();
  }

  @Test
  void theBoxNameIsTheDeviceWhereItCanBe() throws IOException {
    String text = UPLINK.replace(", device: box-1", "") + CAMERA;

    assertThat(read("box: north\n" + text).uplink().orElseThrow().device().device())
        .isEqualTo("north");
    assertThatThrownBy(() -> read("box: the north door\n" + text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("device is missing");
  }

  @Test
  void camerasMayComeFromTheCollector() throws IOException {
    assertThat(read(UPLINK).cameras()).isEmpty();
  }

  @Test
  void allOfItIsRead() throws IOException, GeneralSecurityException {
    Files.writeString(folder.resolve("secret"), "open sesame\n");
    Files.writeString(folder.resolve("ca.pem"), "");
    Files.writeString(folder.resolve("box.pem"), "");
    Files.writeString(folder.resolve("box.key"), "");
    String key =
        Signing.text(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
    UplinkConfig uplink =
        read("""
                uplink:
                  broker: mqtts://[::1]:9999
                  tenant: acme
                  store: high-street
                  device: box-1
                  username: me
                  password_file: secret
                  ca_file: ca.pem
                  certificate_file: box.pem
                  key_file: box.key
                  collector_key: %s
                  budget: 64MiB
                  events: true
                  home_assistant: true
                """
                .formatted(key))
            .uplink()
            .orElseThrow();

    assertThat(uplink.broker()).isEqualTo(URI.create("mqtts://[::1]:9999"));
    assertThat(uplink.username()).isEqualTo("me");
    assertThat(uplink.password().orElseThrow().reveal()).isEqualTo("open sesame");
    assertThat(uplink.certificate().orElseThrow().key()).isEqualTo(folder.resolve("box.key"));
    assertThat(uplink.collectorKey().map(Signing::text)).contains(key);
    assertThat(uplink.budget()).isEqualTo(64L << 20);
    assertThat(uplink.events() && uplink.homeAssistant()).isTrue();
    assertThat(uplink.toString()).doesNotContain("sesame");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          broker: 'http://broker.example'        | begins with mqtts:// or mqtt://
          broker: 'mqtts://me:secret@broker'     | never written into the address
          broker: 'mqtts://broker.example/path'  | nothing follows a broker's host and port
          broker: 'mqtts://bro ker'              | not an address
          tenant: 'a/b'                          | cannot be part of a topic
          store: '#'                             | cannot be part of a topic
          device: '+'                            | cannot be part of a topic
          key_file: absent.key                   | certificate_file is missing
          ca_file: absent.pem                    | absent.pem cannot be read
          password_file: absent                  | does not exist
          collector_key: nonsense                | not a collector's key
          budget: 1MiB                           | 16MiB
          brocker: x                             | did you mean broker?
          """)
  void whatIsWrongIsNamed(String wrong, String message) {
    String key = wrong.substring(0, wrong.indexOf(':'));
    StringBuilder text = new StringBuilder("uplink:\n");
    Map.of(
            "broker", "'mqtts://broker.example'",
            "tenant", "acme",
            "store", "high-street",
            "device", "box-1")
        .forEach(
            (name, value) -> {
              if (!name.equals(key)) {
                text.append("  ").append(name).append(": ").append(value).append('\n');
              }
            });
    text.append("  ").append(wrong).append('\n').append(CAMERA);

    assertThatThrownBy(() -> read(text.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anOpenConnectionToAnotherMachineIsWarnedAbout() throws IOException {
    assertThat(read(UPLINK.replace("mqtts", "mqtt")).warnings())
        .anySatisfy(warning -> assertThat(warning.message()).contains("unencrypted"));
    assertThat(read(UPLINK.replace("mqtts://broker.example", "mqtt://127.0.0.1")).warnings())
        .isEmpty();
  }

  @Test
  void aCollectorDecidesAllButWhatIsTheBoxesOwn() throws IOException {
    Path file = write("box: own\ndata: state\nstatus: {port: 9000}\n" + UPLINK + CAMERA);

    AgentConfig config = reader().read(file, "box: wanted\n" + CAMERA.replace("door", "back-door"));

    assertThat(config.box()).isEqualTo("wanted");
    assertThat(config.cameras().getFirst().id().value()).isEqualTo("back-door");
    assertThat(config.dataDirectory()).isEqualTo(folder.resolve("state"));
    assertThat(config.status().port()).isEqualTo(9000);
    assertThat(config.uplink().orElseThrow().device().device()).isEqualTo("box-1");
  }

  @Test
  void aCollectorCannotMoveTheBoxElsewhere() throws IOException {
    Path file = write(UPLINK + CAMERA);

    assertThatThrownBy(
            () -> reader().read(file, UPLINK.replace("broker.example", "evil.example") + CAMERA))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("uplink is decided on the box itself");
    assertThatThrownBy(() -> reader().read(file, "camras: []"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("desired configuration:1")
        .hasMessageContaining("did you mean cameras?");
  }

  private AgentConfig read(String text) throws IOException {
    return reader().read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("agent.yaml"), text);
  }

  private ConfigReader reader() {
    return new ConfigReader(Map.of(), folder, "shop");
  }
}
