package io.headcount.edge.audit;

import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.ClipReader;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.StreamInfo;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.status.Jpeg;
import io.headcount.edge.status.JpegEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.bytedeco.opencv.opencv_core.Mat;

/** The pictures of the clip by number, as JPEG in memory. Thread-safe. */
final class ClipPictures implements AutoCloseable {
  /** Browsers ask for the next few in no fixed order; reading them in order is much cheaper. */
  private static final int AHEAD = 12;

  private static final long MOST_BYTES = 64L << 20;

  private final ClipReader clip;
  private final JpegEncoder encoder = new JpegEncoder();
  // the last ones used, at most MOST_BYTES
  private final Map<Long, Picture> cache = new LinkedHashMap<>(256, 0.75f, true);
  private long cached;
  private long newest;
  private long end = Long.MAX_VALUE;

  /**
   * One picture.
   *
   * @param at media time
   */
  record Picture(Jpeg jpeg, Duration at) {}

  ClipPictures(VideoFile file) {
    clip = VideoSources.system().clip(file, CaptureOptions.DEFAULT);
  }

  StreamInfo info() {
    return clip.info();
  }

  /** The last frame's number, once it is known. */
  synchronized OptionalLong end() {
    return end == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(end);
  }

  /** As it is in the clip; empty when the clip ends before it. */
  synchronized Optional<Picture> plain(long number) {
    Picture known = cache.get(number);
    if (known != null) {
      return Optional.of(known);
    }
    long from = number > newest && number - newest <= AHEAD ? newest + 1 : number;
    Optional<Picture> last = Optional.empty();
    for (long each = from; each <= number; each++) {
      last = read(each, (_, _) -> {});
      long place = each;
      last.ifPresent(picture -> keep(place, picture));
      newest = each;
    }
    return last;
  }

  /** Changed before it is compressed; not kept. */
  synchronized Optional<Picture> changed(long number, BiConsumer<Mat, Long> change) {
    return read(number, change);
  }

  private Optional<Picture> read(long number, BiConsumer<Mat, Long> change) {
    if (number > end) {
      return Optional.empty();
    }
    Optional<Frame> found;
    try {
      found = clip.frame(number);
    } catch (CaptureException e) {
      // the machine says where and why it broke; here is simply no more
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      end = Math.max(1, clip.known());
      return Optional.empty();
    }
    try (Frame frame = found.get()) {
      change.accept(frame.pixels(), number);
      Duration at = Duration.between(Instant.EPOCH, frame.at());
      return Optional.of(new Picture(encoder.encode(frame), at));
    }
  }

  private void keep(long number, Picture picture) {
    Picture before = cache.put(number, picture);
    cached += picture.jpeg().bytes().length - (before == null ? 0 : before.jpeg().bytes().length);
    var oldest = cache.entrySet().iterator();
    while (cached > MOST_BYTES && oldest.hasNext()) {
      cached -= oldest.next().getValue().jpeg().bytes().length;
      oldest.remove();
    }
  }

  @Override
  public synchronized void close() {
    clip.close();
  }
}
