package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;

import io.headcount.edge.capture.CaptureException.Reason;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"avi", "mp4"})
  void everyFrameComesWithItsMediaTime(String kind) {
    Path clip = kind.equals("avi") ? Clips.avi(folder, 30) : Clips.mp4(folder, 30);
    try (FrameSource source = open(clip)) {
      assertThat(source.info().width()).isEqualTo(Clips.WIDTH);
      assertThat(source.info().height()).isEqualTo(Clips.HEIGHT);
      assertThat(source.info().framesPerSecond()).isEqualTo(Clips.RATE);
      assertThat(source.info().codec()).isNotEmpty();
      for (int n = 0; n < 30; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.index()).isEqualTo(n + 1);
          assertThat(frame.at()).isEqualTo(Instant.EPOCH.plusMillis(100L * n));
          assertThat(Clips.blue(frame)).isCloseTo(5 * n, within(6));
        }
      }
      assertThat(source.next()).isEmpty();
      assertThat(source.decodeErrors()).isZero();
    }
  }

  @Test
  void aWidthThatIsNoMultipleOfTheBlockIsKept() {
    Path clip = Clips.write(folder.resolve("odd.avi"), AV_CODEC_ID_MJPEG, 3, 70, 50);
    try (FrameSource source = open(clip);
        Frame frame = source.next().orElseThrow()) {
      assertThat(frame.width()).isEqualTo(70);
      assertThat(frame.height()).isEqualTo(50);
      assertThat(frame.pixels().isContinuous()).isTrue();
      assertThat(frame.pixels().ptr(49, 69).get(2) & 0xff).isCloseTo(200, within(6));
    }
  }

  @Test
  void theSampleHasAllItsFramesAndIsReadTheSameTwice() {
    Optional<Path> sample = Clips.sample();
    Assumptions.assumeTrue(sample.isPresent(), "package opencv-doc is not here");
    List<Long> first = checksums(sample.get());
    assertThat(first).hasSize(795);
    assertThat(checksums(sample.get())).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"avi, 0.5", "avi, 0.7", "mov, 0.5", "mov, 0.9"})
  void aCutFileGivesItsFramesAndThenSaysWhereItBreaks(String kind, double share) {
    Path whole = kind.equals("avi") ? Clips.avi(folder, 50) : Clips.mp4WithIndexFirst(folder, 50);
    Path clip = Clips.cut(whole, share);
    List<Instant> times = new ArrayList<>();
    CaptureException broken =
        catchThrowableOfType(CaptureException.class, () -> readInto(times, clip));
    assertThat(broken.reason()).isEqualTo(Reason.BROKEN);
    assertThat(times).hasSizeBetween(5, 49);
    Duration end = Duration.between(Instant.EPOCH, times.getLast()).plusMillis(100);
    assertThat(broken)
        .hasMessageContaining(clip.toString())
        .hasMessageContaining(
            "cut off at 0:00:0%d.%d".formatted(end.toSeconds(), end.toMillisPart() / 100))
        .hasMessageContaining("after " + times.size() + " frames");
  }

  @Test
  void aCutMp4WithoutItsIndexIsToldFromATextFile() {
    assertFails(Clips.cut(Clips.mp4(folder, 50), 0.6), Reason.BROKEN, "its index is missing");
  }

  @Test
  void aTextIsNoVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "just a few words\n".repeat(100));
    assertFails(text, Reason.UNSUPPORTED, "is not a video");
    Path plain = Files.writeString(folder.resolve("text.txt"), "just a few words\n".repeat(100));
    assertFails(plain, Reason.UNSUPPORTED, "is not a video");
  }

  @Test
  void whatIsNoFileIsSaid() throws IOException {
    assertFails(folder.resolve("none.avi"), Reason.NOT_FOUND, "no such file");
    assertFails(folder, Reason.UNSUPPORTED, "folder");
    assertFails(Files.createFile(folder.resolve("empty.avi")), Reason.UNSUPPORTED, "empty");
  }

  @Test
  void aPlaylistIsNotFollowedElsewhere() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.m3u8"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:1/a.ts\n");
    assertThatThrownBy(() -> open(list)).isInstanceOf(CaptureException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/video97, NOT_FOUND, plug it in",
    "/dev/null, UNSUPPORTED, is not a camera",
  })
  void aDeviceThatIsNoCameraIsSaid(Path device, Reason reason, String words) {
    assertThatThrownBy(
            () -> VideoSources.system().open(new UsbCamera(device), CaptureOptions.DEFAULT))
        .isInstanceOfSatisfying(
            CaptureException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(device.toString())
        .hasMessageContaining(words);
  }

  @Test
  void playedInRealTimeFramesComeWhenTheyAreDueWithWallTime() {
    FakeTime time = new FakeTime();
    VideoSources sources = new VideoSources(time, time);
    CaptureOptions options = CaptureOptions.DEFAULT.with(Playback.REALTIME);
    try (FrameSource source = sources.open(new VideoFile(Clips.avi(folder, 5)), options)) {
      for (int n = 0; n < 5; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.at()).isEqualTo(FakeTime.START.plusMillis(100L * n));
        }
      }
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void aLoopStartsOverInStep() {
    FakeTime time = new FakeTime();
    VideoSources sources = new VideoSources(time, time);
    CaptureOptions options = CaptureOptions.DEFAULT.with(Playback.LOOP);
    try (FrameSource source = sources.open(new VideoFile(Clips.avi(folder, 3)), options)) {
      for (int n = 0; n < 8; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          assertThat(frame.at()).isEqualTo(FakeTime.START.plusMillis(100L * n));
          assertThat(frame.index()).isEqualTo(n + 1);
          assertThat(Clips.blue(frame)).isCloseTo(5 * (n % 3), within(6));
        }
      }
    }
  }

  @Test
  void aLateReaderCatchesUpAndAVeryLateOneDoesNotHurry() {
    FakeTime time = new FakeTime();
    VideoSources sources = new VideoSources(time, time);
    CaptureOptions options = CaptureOptions.DEFAULT.with(Playback.REALTIME);
    try (FrameSource source = sources.open(new VideoFile(Clips.avi(folder, 6)), options)) {
      source.next().orElseThrow().close();
      time.forward(Duration.ofMillis(150));
      assertThat(readTime(source)).isEqualTo(FakeTime.START.plusMillis(150));
      assertThat(readTime(source)).isEqualTo(FakeTime.START.plusMillis(200));
      time.forward(Duration.ofSeconds(60));
      assertThat(readTime(source)).isEqualTo(FakeTime.START.plusMillis(60_200));
      assertThat(readTime(source)).isEqualTo(FakeTime.START.plusMillis(60_300));
    }
  }

  @Test
  void anInterruptedThreadStopsReading() {
    try (FrameSource source = open(Clips.avi(folder, 5))) {
      source.next().orElseThrow().close();
      Thread.currentThread().interrupt();
      assertThatThrownBy(source::next)
          .isInstanceOfSatisfying(
              CaptureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Instant readTime(FrameSource source) {
    try (Frame frame = source.next().orElseThrow()) {
      return frame.at();
    }
  }

  private static FrameSource open(Path file) {
    return VideoSources.system().open(new VideoFile(file), CaptureOptions.DEFAULT);
  }

  private static void readInto(List<Instant> times, Path file) {
    try (FrameSource source = open(file)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          times.add(frame.at());
        }
      }
    }
  }

  private static List<Long> checksums(Path file) {
    List<Long> sums = new ArrayList<>();
    try (FrameSource source = open(file)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          CRC32 sum = new CRC32();
          sum.update(frame.pixels().createBuffer());
          sums.add(sum.getValue());
        }
      }
    }
    return sums;
  }

  private static void assertFails(Path file, Reason reason, String words) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOfSatisfying(
            CaptureException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
  }
}
