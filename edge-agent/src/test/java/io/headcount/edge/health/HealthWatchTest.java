package io.headcount.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.BoxStatus.Problem;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.status.FakeBox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HealthWatchTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
  private static final CameraId DOOR = new CameraId("door");

  @Test
  void aProblemIsItsCamerasAndASilentCameraIsOne() {
    BoxStatus box =
        FakeBox.box(
            "Shop",
            List.of(FakeBox.silent(DOOR, NOW)),
            List.of(
                new Problem(Severity.WARNING, "door: 12 % of the looks are lost", "fewer cameras"),
                new Problem(Severity.ERROR, "nothing is recorded: disk full", "free some")),
            NOW);

    assertThat(HealthWatch.wrong(box))
        .containsExactly(
            new Wrong(
                Optional.of("door"),
                Severity.WARNING,
                "12 % of the looks are lost",
                "fewer cameras"),
            new Wrong(
                Optional.empty(), Severity.ERROR, "nothing is recorded: disk full", "free some"),
            new Wrong(
                Optional.of("door"),
                Severity.ERROR,
                "rtsp://10.0.0.9/live: nothing listens there",
                "check the camera's power and cable"));
    assertThat(HealthWatch.wrong(FakeBox.box(List.of()))).isEmpty();
  }

  @Test
  @Timeout(30)
  void whatIsWrongIsWrittenDownAtTheLatestWhenItEnds(@TempDir Path data)
      throws InterruptedException {
    IncidentLog log = IncidentLog.open(data);
    try (HealthWatch _ =
        HealthWatch.start(log, () -> FakeBox.box(List.of(FakeBox.silent(DOOR, NOW))), () -> NOW)) {
      while (log.all().isEmpty()) {
        Thread.sleep(5);
      }
    }
    assertThat(IncidentLog.open(data).all())
        .extracting(Incident::camera)
        .containsOnly(Optional.of("door"));
  }
}
