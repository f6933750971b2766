package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Small clips made for a test: frame n is a plain colour whose blue is 5 n. */
public final class Clips {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;
  static final double RATE = 10;

  private Clips() {}

  public static Path avi(Path folder, int frames) {
    return write(folder.resolve("clip.avi"), AV_CODEC_ID_MJPEG, frames, WIDTH, HEIGHT);
  }

  public static Path mp4(Path folder, int frames) {
    return write(folder.resolve("clip.mp4"), AV_CODEC_ID_MPEG4, frames, WIDTH, HEIGHT);
  }

  static Path mp4WithIndexFirst(Path folder, int frames) {
    Path file = folder.resolve("first.mp4");
    return write(file, AV_CODEC_ID_MPEG4, frames, WIDTH, HEIGHT, Map.of("movflags", "faststart"));
  }

  static Path write(Path file, int codec, int frames, int width, int height) {
    return write(file, codec, frames, width, height, Map.of());
  }

  private static Path write(
      Path file, int codec, int frames, int width, int height, Map<String, String> options) {
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), width, height, 0);
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
      recorder.setVideoCodec(codec);
      recorder.setFrameRate(RATE);
      recorder.setVideoQuality(2);
      recorder.setPixelFormat(
          codec == AV_CODEC_ID_MJPEG ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P);
      options.forEach(recorder::setOption);
      recorder.start();
      for (int n = 0; n < frames; n++) {
        try (Mat picture = picture(width, height, 5 * n)) {
          recorder.record(converter.convert(picture));
        }
      }
    } catch (FrameRecorder.Exception e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static Mat picture(int width, int height, int blue) {
    try (Scalar colour = new Scalar(blue, 100, 200, 0)) {
      return new Mat(height, width, CV_8UC3, colour);
    }
  }

  /** The same bytes up to the given share of them. */
  public static Path cut(Path file, double share) {
    try {
      byte[] all = Files.readAllBytes(file);
      Path cut = file.resolveSibling("cut-" + file.getFileName());
      return Files.write(cut, Arrays.copyOf(all, (int) (all.length * share)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int blue(Frame frame) {
    return frame.pixels().ptr(0, 0).get() & 0xff;
  }

  /** The first frames of a video, in a file of their own. */
  public static Path first(Path folder, Path video, int frames) {
    Path file = folder.resolve("first-" + frames + ".avi");
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toString())) {
      grabber.start();
      try (FFmpegFrameRecorder recorder =
          new FFmpegFrameRecorder(
              file.toString(), grabber.getImageWidth(), grabber.getImageHeight(), 0)) {
        recorder.setVideoCodec(AV_CODEC_ID_MJPEG);
        recorder.setFrameRate(RATE);
        recorder.setVideoQuality(2);
        recorder.setPixelFormat(AV_PIX_FMT_YUVJ420P);
        recorder.start();
        for (int n = 0; n < frames; n++) {
          recorder.record(grabber.grabImage());
        }
      }
    } catch (FrameGrabber.Exception | FrameRecorder.Exception e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** The sample video of Debian's package opencv-doc, or {@code -Dheadcount.sample=PATH}. */
  public static Optional<Path> sample() {
    Path path =
        Path.of(
            System.getProperty(
                "headcount.sample", "/usr/share/doc/opencv-doc/examples/data/vtest.avi"));
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }
}
