package io.headcount.bench;

import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.GreyPicture;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.detect.Detector;
import io.headcount.edge.pipeline.CameraWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the detector finds in every frame of a clip, so that one clip can be watched in many ways
 * with the same detections. Immutable.
 *
 * @param pictures in the order of their time
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param lookNanos what a look took, the median
 */
record Recorded(List<Picture> pictures, int width, int height, long lookNanos) {
  Recorded {
    pictures = List.copyOf(pictures);
  }

  /** One frame: when it was taken, after the beginning, how it looks, and who is in it. */
  record Picture(Duration at, GreyPicture small, List<Detection> people) {}

  /** From the first frame to the last. */
  double seconds() {
    return pictures.getLast().at().toNanos() / 1e9;
  }

  static Recorded of(Path footage, Detector detector) {
    List<Picture> pictures = new ArrayList<>();
    List<Long> took = new ArrayList<>();
    try (FrameSource source =
        VideoSources.system().open(new VideoSource.VideoFile(footage), CaptureOptions.DEFAULT)) {
      int width = source.info().width();
      int height = source.info().height();
      for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          long begun = System.nanoTime();
          List<Detection> people = detector.detect(frame);
          took.add(System.nanoTime() - begun);
          pictures.add(
              new Picture(
                  Duration.between(Instant.EPOCH, frame.at()), CameraWatch.small(frame), people));
        }
      }
      long median = took.stream().sorted().skip(took.size() / 2).findFirst().orElse(0L);
      return new Recorded(pictures, width, height, median);
    }
  }
}
