package io.headcount.edge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.capture.Clips;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.mounting.Trouble;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
  @TempDir private Path folder;

  @Test
  void aTestedCameraIsJudgedAsAHangingOneAndShowsNoPictureWherePeopleAreHidden() {
    VideoSource clip = new VideoSource.VideoFile(Clips.avi(folder, 12));

    Probes.Seen shown = new Probes(() -> false).look(clip).orElseThrow();
    Probes.Seen hidden = new Probes(() -> true).look(clip).orElseThrow();

    assertThat(shown.ok()).isTrue();
    assertThat(shown.picture()).isPresent();
    assertThat(shown.findings()).extracting(MountingForm.Found::trouble).contains(Trouble.BLURRED);
    assertThat(hidden.ok()).isTrue();
    assertThat(hidden.picture()).isEmpty();
    assertThat(hidden.findings()).isEqualTo(shown.findings());
  }
}
