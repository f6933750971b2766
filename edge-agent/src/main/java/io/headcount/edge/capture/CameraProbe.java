package io.headcount.edge.capture;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Opens a source once and says what it gives. Confined to the calling thread. */
public final class CameraProbe {
  private static final Duration WATCH = Duration.ofSeconds(2);

  /** Sharpness depends on size, so larger pictures are measured at this width. */
  private static final int SHARPNESS_WIDTH = 640;

  private final VideoSources sources;
  private final Ticker ticker;

  public CameraProbe(VideoSources sources, Ticker ticker) {
    this.sources = sources;
    this.ticker = ticker;
  }

  /** How light a picture is. */
  public enum Brightness {
    DARK,
    OK,
    BRIGHT;

    static Brightness of(double luma) {
      return luma < 40 ? DARK : luma > 215 ? BRIGHT : OK;
    }
  }

  /** How clear a picture is. */
  public enum Sharpness {
    BLURRED,
    SOFT,
    SHARP;

    static Sharpness of(double variance) {
      return variance < 30 ? BLURRED : variance < 100 ? SOFT : SHARP;
    }
  }

  /**
   * What was seen. Immutable.
   *
   * @param info size, nominal rate and codec
   * @param firstFrame from the start of opening to the first frame
   * @param luma mean of the last frame, 0 to 255
   * @param sharpness variance of the Laplacian of the last frame, at most 640 pixels wide
   * @param frames received while watching
   * @param watched how long it was watched, two seconds or to the end of the file
   * @param decodeErrors pictures that could not be decoded, or only with faults
   * @see <a href="https://doi.org/10.1109/ICPR.2000.903548">Pech-Pacheco et al., Diatom
   *     autofocusing in brightfield microscopy, 2000: variance of the Laplacian</a>
   */
  public record Report(
      StreamInfo info,
      Duration firstFrame,
      double luma,
      double sharpness,
      long frames,
      Duration watched,
      long decodeErrors) {
    public Brightness brightnessWord() {
      return Brightness.of(luma);
    }

    public Sharpness sharpnessWord() {
      return Sharpness.of(sharpness);
    }
  }

  /**
   * Opens the source and watches it for two seconds.
   *
   * @throws CaptureException that says why it gives no picture
   */
  public Report probe(VideoSource source, CaptureOptions options) {
    return probe(source, options, _ -> {});
  }

  /**
   * The same, and shows somebody the first picture and the last; they stay the probe's.
   *
   * @throws CaptureException that says why it gives no picture
   */
  public Report probe(VideoSource source, CaptureOptions options, Consumer<Frame> picture) {
    long start = ticker.nanos();
    try (FrameSource frames = sources.open(source, options)) {
      long opened = ticker.nanos();
      long count = 0;
      double luma = 0;
      double sharpness = 0;
      Optional<Frame> next = frames.next();
      while (next.isPresent()) {
        count++;
        boolean last = ticker.nanos() - opened >= WATCH.toNanos();
        try (Frame frame = next.get()) {
          // the newest picture counts: many cameras begin dark
          if (last || count == 1 || source.finite()) {
            luma = luma(frame.pixels());
            sharpness = sharpness(frame.pixels());
          }
          if (last || count == 1) {
            picture.accept(frame);
          }
        }
        if (last) {
          break;
        }
        next = frames.next();
      }
      return new Report(
          frames.info(),
          Duration.ofNanos(opened - start),
          luma,
          sharpness,
          count,
          Duration.ofNanos(ticker.nanos() - opened),
          frames.decodeErrors());
    }
  }

  static double luma(Mat bgr) {
    try (Mat gray = new Mat()) {
      cvtColor(bgr, gray, COLOR_BGR2GRAY);
      try (Scalar mean = mean(gray)) {
        return mean.get(0);
      }
    }
  }

  static double sharpness(Mat bgr) {
    double scale = Math.min(1, (double) SHARPNESS_WIDTH / bgr.cols());
    try (Mat small = new Mat();
        Mat gray = new Mat();
        Mat edges = new Mat();
        Mat mean = new Mat();
        Mat deviation = new Mat();
        Size size = new Size(0, 0)) {
      resize(bgr, small, size, scale, scale, INTER_AREA);
      cvtColor(small, gray, COLOR_BGR2GRAY);
      Laplacian(gray, edges, CV_64F);
      meanStdDev(edges, mean, deviation);
      try (DoublePointer value = new DoublePointer(deviation.data())) {
        double standard = value.get();
        return standard * standard;
      }
    }
  }
}
