package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.headcount.edge.capture.VideoSource.VideoFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  private static void check(ClipReader clip, int number) {
    try (Frame frame = clip.frame(number).orElseThrow()) {
      assertThat(frame.index()).isEqualTo(number);
      assertThat(Clips.blue(frame)).as("frame %d", number).isCloseTo(5 * (number - 1), within(3));
      assertThat(Duration.between(Instant.EPOCH, frame.at()))
          .isBetween(
              Duration.ofMillis((number - 1) * 100L - 1),
              Duration.ofMillis((number - 1) * 100L + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avi", "mp4"})
  void givesEachFrameByItsNumberInAnyOrder(String kind) {
    Path file = kind.equals("avi") ? Clips.avi(dir, FRAMES) : Clips.mp4(dir, FRAMES);
    try (ClipReader clip = open(file)) {
      for (int number : List.of(1, 2, 3, 30, 29, 28, 31, 5, 50, 1, 49)) {
        check(clip, number);
      }
      assertThat(clip.frame(FRAMES + 1)).isEmpty();
      assertThat(clip.known()).isEqualTo(FRAMES);
      Random random = new Random(7);
      for (int i = 0; i < 60; i++) {
        check(clip, 1 + random.nextInt(FRAMES));
      }
      assertThat(clip.frame(0)).isEmpty();
    }
  }

  @Test
  void aClipThatEndsEarlyHasTheFramesBeforeThat() {
    try (ClipReader clip = open(Clips.cut(Clips.avi(dir, FRAMES), 0.5))) {
      check(clip, 1);
      assertThatExceptionOfType(CaptureException.class).isThrownBy(() -> clip.frame(FRAMES));
      long known = clip.known();
      assertThat(known).isBetween(10L, 40L);
      check(clip, (int) known);
      check(clip, 2);
    }
  }
}
