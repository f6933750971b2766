package io.headcount.edge.audit;

import static io.headcount.analytics.line.Direction.IN;
import static io.headcount.analytics.line.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.capture.Clips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReportTest {
  private static final int FRAMES = 60;

  @TempDir private Path dir;
  private Subject subject;

  @BeforeEach
  void clip() {
    subject = Audits.subject(Clips.mp4(dir, FRAMES), Audits.CLIP_HASH, Audits.DOOR, Audits.MAT);
  }

  private Audit open(boolean stills) {
    return Audit.open(
        subject, dir.resolve("out"), dir.resolve("marks.json"), stills, () -> Audits.NOW);
  }

  /** Two matched, one missed, one invented; one mark withdrawn. */
  private Audit.Written written(boolean stills) {
    try (Audit audit = open(stills)) {
      audit.change(
          count ->
              count
                  .marked("door", IN, 20)
                  .marked("door", OUT, 30)
                  .marked("mat", IN, 40)
                  .marked("mat", OUT, 50)
                  .at(FRAMES)
                  .finished(true)
                  .under(
                      new Conditions("Łucja Γεωργίου Жанна", "3.2 m", "", "", "café <door> & mat"))
                  .withdrawing(4, true));
      audit.counted(
          Audits.run(
              FRAMES,
              Audits.counted(Audits.DOOR, IN, 7, 21),
              Audits.counted(Audits.DOOR, OUT, 8, 33),
              Audits.counted(Audits.DOOR, OUT, 9, 58)));
      audit.compared();
      audit.change(count -> count.because("counted:door:out:58:9", Reason.NOBODY));
      return audit.writeReport();
    }
  }

  private static String text(Path pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void bothFormsHaveTheFigures() throws IOException {
    Audit.Written written = written(true);
    String paper = text(written.pdf());
    assertThat(paper)
        .contains(
            "Counting accuracy of street",
            "door in 1 1 1 0 0 0 0",
            "door out 1 2 1 0 1 +1 (+100.0 %) 1 (100.0 %)",
            "mat in 1 0 0 1 0 -1 (-100.0 %) 1 (100.0 %)",
            "all 3 3 2 1 1 0 2 (66.7 %)",
            "nobody: a reflection, poster, cart",
            "1 of 2 reasons are the program's own guess",
            "withdrew 1",
            "mat out at 0:00:04.9, frame 50: withdrawn",
            "café <door> & mat",
            "Łucja Γεωργίου Жанна",
            "2 March 2026, 10:15 UTC",
            Audits.CLIP_HASH,
            "7de14c4a0012",
            "nanodet-g 1",
            "115 pixels in the middle");
    String page = Files.readString(written.html());
    assertThat(page).contains("<td>+1 (+100.0 %)</td>", "café &lt;door&gt; &amp; mat");
    assertThat(page.split("data:image/jpeg;base64,", -1)).hasSize(3);
    assertThat(page).doesNotContain("http://127", "<script", "src=\"/");
  }

  @Test
  void picturesAreLeftOutOnRequest() throws IOException {
    Audit.Written written = written(false);
    assertThat(Files.readString(written.html())).doesNotContain("data:image", "<img");
    assertThat(text(written.pdf()))
        .contains("door out invented 58 0:00:05.7 nobody: a reflection, poster, cart");
    try (var files = Files.list(dir.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.pdf");
    }
  }

  @Test
  void theSameIsToldToPrograms() throws IOException {
    JsonNode json = new ObjectMapper().readTree(written(false).json());
    assertThat(json.at("/total/true").asInt()).isEqualTo(3);
    assertThat(json.at("/total/net_error").asInt()).isZero();
    assertThat(json.at("/total/absolute_error").asInt()).isEqualTo(2);
    assertThat(json.at("/total/found/value").asDouble()).isEqualTo(0.6667);
    assertThat(json.at("/total/found/low").asDouble()).isEqualTo(0.2077);
    assertThat(json.at("/lines/1/invented").asInt()).isEqualTo(1);
    assertThat(json.at("/corrected/withdrawn").asInt()).isEqualTo(1);
    assertThat(json.at("/conditions/person_height_median").asInt()).isEqualTo(115);
    assertThat(json.at("/written").asText()).isEqualTo("2026-03-02T10:15:30Z");
    assertThat(json.at("/differences/1/reason").asText()).isEqualTo("nobody");
    assertThat(json.at("/differences/1/guessed").asBoolean()).isFalse();
  }

  @Test
  void anUnfinishedCountGivesNoReport() {
    try (Audit audit = open(false)) {
      audit.counted(Audits.run(FRAMES));
      assertThatExceptionOfType(AuditException.class)
          .isThrownBy(audit::writeReport)
          .withMessageContaining("press Finish");
    }
  }

  @Test
  void marksOfAnotherClipOrOtherLinesAreRefused() {
    try (Audit audit = open(false)) {
      audit.change(count -> count.marked("door", IN, 20));
    }
    subject = Audits.subject(subject.clip().path(), "ee".repeat(32), Audits.DOOR, Audits.MAT);
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> open(false))
        .withMessageContaining("its marks belong to another clip")
        .withMessageContaining("--out");
    subject =
        Audits.subject(
            subject.clip().path(),
            Audits.CLIP_HASH,
            Audits.line("door", 0.1, 0.7, 0.6, 0.2),
            Audits.MAT);
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> open(false))
        .withMessageContaining("was counted at other lines");
  }

  @Test
  void withoutALineThereIsNothingToAudit() {
    assertThatExceptionOfType(AuditException.class)
        .isThrownBy(() -> Audits.subject(subject.clip().path(), Audits.CLIP_HASH))
        .withMessageContaining("has no line to count at");
  }
}
