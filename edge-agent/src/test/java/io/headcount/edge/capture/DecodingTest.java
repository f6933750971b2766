package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;

import io.headcount.edge.capture.CaptureException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a machine that cannot decode but with its processor. */
class DecodingTest {
  private static final int FRAMES = 20;

  @TempDir private Path folder;
  private VideoSource clip = new VideoSource.VideoFile(Path.of(""));

  @BeforeEach
  void makeClip() {
    boolean device =
        Files.exists(Path.of("/dev/dri")) || Files.exists(Path.of("/proc/driver/nvidia"));
    Assumptions.assumeFalse(device, "this machine has a graphics processor");
    Path file = Clips.write(folder.resolve("clip.mp4"), AV_CODEC_ID_H264, FRAMES, 320, 240);
    clip = new VideoSource.VideoFile(file);
  }

  @Test
  void autoFallsBackToTheProcessorAndGivesTheSamePictures() {
    assertThat(pictures(Decoding.AUTO)).hasSize(FRAMES).isEqualTo(pictures(Decoding.PROCESSOR));
    try (StreamReader reader = (StreamReader) open(Decoding.AUTO)) {
      assertThat(reader.decodedBy())
          .startsWith("the processor, because nvdec cannot be used (")
          .contains("; vaapi cannot be used (");
    }
  }

  @ParameterizedTest
  @CsvSource({"NVDEC, NVIDIA's driver", "VAAPI, /dev/dri/renderD128"})
  void whatIsAskedForByNameSaysWhatItLacks(Decoding decoding, String cure) {
    CaptureException fault =
        catchThrowableOfType(CaptureException.class, () -> open(decoding).close());

    assertThat(fault.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(fault).hasMessageContaining("clip.mp4").hasMessageContaining(cure);
  }

  private FrameSource open(Decoding decoding) {
    return VideoSources.system().open(clip, CaptureOptions.DEFAULT.with(decoding));
  }

  /** A checksum for each picture. */
  private List<Long> pictures(Decoding decoding) {
    List<Long> sums = new ArrayList<>();
    try (FrameSource source = open(decoding)) {
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          CRC32 sum = new CRC32();
          sum.update(frame.pixels().createBuffer());
          sums.add(sum.getValue());
        }
      }
      assertThat(source.decodeErrors()).isZero();
    }
    return sums;
  }
}
