package io.headcount.edge.status;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_or;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.capture.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a camera shows where nobody is, in memory only. Confined to the thread of its camera;
 * closing frees the memory.
 *
 * <p>A part of the picture is taken over when it has not changed for {@value #STILL} looks a second
 * apart, and nobody was found there, or close to it, for {@value #FREE_SECONDS} seconds. So whoever
 * walks leaves nothing behind, nor does whoever stands and is found now and then. Somebody who
 * stands and is not found at all for longer is taken for a thing. What was never seen so stays
 * grey.
 */
public final class Backdrop implements AutoCloseable {
  static final int STILL = 10;
  static final int FREE_SECONDS = 30;

  /** After somebody was seen to have left: their shadow, and who follows them. */
  private static final int LEFT_SECONDS = 2;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int WIDEST = 960;
  private static final int GREY = 96;

  /** Noise of a camera and its compression stays below, of 255. */
  private static final double UNCHANGED = 22;

  private static final int COLUMNS = 96;
  private static final int ROWS = 54;
  private static final long NEVER = Long.MIN_VALUE / 2;

  /** What people cover around their box, in shares of its width and height. */
  private static final double BESIDE = 0.3;

  private static final double ABOVE = 0.15;
  private static final double BELOW = 0.12;

  /** When somebody was found in a part of the picture last, in seconds since the epoch. */
  private final long[] found = new long[COLUMNS * ROWS];

  /** Whose track that was, and when somebody else was found there before. */
  private final long[] holder = new long[COLUMNS * ROWS];

  private final long[] others = new long[COLUMNS * ROWS];

  /** Where those are who were found within the last {@value #FREE_SECONDS} seconds. */
  private final Map<TrackId, Seen> lastSeen = new HashMap<>();

  private final Mat shown = new Mat();
  private final Mat before = new Mat();

  /** For how many looks a pixel has been still and free. */
  private final Mat still = new Mat();

  private @Nullable Instant looked;
  private Optional<Jpeg> jpeg = Optional.empty();
  private long number;

  /** The parts of the picture that somebody may cover. Immutable. */
  private record Cells(int left, int top, int right, int bottom) {
    static Cells around(Box box) {
      return new Cells(
          cell(box.left() - BESIDE * box.width(), COLUMNS),
          cell(box.top() - ABOVE * box.height(), ROWS),
          cell(box.right() + BESIDE * box.width(), COLUMNS),
          cell(box.bottom() + BELOW * box.height(), ROWS));
    }

    private static int cell(double place, int cells) {
      return Math.clamp((int) Math.floor(place * cells), 0, cells - 1);
    }

    boolean has(int cell) {
      int column = cell % COLUMNS;
      int row = cell / COLUMNS;
      return column >= left && column <= right && row >= top && row <= bottom;
    }

    void forEach(IntConsumer each) {
      for (int row = top; row <= bottom; row++) {
        for (int column = left; column <= right; column++) {
          each.accept(row * COLUMNS + column);
        }
      }
    }
  }

  /** Where somebody was found last. Immutable. */
  private record Seen(Cells cells, long second) {}

  public Backdrop() {
    Arrays.fill(found, NEVER);
    Arrays.fill(others, NEVER);
  }

  /** Takes note of where people are; to be told of each frame that is looked at. */
  public void found(Instant at, List<TrackedBox> people) {
    long second = at.getEpochSecond();
    people.forEach(person -> cover(person.track(), Cells.around(person.box()), second));
    lastSeen.values().removeIf(last -> Math.abs(second - last.second()) >= FREE_SECONDS);
  }

  private void cover(TrackId track, Cells now, long second) {
    Seen before = lastSeen.put(track, new Seen(now, second));
    if (before != null) {
      before.cells().forEach(cell -> leave(track, cell, now, second));
    }
    now.forEach(
        cell -> {
          if (holder[cell] != track.value()) {
            others[cell] = found[cell];
            holder[cell] = track.value();
          }
          found[cell] = second;
        });
  }

  /** Whoever is seen elsewhere has surely left; others who were there may be there still. */
  private void leave(TrackId track, int cell, Cells now, long second) {
    if (holder[cell] == track.value() && !now.has(cell)) {
      found[cell] = Math.max(others[cell], second - FREE_SECONDS + LEFT_SECONDS);
    }
  }

  /** Looks at a frame, which stays the caller's, unless it did within the last second. */
  public void look(Frame frame) {
    Instant last = looked;
    boolean due =
        last == null || Duration.between(last, frame.at()).abs().compareTo(LOOK_EVERY) >= 0;
    if (!due) {
      return;
    }
    looked = frame.at();
    int wide = Math.min(WIDEST, frame.width());
    int high = Math.max(1, Math.round((float) wide * frame.height() / frame.width()));
    try (Size size = new Size(wide, high);
        Mat now = new Mat();
        Mat taken = new Mat()) {
      resize(frame.pixels(), now, size, 0, 0, INTER_AREA);
      if (shown.cols() != wide || shown.rows() != high) {
        begin(now);
      }
      unsettled(now, size, frame.at().getEpochSecond(), taken);
      try (Mat one = new Mat(high, wide, CV_8UC1, Scalar.all(1));
          Mat none = new Mat(high, wide, CV_8UC1, Scalar.all(0))) {
        add(still, one, still); // stays at 255
        none.copyTo(still, taken);
      }
      now.copyTo(before);
      try (Mat ripe = new Mat()) {
        threshold(still, ripe, STILL - 1.0, 255, THRESH_BINARY);
        now.copyTo(shown, ripe);
      }
    }
    number++;
    jpeg = Optional.empty();
  }

  private void begin(Mat now) {
    try (Mat grey = new Mat(now.rows(), now.cols(), CV_8UC3, Scalar.all(GREY));
        Mat none = new Mat(now.rows(), now.cols(), CV_8UC1, Scalar.all(0))) {
      grey.copyTo(shown);
      none.copyTo(still);
    }
    now.copyTo(before);
  }

  /** Marks where somebody is or was of late, and where something has changed. */
  private void unsettled(Mat now, Size size, long second, Mat taken) {
    byte[] people = new byte[COLUMNS * ROWS];
    for (int cell = 0; cell < people.length; cell++) {
      boolean free = Math.abs(second - found[cell]) >= FREE_SECONDS;
      people[cell] = (byte) (free ? 0 : 255);
    }
    try (Mat cells = new Mat(ROWS, COLUMNS, CV_8UC1);
        Mat changed = new Mat();
        Mat grey = new Mat()) {
      cells.data().put(people);
      resize(cells, taken, size, 0, 0, INTER_NEAREST);
      absdiff(now, before, changed);
      cvtColor(changed, grey, COLOR_BGR2GRAY);
      threshold(grey, grey, UNCHANGED, 255, THRESH_BINARY);
      bitwise_or(taken, grey, taken);
    }
  }

  /** Which background it is: another number is another picture; 0 before the first look. */
  public long number() {
    return number;
  }

  /** The background as it is known; empty before the first look. */
  public Optional<Jpeg> picture() {
    if (number > 0 && jpeg.isEmpty()) {
      jpeg = Optional.of(JpegEncoder.compress(shown));
    }
    return jpeg;
  }

  @Override
  public void close() {
    shown.close();
    before.close();
    still.close();
  }
}
