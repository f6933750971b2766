package io.headcount.edge.pipeline;

import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.detect.LookAhead;
import io.headcount.edge.detect.View;
import io.headcount.edge.model.InputSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How large the pictures of a file are shown to the network: its beginning is looked at in the
 * largest size, to see how tall the people are. Confined to the calling thread.
 *
 * <p>As {@link SizeByPeople} does it for a camera, but that nobody waits for a file: it is never
 * shown smaller than the model's own size, and larger where people are very small, though not
 * larger than it is.
 */
public final class SizeOfFile {
  /** So many heights are enough, and with fewer than the least nothing is decided. */
  private static final int HEIGHTS = 60;

  private static final int LEAST = 20;

  /** After so much of the file, or so many frames, it is decided by whoever came. */
  private static final Duration BEGINNING = Duration.ofSeconds(30);

  private static final int FRAMES = 300;

  /** Beyond those of cameras. */
  private static final List<Integer> LARGER = List.of(832, 960);

  private SizeOfFile() {}

  /** The size in which the survey looks: the largest. */
  public static int survey(InputSpec own) {
    return SizeByPeople.possible(own.longSide(), own.multiple()).getLast();
  }

  /**
   * Looks at the beginning of a file.
   *
   * @param source of its own, which looks ahead in the size of {@link #survey}
   * @param view the part of the picture that is looked at
   * @param tracker of its own, of the same part
   * @param own as the model's catalogue says
   * @return pixels of the input's longer side
   */
  public static int longSide(LookAhead source, View view, CameraTracker tracker, InputSpec own) {
    Walkers walkers = new Walkers();
    List<Double> heights = new ArrayList<>();
    double pictured = 0;
    for (int looked = 0; looked < FRAMES && heights.size() < HEIGHTS; looked++) {
      Optional<Frame> next = next(source);
      if (next.isEmpty() || next.get().at().isAfter(Instant.EPOCH.plus(BEGINNING))) {
        next.ifPresent(Frame::close);
        break;
      }
      try (Frame frame = next.get()) {
        double share = view.shareOfPicture(frame.width(), frame.height());
        pictured = frame.height() / share;
        walkers
            .next(tracker.observe(frame, survey(own)))
            .forEach(person -> heights.add(person.height() * share));
      }
    }
    if (heights.size() < LEAST) {
      return own.longSide();
    }
    double tall = SizeByPeople.smallest(heights);
    List<Integer> sizes = sizes(own, pictured);
    return sizes.stream()
        .filter(size -> tall * size >= SizeByPeople.TALL_ENOUGH)
        .findFirst()
        .orElseGet(sizes::getLast);
  }

  /** Where the file breaks the survey ends; whoever reads it to there says so. */
  private static Optional<Frame> next(LookAhead source) {
    try {
      return source.next();
    } catch (CaptureException _) {
      return Optional.empty();
    }
  }

  /**
   * What may be chosen, the smallest first.
   *
   * @param pictured pixels that there are along the input's longer side
   */
  private static List<Integer> sizes(InputSpec own, double pictured) {
    return Stream.concat(
            SizeByPeople.possible(own.longSide(), own.multiple()).stream(),
            LARGER.stream().filter(size -> size % own.multiple() == 0))
        .filter(size -> size >= own.longSide())
        .filter(size -> size == own.longSide() || size < pictured + own.multiple())
        .sorted()
        .toList();
  }
}
