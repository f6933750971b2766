package io.headcount.edge.agent;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.pipeline.FrameWatcher;
import io.headcount.edge.status.JpegEncoder;
import io.headcount.edge.status.LiveFrame;
import io.headcount.edge.status.LiveView;
import java.util.concurrent.atomic.AtomicLong;

/** Shows frames on the page while somebody looks; else does nothing. Thread-safe. */
final class LivePictures implements FrameWatcher {
  private final LiveView live;
  private final JpegEncoder encoder;
  private final AtomicLong sequence = new AtomicLong();

  LivePictures(LiveView live, JpegEncoder encoder) {
    this.live = live;
    this.encoder = encoder;
  }

  @Override
  public void processed(CameraId camera, Frame frame, Observation observation) {
    if (live.watched(camera)) {
      live.publish(
          camera,
          new LiveFrame(
              sequence.incrementAndGet(),
              frame.at(),
              frame.width(),
              frame.height(),
              observation.people(),
              encoder.encode(frame)));
    }
  }
}
