package io.headcount.edge.cli;

import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.Sighting;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.detect.LookAhead;
import io.headcount.edge.detect.View;
import io.headcount.edge.pipeline.CameraTracker;
import io.headcount.edge.pipeline.SizeOfFile;
import io.headcount.program.console.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Every frame of a file through detection and tracking, as fast as it goes. Deterministic: no
 * clock, no frame left out, tracks numbered from 1.
 */
final class FileTracking {
  private FileTracking() {}

  /** Gets each frame, which is only lent, and who is seen in it. */
  interface Each {
    void frame(Frame frame, Observation observation);

    /** What the frame to come tells of frames before it. */
    default void earlier(List<Sighting> earlier) {}
  }

  /**
   * What was gone through.
   *
   * @param frames looked at
   * @param end media time of the last one
   * @param wallSeconds how long it took
   * @param longSide pixels of the input's longer side
   * @param broken why the file ended early; empty when it was whole
   */
  record Done(
      long frames,
      Instant end,
      double wallSeconds,
      int longSide,
      Optional<CaptureException> broken) {}

  static VideoSource file(String source) {
    VideoSource video = VideoSource.parse(source);
    if (!video.finite()) {
      throw new IllegalArgumentException(
          video + " does not end: give a video file, or use 'run' for a live camera");
    }
    return video;
  }

  static Done run(
      VideoSource video,
      DetectorFlags.Opened opened,
      Optional<Polygon> region,
      PrintWriter err,
      Each each) {
    long frames = 0;
    Instant end = Instant.EPOCH;
    try (Progress progress = Progress.of(err)) {
      int longSide = longSide(video, opened, region, progress);
      try (LookAhead source = ahead(video, opened, View.of(region).at(longSide))) {
        CameraTracker tracker = tracker(source, opened, region);
        for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
          try (Frame frame = next.get()) {
            Observation observation = tracker.observe(frame, longSide);
            each.earlier(tracker.earlier());
            each.frame(frame, observation);
            end = frame.at();
            long done = ++frames;
            Duration media = Duration.between(Instant.EPOCH, end);
            progress.tell(() -> progress(done, media, progress.seconds()));
          }
        }
        return new Done(frames, end, progress.seconds(), longSide, Optional.empty());
      } catch (CaptureException e) {
        if (frames == 0) {
          throw e;
        }
        return new Done(frames, end, progress.seconds(), longSide, Optional.of(e));
      }
    }
  }

  private static int longSide(
      VideoSource video, DetectorFlags.Opened opened, Optional<Polygon> region, Progress progress) {
    if (!opened.free()) {
      return opened.input().longSide();
    }
    progress.tell(() -> "looking how tall the people are");
    View view = View.of(region);
    try (LookAhead source = ahead(video, opened, view.at(SizeOfFile.survey(opened.input())))) {
      return SizeOfFile.longSide(source, view, tracker(source, opened, region), opened.input());
    }
  }

  private static LookAhead ahead(VideoSource video, DetectorFlags.Opened opened, View view) {
    FrameSource file = VideoSources.system().open(video, CaptureOptions.DEFAULT);
    return new LookAhead(file, opened.detector(), view, opened.lanes());
  }

  private static CameraTracker tracker(
      LookAhead source, DetectorFlags.Opened opened, Optional<Polygon> region) {
    return new CameraTracker(
        source,
        region,
        opened.tracking(),
        LongStream.iterate(1, id -> id + 1).iterator()::nextLong);
  }

  private static String progress(long frames, Duration media, double seconds) {
    return "%,d frames, %d:%02d of video, %.1f frames/s"
        .formatted(frames, media.toMinutes(), media.toSecondsPart(), frames / seconds);
  }

  /** Where to write: a new file beside, moved into place when it is whole. */
  static Path besides(Path out) {
    return out.resolveSibling(out.getFileName() + ".part");
  }
}
