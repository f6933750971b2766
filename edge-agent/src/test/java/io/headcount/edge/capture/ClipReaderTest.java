package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headcount.edge.capture.VideoSource.VideoFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipReaderTest {
  private static final int FRAMES = 50;

  @TempDir private Path dir;

  private static ClipReader open(Path clip) {
    return VideoSources.system().clip(new VideoFile(clip), CaptureOptions.DEFAULT);
  }

  /** What reading from the start gives. */
  private static List<Integer> inOrder(Path clip) {
    List<Integer> blues = new ArrayList<>();
    try (FrameSource source =
        VideoSources.system().open(new VideoFile(clip), CaptureOptions.DEFAULT)) {
      for (int n = 0; n < FRAMES; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          blues.add(Clips.blue(frame));
        }
      }
    }
    assertThat(blues).doesNotHaveDuplicates();
    return blues;
  }

  private static void check(ClipReader clip, int number, List<Integer> blues) {
    try (Frame frame = clip.frame(number).orElseThrow()) {
      assertThat(frame.index()).isEqualTo(number);
      assertThat(Clips.blue(frame)).as("frame %d", number).isEqualTo(blues.get(number - 1));
      assertThat(Duration.between(Instant.EPOCH, frame.at()).toMillis())
          .isBetween((number - 1) * 100L - 1, (number - 1) * 100L + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avi", "mp4"})
  void givesEachFrameByItsNumberInAnyOrder(String kind) {
    Path file = kind.equals("avi") ? Clips.avi(dir, FRAMES) : Clips.mp4(dir, FRAMES);
    List<Integer> blues = inOrder(file);
    try (ClipReader clip = open(file)) {
      for (int number : List.of(1, 2, 3, 30, 29, 28, 31, 5, 50, 1, 49)) {
        check(clip, number, blues);
      }
      assertThat(clip.frame(FRAMES + 1)).isEmpty();
      assertThat(clip.known()).isEqualTo(FRAMES);
      Random random = new Random(7);
      for (int i = 0; i < 60; i++) {
        check(clip, 1 + random.nextInt(FRAMES), blues);
      }
      assertThat(clip.frame(0)).isEmpty();
    }
  }

  @Test
  void aClipThatEndsEarlyHasTheFramesBeforeThat() {
    Path whole = Clips.avi(dir, FRAMES);
    List<Integer> blues = inOrder(whole);
    try (ClipReader clip = open(Clips.cut(whole, 0.5))) {
      check(clip, 1, blues);
      assertThatExceptionOfType(CaptureException.class).isThrownBy(() -> clip.frame(FRAMES));
      int known = Math.toIntExact(clip.known());
      assertThat(known).isBetween(10, 40);
      check(clip, known, blues);
      check(clip, 2, blues);
    }
  }
}
