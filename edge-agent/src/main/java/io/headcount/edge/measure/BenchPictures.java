package io.headcount.edge.measure;

import io.headcount.edge.capture.BlankFrames;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import java.util.Optional;

/**
 * What the cameras of a measurement show over and over. Immutable.
 *
 * @param video a file; without one, empty pictures of the size that many cameras send on their
 *     second stream
 */
record BenchPictures(Optional<VideoSource> video) {
  private static final int WIDTH = 768;
  private static final int HEIGHT = 576;
  private static final double RATE = 10;

  FrameSource open() {
    return video
        .map(file -> VideoSources.system().open(file, CaptureOptions.DEFAULT))
        .orElseGet(() -> new BlankFrames(WIDTH, HEIGHT, RATE));
  }

  /** One picture, owned by the caller. */
  Frame first() {
    try (FrameSource source = open()) {
      return source
          .next()
          .orElseThrow(() -> new IllegalArgumentException("--source has no picture: use another"));
    }
  }

  String words() {
    return video.map(VideoSource::toString).orElse("empty pictures, nothing decoded");
  }
}
