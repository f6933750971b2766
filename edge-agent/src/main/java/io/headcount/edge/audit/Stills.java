package io.headcount.edge.audit;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.line;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.status.Jpeg;
import io.headcount.edge.status.JpegEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Pictures of moments with the heads blurred, whole for the review or cut out for the report. */
final class Stills {
  /** More than a reader looks through; the tables tell of all. */
  static final int MOST = 120;

  private static final int WIDTH = 560;
  private static final int HEIGHT = 420;

  private final ClipPictures pictures;
  private final MachineRun run;
  private final List<CountingLine> lines;
  private final Blur blur;
  private final JpegEncoder encoder = new JpegEncoder();

  Stills(ClipPictures pictures, MachineRun run, List<CountingLine> lines) {
    this.pictures = pictures;
    this.run = run;
    this.lines = lines;
    this.blur = new Blur(run);
  }

  /** A whole frame around an error. */
  Optional<Jpeg> whole(long number, Difference difference) {
    return pictures
        .changed(number, (pixels, at) -> hide(pixels, at, difference))
        .map(ClipPictures.Picture::jpeg);
  }

  /** A still of each, by its key; the first {@value #MOST}. */
  Map<String, Jpeg> of(List<Difference> differences) {
    Map<String, Jpeg> stills = new LinkedHashMap<>();
    for (Difference each : differences.subList(0, Math.min(MOST, differences.size()))) {
      Jpeg[] cut = new Jpeg[1];
      pictures.changed(each.frame(), (pixels, number) -> cut[0] = cutOut(pixels, number, each));
      Optional.ofNullable(cut[0]).ifPresent(jpeg -> stills.put(each.key(), jpeg));
    }
    return stills;
  }

  private void hide(Mat pixels, long number, Difference difference) {
    Segment line = segment(difference);
    boolean unseen =
        difference.kind() == Difference.Kind.MISSED && !blur.showsSomebodyAt(line, number);
    blur.heads(pixels, number);
    if (unseen) {
      blur.above(pixels, line);
    }
  }

  private Segment segment(Difference difference) {
    return lines.stream()
        .filter(line -> line.id().equals(difference.line()))
        .map(CountingLine::segment)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no line " + difference.line()));
  }

  private Jpeg cutOut(Mat pixels, long number, Difference difference) {
    hide(pixels, number, difference);
    Segment segment = segment(difference);
    draw(pixels, segment);
    run.frame(number).of(difference.track()).ifPresent(box -> draw(pixels, box));
    try (Rect place = place(pixels, segment, run.frame(number).of(difference.track()));
        Mat part = new Mat(pixels, place);
        Mat scaled = new Mat();
        Size size = new Size(WIDTH, HEIGHT)) {
      resize(part, scaled, size, 0, 0, INTER_CUBIC);
      return encoder.encode(new Frame(scaled, Instant.EPOCH, number));
    }
  }

  private static void draw(Mat pixels, Segment segment) {
    try (Point from = at(pixels, segment.from().x(), segment.from().y());
        Point to = at(pixels, segment.to().x(), segment.to().y());
        Scalar yellow = new Scalar(102, 209, 255, 0)) {
      line(pixels, from, to, yellow, thickness(pixels), LINE_AA, 0);
    }
  }

  private static void draw(Mat pixels, Box box) {
    try (Point from = at(pixels, box.left(), box.top());
        Point to = at(pixels, box.right(), box.bottom());
        Scalar red = new Scalar(60, 60, 235, 0)) {
      rectangle(pixels, from, to, red, thickness(pixels), LINE_AA, 0);
    }
  }

  private static int thickness(Mat pixels) {
    return Math.max(2, pixels.cols() / 300);
  }

  private static Point at(Mat pixels, double x, double y) {
    return new Point((int) Math.round(x * pixels.cols()), (int) Math.round(y * pixels.rows()));
  }

  /** Around the person who was counted, or around the whole line, four to three, in the picture. */
  private Rect place(Mat pixels, Segment line, Optional<Box> person) {
    double tall = run.personHeight(0.5).orElse(pixels.rows() / 4);
    double left = Math.min(line.from().x(), line.to().x()) * pixels.cols() - tall;
    double right = Math.max(line.from().x(), line.to().x()) * pixels.cols() + tall;
    double top = Math.min(line.from().y(), line.to().y()) * pixels.rows() - 1.2 * tall;
    double bottom = Math.max(line.from().y(), line.to().y()) * pixels.rows() + 0.4 * tall;
    if (person.isPresent()) {
      Box box = person.get();
      double reach = 1.3 * box.height() * pixels.rows();
      left = box.centerX() * pixels.cols() - reach;
      right = box.centerX() * pixels.cols() + reach;
      top = box.centerY() * pixels.rows() - reach;
      bottom = box.centerY() * pixels.rows() + reach;
    }
    double wide = Math.max(right - left, (bottom - top) * WIDTH / HEIGHT);
    wide = Math.min(wide, Math.min(pixels.cols(), pixels.rows() * (double) WIDTH / HEIGHT));
    double high = wide * HEIGHT / WIDTH;
    double x = Math.clamp((left + right - wide) / 2, 0, pixels.cols() - wide);
    double y = Math.clamp((top + bottom - high) / 2, 0, pixels.rows() - high);
    return new Rect((int) x, (int) y, (int) wide, (int) high);
  }
}
