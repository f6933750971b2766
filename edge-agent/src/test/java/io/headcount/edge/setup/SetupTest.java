package io.headcount.edge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.setup.Setup.Outcome;
import io.headcount.edge.setup.Version.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OWN =
      """
      data: state
      cameras:
        - {id: door, source: 'rtsp://10.0.0.5/main', lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]}
        - {id: till, source: 'rtsp://10.0.0.6/main'}
      """;

  @TempDir Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
  private boolean onTrial;
  private Path file;

  @BeforeEach
  void ownFile() throws IOException {
    file = folder.resolve("agent.yaml");
    Files.writeString(file, OWN);
  }

  @Test
  void aSavedChangeIsTheNewestVersionAndSurvivesTheProcess() {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    line(cameras, 0, "back", 0.7);

    Outcome outcome = setup.save(1, cameras, "the page, here");

    assertThat(outcome).isInstanceOf(Outcome.Saved.class);
    assertThat(setup.newest()).isEqualTo(2);
    assertThat(setup.inForce()).isEqualTo(1);
    AgentConfig handedOver = setup.takePending().orElseThrow();
    assertThat(handedOver.cameras().getFirst().scene().lines()).hasSize(2);
    assertThat(setup.takePending()).isEmpty();
    assertThat(setup.inForce()).isEqualTo(2);
    // as after kill -9: nothing but the files is left
    Setup again = open();
    assertThat(again.present()).isEqualTo(handedOver);
    Version version = again.versions().newest().orElseThrow();
    assertThat(version.what()).isEqualTo("door: line back added");
    assertThat(version.by()).isEqualTo("the page, here");
    assertThat(version.origin()).isEqualTo(Origin.PAGE);
  }

  @Test
  void whoBeganFromAnOlderVersionIsToldWhoWasFaster() {
    Setup setup = open();
    ArrayNode mine = cameras(setup);
    line(mine, 0, "mine", 0.7);
    ArrayNode theirs = cameras(setup);
    line(theirs, 1, "theirs", 0.6);
    setup.save(1, theirs, "the page, ladder");

    Outcome outcome = setup.save(1, mine, "the page, desk");

    assertThat(outcome).isInstanceOf(Outcome.Stale.class);
    List<Version> since = ((Outcome.Stale) outcome).since();
    assertThat(since).hasSize(1);
    assertThat(since.getFirst().by()).isEqualTo("the page, ladder");
    assertThat(since.getFirst().what()).isEqualTo("till: line theirs added");
    assertThat(setup.newest()).isEqualTo(2);
  }

  @Test
  void goingBackMakesANewVersionOfAnOldOne() {
    Setup setup = open();
    AgentConfig first = setup.present();
    ArrayNode cameras = cameras(setup);
    cameras.remove(1);
    setup.save(1, cameras, "the page");
    assertThat(setup.present().cameras()).hasSize(1);

    Outcome outcome = setup.restore(2, setup.versions().get(1).orElseThrow(), "the page");

    assertThat(outcome).isInstanceOf(Outcome.Saved.class);
    assertThat(setup.present().cameras()).isEqualTo(first.cameras());
    assertThat(setup.present().revision()).isEqualTo(first.revision());
    assertThat(setup.versions().newest().orElseThrow().what())
        .isEqualTo("back to version 1: camera till added");
  }

  @Test
  void aMeasuredFloorIsSavedWithoutARestartAndChangesNoCount() throws IOException {
    Setup setup = open();
    String revision = setup.present().revision();
    ArrayNode cameras = cameras(setup);
    String floor =
        "{\"corners\": [[0.2, 0.9], [0.8, 0.9], [0.7, 0.5], [0.3, 0.5]], \"width\": 2, \"depth\": 3.5}";
    camera(cameras, 0).set("floor", MAPPER.readTree(floor));

    Outcome outcome = setup.save(1, cameras, "the page");

    assertThat(outcome).isInstanceOf(Outcome.Saved.class);
    assertThat(((Outcome.Saved) outcome).restarts()).isFalse();
    assertThat(((Outcome.Saved) outcome).version().what()).isEqualTo("door: floor");
    assertThat(setup.present().revision()).isEqualTo(revision);
    assertThat(setup.present().cameras().getFirst().floor())
        .hasValueSatisfying(one -> assertThat(CameraForm.floor(one).toString()).contains("3.5"));
    // as after kill -9, and as the page sends it back
    assertThat(open().present()).isEqualTo(setup.present());
    assertThat(setup.save(2, cameras(setup), "the page")).isInstanceOf(Outcome.Same.class);
    ArrayNode without = cameras(setup);
    camera(without, 0).putNull("floor");
    setup.save(2, without, "the page");
    assertThat(setup.present().cameras().getFirst().floor()).isEmpty();
  }

  @Test
  void aFloorIsReadAsTheFileHasItAndNothingIsSaved() throws IOException {
    Setup setup = open();
    ObjectNode wrong =
        (ObjectNode)
            MAPPER.readTree(
                "{\"corners\": [[0, 0], [1, 1], [1, 0], [0, 1]], \"width\": 0, \"depht\": 2}");

    Setup.MeasuredFloor read = setup.floor(wrong);

    assertThat(read.floor()).isEmpty();
    assertThat(read.problems())
        .extracting(Complaint::field)
        .containsExactlyInAnyOrder("floor.corners", "floor.width", "floor.depht");
    assertThat(setup.newest()).isEqualTo(1);
  }

  @Test
  void whatChangesNothingMakesNoVersion() {
    Setup setup = open();

    assertThat(setup.save(1, cameras(setup), "the page")).isInstanceOf(Outcome.Same.class);
    assertThat(setup.newest()).isEqualTo(1);
  }

  @Test
  void allThatIsWrongIsToldWithItsField() {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    line(cameras, 0, "<script>alert(1)</script>", 0.7);
    camera(cameras, 1).put("lines", "none").put("colour", "red");

    Setup.Checked checked = setup.check(cameras);

    assertThat(checked.problems())
        .extracting(Complaint::field)
        .contains("cameras[0].lines[1].id", "cameras[1].lines", "cameras[1].colour");
    assertThat(setup.save(1, cameras, "the page")).isInstanceOf(Outcome.Wrong.class);
    assertThat(setup.newest()).isEqualTo(1);
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndChangesNothing() throws IOException {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    camera(cameras, 1).put("username", "viewer").put("password", "correct horse");
    line(cameras, 0, "short", 0.51);
    ((ObjectNode) cameras.get(0).get("lines").get(1)).putArray("to").add(0.11).add(0.51);

    Setup.Checked checked = setup.check(cameras);

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.what()).contains("line short added").contains("till: login");
    assertThat(checked.warnings())
        .anySatisfy(one -> assertThat(one.text()).contains("shorter than 3 %"));
    assertThat(checked.restarts()).isFalse();
    assertThat(secrets()).isEmpty();
    assertThat(setup.newest()).isEqualTo(1);
  }

  @Test
  void aPasswordIsKeptForItsOwnerAloneAndNeverShown() throws IOException {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    camera(cameras, 1).put("username", "viewer").put("password", "correct horse");
    setup.save(1, cameras, "the page");

    List<Path> kept = secrets();
    assertThat(kept).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getFirst())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(kept.getFirst())).isEqualTo("correct horse");
    assertThat(setup.present().cameras().get(1).login().orElseThrow().password().reveal())
        .isEqualTo("correct horse");
    assertThat(cameras(setup).toString())
        .contains("\"username\":\"viewer\"")
        .contains("\"has_password\":true")
        .doesNotContain("correct horse")
        .doesNotContain("secrets");
    assertThat(setup.versions().newest().orElseThrow().text()).doesNotContain("correct horse");
    // what the page shows it may send back: the password stays
    ArrayNode again = cameras(setup);
    line(again, 0, "more", 0.7);
    assertThat(setup.save(2, again, "the page")).isInstanceOf(Outcome.Saved.class);
    assertThat(setup.present().cameras().get(1).login()).isPresent();
    assertThat(secrets()).isEqualTo(kept);
  }

  @Test
  void aKeptPasswordGoesToNoOtherMachineAndToNoOtherUser() {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    camera(cameras, 1).put("username", "viewer").put("password", "correct horse");
    setup.save(1, cameras, "the page");

    ArrayNode elsewhere = cameras(setup);
    camera(elsewhere, 1).put("source", "rtsp://10.0.0.66/main");
    assertThat(setup.check(elsewhere).problems())
        .extracting(Complaint::field)
        .containsExactly("cameras[1].password");
    ArrayNode other = cameras(setup);
    camera(other, 1).put("username", "admin");
    assertThat(setup.check(other).problems()).hasSize(1);
    ArrayNode path = cameras(setup);
    camera(path, 1).put("source", "rtsp://10.0.0.6/second");
    assertThat(setup.check(path).problems()).isEmpty();
    ArrayNode file = cameras(setup);
    camera(file, 0).put("username", "u").put("password_file", "/etc/shadow");
    assertThat(setup.check(file).problems())
        .extracting(Complaint::field)
        .contains("cameras[0].password_file");
  }

  @Test
  void aFileThatIsChangedByHandIsToldAndCanBeTakenOver() throws IOException {
    open();
    // as long as nothing else was saved, the file is in force
    Files.writeString(file, OWN + "box: by-hand\n");
    Setup setup = open();
    assertThat(setup.present().box()).isEqualTo("by-hand");
    assertThat(setup.newest()).isEqualTo(2);
    ArrayNode cameras = cameras(setup);
    line(cameras, 0, "page", 0.7);
    setup.save(2, cameras, "the page");
    assertThat(open().troubles()).isEmpty();

    Files.writeString(file, OWN + "box: by-hand-again\n");
    Setup later = open();
    assertThat(later.present().box()).isEqualTo("by-hand");
    assertThat(later.troubles())
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.text()).contains("changed by hand"));

    assertThat(later.takeFile(3, "the page")).isInstanceOf(Outcome.Saved.class);
    assertThat(later.troubles()).isEmpty();
    assertThat(open().present().box()).isEqualTo("by-hand-again");
  }

  @Test
  void theNewerOfPageAndCollectorIsInForce() {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    line(cameras, 0, "page", 0.7);
    setup.save(1, cameras, "the page");
    assertThat(setup.changedHere()).isPresent();

    AgentConfig wanted = reader().read(file, "box: wanted\n" + OWN.replace("data: state\n", ""));
    setup.collectorApplied(wanted, 7);

    assertThat(setup.changedHere()).isEmpty();
    assertThat(open().present().box()).isEqualTo("wanted");
    onTrial = true;
    assertThat(setup.save(3, cameras, "the page")).isInstanceOf(Outcome.Busy.class);
    onTrial = false;
    setup.save(3, cameras, "the page");
    assertThat(setup.versions().newest().orElseThrow().origin()).isEqualTo(Origin.PAGE);
    assertThat(open().present().box()).isEqualTo("wanted"); // the page changes the cameras only
  }

  @Test
  void oldVersionsGoAndWithThemTheirPasswords() throws IOException {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    camera(cameras, 1).put("username", "viewer").put("password", "one");
    setup.save(1, cameras, "the page");
    camera(cameras, 1).put("password", "two");
    setup.save(2, cameras, "the page");
    assertThat(secrets()).hasSize(2);

    for (int i = 0; i < Versions.KEPT; i++) {
      ArrayNode next = cameras(setup);
      ((ArrayNode) next.get(0).get("lines")).remove(1);
      line(next, 0, "moved", i % 2 == 0 ? 0.6 : 0.7);
      assertThat(setup.save(setup.newest(), next, "the page")).isInstanceOf(Outcome.Saved.class);
    }

    assertThat(setup.versions().list()).hasSize(Versions.KEPT);
    assertThat(setup.versions().get(1)).isEmpty();
    assertThat(secrets()).hasSize(1);
    assertThat(open().versions().list()).hasSize(Versions.KEPT);
  }

  @Test
  void aDamagedVersionIsLeftOut() throws IOException {
    Setup setup = open();
    ArrayNode cameras = cameras(setup);
    line(cameras, 0, "page", 0.7);
    setup.save(1, cameras, "the page");
    Files.writeString(folder.resolve("state/versions/000002.json"), "{");

    assertThat(open().newest()).isEqualTo(1);
  }

  private Setup open() {
    InstantSource clock = () -> now.updateAndGet(time -> time.plusSeconds(1));
    return new Setup(file, reader(), clock, Optional.empty(), () -> onTrial);
  }

  private ConfigReader reader() {
    return new ConfigReader(Map.of(), folder, "shop");
  }

  private List<Path> secrets() throws IOException {
    Path secrets = folder.resolve("state/secrets");
    if (!Files.isDirectory(secrets)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(secrets)) {
      return files.sorted().toList();
    }
  }

  private static ArrayNode cameras(Setup setup) {
    return CameraForm.write(setup.present().cameras());
  }

  private static ObjectNode camera(ArrayNode cameras, int index) {
    return (ObjectNode) cameras.get(index);
  }

  private static void line(ArrayNode cameras, int camera, String id, double y) {
    JsonNode line =
        MAPPER.valueToTree(Map.of("id", id, "from", List.of(0.1, y), "to", List.of(0.9, y)));
    ((ArrayNode) cameras.get(camera).get("lines")).add(line);
  }
}
