package io.headcount.edge.audit;

import static io.headcount.analytics.line.Direction.IN;
import static io.headcount.analytics.line.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksFileTest {
  @TempDir private Path dir;

  private static PersonCount begun() {
    return PersonCount.begin(
        new PersonCount.ClipName("door.mp4", Audits.CLIP_HASH),
        List.of(Audits.DOOR, Audits.MAT),
        Audits.NOW);
  }

  private MarksFile file() {
    return new MarksFile(dir.resolve("marks.json"));
  }

  @Test
  void keepsAllThatWasSaid() {
    PersonCount count =
        begun()
            .marked("door", IN, 13)
            .marked("mat", OUT, 40)
            .at(70)
            .at(60)
            .finished(true)
            .under(new Conditions("R. Weber", "3.2 m", "steep", "\"lamps\" <2>", "Tür ✓"))
            .reviewing("run 1")
            .because("mark:1", Reason.HIDDEN)
            .withdrawing(2, true)
            .overlooked(Difference.invented(Audits.counted(Audits.DOOR, OUT, 9, 55)));
    file().write(count);
    assertThat(file().read()).contains(count);
    assertThat(count.standing()).extracting(Mark::id).containsExactly(1, 3);
    assertThat(count.watched()).isEqualTo(70);
    assertThat(count.withdrawn()).isEqualTo(1);
    assertThat(count.addedInReview()).isEqualTo(1);
  }

  @Test
  void anIdIsNotGivenTwiceWhileItIsThere() {
    PersonCount count =
        begun().marked("door", IN, 13).marked("door", IN, 14).without(1).marked("door", IN, 15);
    assertThat(count.marks()).extracting(Mark::id).containsExactly(2, 3);
    assertThat(count.undone().marks()).extracting(Mark::id).containsExactly(2);
    assertThat(begun().undone()).isEqualTo(begun());
  }

  @Test
  void reasonsOfAnotherRunAreForgotten() {
    PersonCount count = begun().reviewing("run 1").because("mark:1", Reason.DARK);
    assertThat(count.reviewing("run 1").reasons()).hasSize(1);
    assertThat(count.reviewing("run 2").reasons()).isEmpty();
  }

  @Test
  void aHalfWrittenFileOfAKilledProgramIsNotRead() throws IOException {
    PersonCount count = begun().marked("door", IN, 13);
    file().write(count);
    Files.writeString(dir.resolve("marks.json.part"), "{\"version\": 1, \"cl");
    assertThat(file().read()).contains(count);
    file().write(count.undone());
    assertThat(file().read()).contains(count.undone());
  }

  @Test
  void aShortFileOfAProgramIsEnough() throws IOException {
    Files.writeString(
        dir.resolve("marks.json"),
        """
        {"version": 1, "clip": {"name": "door.mp4", "sha256": "%s"}, "begun": "2026-03-02T10:15:30Z",
         "lines": [{"id": "door", "from": [0.58, 0.75], "to": [0.58, 0.27]}],
         "marks": [{"line": "door", "direction": "in", "frame": 13}]}
        """
            .formatted(Audits.CLIP_HASH));
    PersonCount count = file().read().orElseThrow();
    assertThat(count.marks())
        .containsExactly(new Mark(1, "door", IN, 13, Mark.Origin.COUNTED, false));
    assertThat(count.finished()).isTrue();
    assertThat(count.watched()).isGreaterThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "not json",
        "[1, 2]",
        "{\"version\": 2}",
        "{\"version\": 1, \"lines\": [], \"clip\": {\"name\": \"a\", \"sha256\": \"b\"}, \"begun\": \"2026-03-02T10:15:30Z\", \"marks\": [{\"line\": \"gone\", \"direction\": \"in\", \"frame\": 3}]}",
        "{\"version\": 1, \"lines\": [], \"clip\": {\"name\": \"a\", \"sha256\": \"b\"}, \"begun\": \"yesterday\", \"marks\": []}",
        "{\"version\": 1, \"lines\": [{\"id\": \"a\", \"from\": [0, 0], \"to\": [0, 0]}], \"marks\": []}",
      })
  void whatIsNoMarksFileIsRefusedWithACure(String text) throws IOException {
    Files.writeString(dir.resolve("marks.json"), text);
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> file().read())
        .withMessageContaining("marks.json: is not a marks file")
        .withMessageContaining("--out");
  }

  @Test
  void noFileIsNoCount() {
    assertThat(file().read()).isEmpty();
  }
}
