package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Frames of a video file by their number, in any order. Confined to one thread at a time. The
 * numbers are those that reading from the start gives: what was read once is found again by its
 * time stamp, and where stamps do not tell, the file is read from the start.
 */
public final class ClipReader implements AutoCloseable {
  /** Twelve hours at 25 frames a second. */
  private static final int MOST_FRAMES = 1_080_000;

  /** Reading on for so many frames is no dearer than looking for a place to begin. */
  private static final int NEAR = 12;

  private final Supplier<StreamReader> opener;
  private StreamReader reader;
  private long position;

  // what reading in order has shown; at most MOST_FRAMES each, kept as long as the reader
  private final List<Instant> times = new ArrayList<>();
  private final List<Long> stamps = new ArrayList<>();
  private final Map<Long, Long> numbers = new HashMap<>();
  private final TreeSet<Long> whole = new TreeSet<>();
  private boolean searchable = true;
  // false after a search, until the stamp of the next frame has told where it led
  private boolean located = true;

  ClipReader(Supplier<StreamReader> opener) {
    this.opener = opener;
    this.reader = opener.get();
  }

  public StreamInfo info() {
    return reader.info();
  }

  /**
   * The frame of a number, owned by the caller.
   *
   * @param number the first is 1
   * @return empty when the file ends before it
   * @throws CaptureException when the file breaks off before it
   */
  public Optional<Frame> frame(long number) {
    if (number < 1 || number > MOST_FRAMES) {
      return Optional.empty();
    }
    approach(number);
    while (true) {
      Optional<Frame> next = next(number);
      if (next.isEmpty()) {
        return next;
      }
      if (position == number) {
        Frame frame = next.get();
        // the same pixels under the number and time that they have from the start
        return Optional.of(frame.as(times.get((int) number - 1), number));
      }
      next.get().close();
    }
  }

  /** How many frames are known to be there by now. */
  public long known() {
    return times.size();
  }

  private void approach(long number) {
    boolean ahead = number > position;
    if (ahead && number - position <= NEAR) {
      return;
    }
    Long start = searchable ? whole.floor(number) : null;
    if (start != null
        && !(ahead && start <= position)
        && reader.seek(stamps.get((int) (start - 1)))) {
      position = 0;
      located = false;
      return;
    }
    if (!ahead) {
      reopen();
    }
  }

  private Optional<Frame> next(long wanted) {
    Optional<Frame> next = reader.next();
    if (located) {
      next.ifPresent(this::count);
      return next;
    }
    Long found = next.isPresent() ? numbers.get(reader.stamp()) : null;
    if (found == null || found > wanted) {
      next.ifPresent(Frame::close);
      searchable = false;
      reopen();
      return next(wanted);
    }
    located = true;
    position = found;
    return next;
  }

  private void count(Frame frame) {
    position++;
    if (position <= times.size()) {
      return;
    }
    long stamp = reader.stamp();
    times.add(frame.at());
    stamps.add(stamp);
    searchable &= stamp != AV_NOPTS_VALUE && numbers.put(stamp, position) == null;
    if (reader.isWhole()) {
      whole.add(position);
    }
  }

  private void reopen() {
    reader.close();
    reader = opener.get();
    position = 0;
    located = true;
  }

  @Override
  public void close() {
    reader.close();
  }
}
