package io.headcount.edge.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.setup.Versions;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import io.headcount.web.access.Network;
import io.headcount.web.access.OwnCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String CAMERA = "cam/era p@ss\"word";
  private static final String IN_QUERY = "tokenInTheQuery77";
  private static final String BROKER = "brokerPassw0rd!";
  private static final String STICKER = "K7WN-42QH-XTPA";
  private static final String KEPT = "passwordGivenOnThePage";
  private static final String PAGE = "four words for me";
  private static final String CLIP = "annas-birthday-party.mp4";

  @TempDir private Path folder;

  @Test
  void noSecretIsInAnyFileOfIt() throws IOException {
    List<String> secrets = plant();
    AgentConfig config = config();
    String everything = String.join("\n", secrets);
    IncidentLog log = IncidentLog.open(config.dataDirectory());
    log.note(
        List.of(
            new Wrong(
                Optional.of("door"),
                Severity.ERROR,
                "rtsp://viewer:%s@10.0.0.5/live?auth=%s is refused".formatted(CAMERA, IN_QUERY),
                "the password " + BROKER + " is wrong")),
        NOW);
    Check tells =
        new Check() {
          @Override
          public String name() {
            return "telling";
          }

          @Override
          public Finding run() {
            return Finding.fail("telling", everything, "look at " + everything);
          }
        };
    SupportBundle bundle =
        kept(config, log)
            .addDoctor(() -> List.of(tells))
            .add("log.txt", "the log", () -> everything + "\nread /home/anna/shop.mp4")
            .add("status.json", "all in one line", () -> String.join(" ", secrets))
            .build();
    Map<String, String> files = unzipped(bundle);

    assertThat(secrets).hasSizeGreaterThanOrEqualTo(14);
    assertThat(files).hasSize(9);
    files.forEach(
        (name, text) ->
            assertThat(secrets)
                .as(name)
                .allSatisfy(secret -> assertThat(text).doesNotContain(secret)));
    // and yet it tells
    assertThat(files.get("configuration.yaml")).contains("10.0.0.5", "door");
    assertThat(files.get("incidents.json")).contains("is refused");
    assertThat(files.get("log.txt")).contains("***", "/home/***/shop.mp4");
  }

  @Test
  void itListsItsFilesAndGoesWithoutOneThatCannotBeHad() throws IOException {
    plant();
    AgentConfig config = config();
    SupportBundle bundle =
        kept(config, IncidentLog.open(config.dataDirectory()))
            .add(
                "broken.txt",
                "what does not do",
                () -> {
                  throw new IllegalStateException("no such luck with " + BROKER);
                })
            .build();
    Map<String, String> files = unzipped(bundle);

    assertThat(bundle.contents())
        .extracting(SupportBundle.Content::name)
        .containsExactlyElementsOf(files.keySet());
    assertThat(files.get("README.txt"))
        .contains(bundle.contents().stream().map(SupportBundle.Content::what).toList());
    assertThat(files.get("broken.txt")).contains("no such luck with ***");
    assertThat(files.get("days.json")).contains("\"ready\" : true");
    assertThat(files.get("host.txt")).contains("cores: ", "headcount: 0.1.0");
  }

  private static SupportBundle.Builder kept(AgentConfig config, IncidentLog log) {
    Path data = config.dataDirectory();
    StateDb.open(data.resolve("state.db"), () -> NOW).close();
    Days days =
        new Days(new StateReader(data.resolve("state.db")), log, config::zone, true, () -> NOW);
    return SupportBundle.of(() -> config)
        .addKept("0.1.0", Versions.open(data.resolve("versions"), () -> NOW), log, days, () -> NOW);
  }

  private static Map<String, String> unzipped(SupportBundle bundle) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bundle.write(bytes, NOW);
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  /** Puts secrets wherever a box has any, and gives all of them. */
  private List<String> plant() throws IOException {
    Path data = Files.createDirectories(folder.resolve("state"));
    secretFile(folder.resolve("camera.password"), CAMERA);
    secretFile(folder.resolve("broker.password"), BROKER);
    secretFile(folder.resolve("sticker"), STICKER);
    Files.createDirectories(data.resolve("secrets"));
    secretFile(data.resolve("secrets/door.1"), KEPT);
    Files.writeString(folder.resolve(CLIP), "no clip");
    BoxAccess access = BoxAccess.open(data, "shop", Optional.empty(), () -> NOW, System::nanoTime);
    String code = access.drawClaimCode().orElseThrow().text();
    access.claim(code, PAGE, new Network("test"));
    access.issueToken("reader");
    access.drawLink(BoxAccess.LINK_LIFE);
    new OwnCertificate(data, "shop", () -> NOW).forNames(Set.of("127.0.0.1"));

    List<String> secrets = new ArrayList<>(List.of(CAMERA, IN_QUERY, BROKER, STICKER, KEPT, CLIP));
    secrets.add(CAMERA.replace("\"", "\\\"")); // as it stands in JSON
    secrets.add(URLEncoder.encode(CAMERA, UTF_8));
    String accesses = Files.readString(data.resolve("access.json"));
    Matcher hashes =
        Pattern.compile("\"(?:hash|password|claim_code)\" *: *\"([^\"]+)\"").matcher(accesses);
    while (hashes.find()) {
      secrets.add(hashes.group(1));
    }
    try (var keys = Files.list(data)) {
      for (Path key : keys.filter(file -> file.toString().endsWith("-key.pem")).toList()) {
        Files.readString(key).lines().filter(it -> !it.startsWith("-")).forEach(secrets::add);
      }
    }
    return secrets;
  }

  private static void secretFile(Path file, String secret) throws IOException {
    Files.writeString(file, secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private AgentConfig config() throws IOException {
    Path file = folder.resolve("agent.yaml");
    Files.writeString(
        file,
        """
        data: state
        status: {claim_code_file: sticker}
        uplink: {broker: 'mqtts://broker.example', tenant: acme, store: main, device: box-1,
                 password_file: broker.password}
        cameras:
          - id: door
            source: rtsp://10.0.0.5/live?auth=%s
            username: viewer
            password_file: camera.password
            lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]
          - id: clip
            source: %s
        """
            .formatted(IN_QUERY, CLIP));
    return new ConfigReader(Map.of(), Path.of("/home/anna"), "shop").read(file);
  }
}
