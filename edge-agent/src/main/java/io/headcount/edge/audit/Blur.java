package io.headcount.edge.audit;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes faces unrecognisable, where people's boxes say that heads are. Immutable. What is left of a
 * head is {@value #CELLS} times {@value #CELLS} shades, so that nothing can bring it back.
 */
final class Blur {
  static final int CELLS = 3;

  /** A head takes the upper part of a box; the rest is for boxes that sit badly. */
  private static final double HEAD = 0.3;

  private static final double OVERLAP = 0.08;

  /** A person seen so shortly before or after is taken to be there still. */
  private static final Duration LINGER = Duration.ofMillis(500);

  private static final double SAME = 0.3;

  private final MachineRun run;

  Blur(MachineRun run) {
    this.run = run;
  }

  /** Changes the pixels of a frame. */
  void heads(Mat pixels, long number) {
    for (Box person : people(number)) {
      double margin = OVERLAP * person.height();
      double wide = person.width() * OVERLAP;
      coarsen(
          pixels,
          new Box(
              person.left() - wide,
              person.top() - margin,
              person.right() + wide,
              person.top() + HEAD * person.height()));
    }
  }

  /**
   * Changes the pixels where the head of somebody would be who stands on a line, for somebody whom
   * no box shows.
   */
  void above(Mat pixels, Segment line) {
    double tall = run.personHeight(0.5).map(height -> (double) height / run.height()).orElse(0.25);
    int steps = (int) Math.ceil(line.length() / (tall / 4)) + 1;
    for (int i = 0; i <= steps; i++) {
      double share = (double) i / steps;
      double x = line.from().x() + share * (line.to().x() - line.from().x());
      double y = line.from().y() + share * (line.to().y() - line.from().y());
      coarsen(pixels, new Box(x - tall / 3, y - 1.25 * tall, x + tall / 3, y - 0.6 * tall));
    }
  }

  /** Whether somebody's foot is on a line or close to it. */
  boolean showsSomebodyAt(Segment line, long number) {
    double left = Math.min(line.from().x(), line.to().x());
    double right = Math.max(line.from().x(), line.to().x());
    double top = Math.min(line.from().y(), line.to().y());
    double bottom = Math.max(line.from().y(), line.to().y());
    return people(number).stream()
        .anyMatch(
            box ->
                box.right() >= left
                    && box.left() <= right
                    && box.bottom() >= top - box.height() / 4
                    && box.bottom() <= bottom + box.height() / 4);
  }

  /** Everybody who may be in the picture: the boxes of the frame, and of those around it. */
  private List<Box> people(long number) {
    List<Box> people = new ArrayList<>(run.frame(number).detected());
    people.addAll(run.frame(number).tracked());
    MachineRun.Span span = run.around(number, LINGER);
    long reach = Math.max(number - span.first(), span.last() - number);
    for (long away = 1; away <= reach; away++) {
      addNew(people, run.frame(Math.max(number - away, span.first())));
      addNew(people, run.frame(Math.min(number + away, span.last())));
    }
    return people;
  }

  private static void addNew(List<Box> people, SeenFrame frame) {
    for (Box box : frame.tracked()) {
      if (people.stream().noneMatch(known -> known.iou(box) > SAME)) {
        people.add(box);
      }
    }
  }

  private static void coarsen(Mat pixels, Box area) {
    int left = Math.clamp((int) Math.floor(area.left() * pixels.cols()), 0, pixels.cols());
    int top = Math.clamp((int) Math.floor(area.top() * pixels.rows()), 0, pixels.rows());
    int right = Math.clamp((int) Math.ceil(area.right() * pixels.cols()), 0, pixels.cols());
    int bottom = Math.clamp((int) Math.ceil(area.bottom() * pixels.rows()), 0, pixels.rows());
    if (right <= left || bottom <= top) {
      return;
    }
    try (Rect place = new Rect(left, top, right - left, bottom - top);
        Mat part = new Mat(pixels, place);
        Mat few = new Mat();
        Mat blurred = new Mat();
        Size cells = new Size(CELLS, CELLS);
        Size whole = new Size(right - left, bottom - top)) {
      resize(part, few, cells, 0, 0, INTER_AREA);
      resize(few, blurred, whole, 0, 0, INTER_LINEAR);
      blurred.copyTo(part);
    }
  }
}
