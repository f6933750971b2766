package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.edge.capture.VideoSource.VideoFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraProbeTest {
  @TempDir Path folder;

  @Test
  void aFileIsReadAndMeasured() {
    FakeTime time = new FakeTime();
    CameraProbe probe = new CameraProbe(new VideoSources(time, time), time);
    CameraProbe.Report report =
        probe.probe(new VideoFile(Clips.avi(folder, 12)), CaptureOptions.DEFAULT);
    assertThat(report.info().width()).isEqualTo(Clips.WIDTH);
    assertThat(report.frames()).isEqualTo(12);
    assertThat(report.decodeErrors()).isZero();
    PictureQuality quality = report.quality().orElseThrow();
    // 0.114 blue + 0.587 green + 0.299 red
    assertThat(quality.light()).isCloseTo((int) (0.114 * 55 + 58.7 + 59.8), within(3));
    assertThat(quality.blur()).isGreaterThan(0.5);
  }
}
