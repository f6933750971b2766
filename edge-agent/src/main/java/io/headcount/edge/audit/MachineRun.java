package io.headcount.edge.audit;

import io.headcount.analytics.geometry.Box;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the machine made of the clip. Immutable.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param frames what was seen in each, at least one
 * @param crossings what was counted, in the order in which it became certain
 * @param broken why the clip ended early; empty when it was whole
 * @param wallSeconds how long it took
 */
public record MachineRun(
    int width,
    int height,
    List<SeenFrame> frames,
    List<Counted> crossings,
    Optional<String> broken,
    double wallSeconds) {
  /** For times that no frame has. */
  private static final Duration USUAL_PERIOD = Duration.ofMillis(40);

  public MachineRun {
    frames = List.copyOf(frames);
    crossings = List.copyOf(crossings);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a run of no frame");
    }
  }

  SeenFrame frame(long number) {
    int place = Math.clamp(number - 1, 0, frames.size() - 1);
    return frames.get(place);
  }

  /** Media time of a frame; later than the end for numbers beyond it. */
  Duration at(long number) {
    long beyond = number - frames.size();
    Duration at = frame(number).at();
    return beyond > 0 ? at.plus(USUAL_PERIOD.multipliedBy(beyond)) : at;
  }

  /** The first frame not before a media time. */
  static long numberAt(List<SeenFrame> frames, Duration time) {
    int low = 0;
    int high = frames.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (frames.get(middle).at().compareTo(time) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1L;
  }

  /** The numbers of the frames within a time before and after another. */
  Span around(long number, Duration reach) {
    Duration at = at(number);
    long first = numberAt(frames, at.minus(reach));
    long last = numberAt(frames, at.plus(reach));
    return new Span(first, last);
  }

  /** Frames by their numbers, both ends included. */
  record Span(long first, long last) {}

  /** Frames a second, on average. */
  double rate() {
    double seconds = frames.getLast().at().toNanos() / 1e9;
    return frames.size() < 2 || seconds <= 0 ? 0 : (frames.size() - 1) / seconds;
  }

  /** Height in pixels below which this share of the people's boxes is; empty without people. */
  Optional<Integer> personHeight(double share) {
    long[] boxesOfHeight = new long[height + 2];
    long boxes = 0;
    for (SeenFrame frame : frames) {
      for (Box box : frame.tracked()) {
        int tall = (int) Math.round(box.height() * height);
        boxesOfHeight[Math.clamp(tall, 0, height + 1)]++;
        boxes++;
      }
    }
    long below = 0;
    for (int tall = 0; tall < boxesOfHeight.length; tall++) {
      below += boxesOfHeight[tall];
      if (boxes > 0 && below >= share * boxes) {
        return Optional.of(tall);
      }
    }
    return Optional.empty();
  }

  /** Brightness of the middle frame of all, ordered by it: 0 black to 255 white. */
  double medianLuma() {
    double[] sorted = frames.stream().mapToDouble(SeenFrame::luma).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  double meanPeople() {
    return frames.stream().mapToInt(SeenFrame::people).average().orElse(0);
  }

  int mostPeople() {
    return frames.stream().mapToInt(SeenFrame::people).max().orElse(0);
  }
}
