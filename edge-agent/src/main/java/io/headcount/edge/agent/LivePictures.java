package io.headcount.edge.agent;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.pipeline.FrameWatcher;
import io.headcount.edge.status.Backdrop;
import io.headcount.edge.status.Jpeg;
import io.headcount.edge.status.JpegEncoder;
import io.headcount.edge.status.LiveFrame;
import io.headcount.edge.status.LiveView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows frames on the page while somebody looks; while people are not to be seen, their background.
 * Thread-safe; a camera is always shown by the same thread.
 */
final class LivePictures implements FrameWatcher {
  private final LiveView live;
  private final JpegEncoder encoder;
  private final AtomicLong sequence = new AtomicLong();

  /** One for each camera that ran while people were not to be seen; each its thread's own. */
  private final Map<CameraId, Backdrop> backdrops = new ConcurrentHashMap<>();

  LivePictures(LiveView live, JpegEncoder encoder) {
    this.live = live;
    this.encoder = encoder;
  }

  @Override
  public void processed(CameraId camera, Frame frame, Observation observation) {
    if (live.privacy().on()) {
      Backdrop backdrop = backdrops.computeIfAbsent(camera, _ -> new Backdrop());
      backdrop.found(frame.at(), observation.people());
      if (live.watched(camera)) {
        backdrop.look(frame);
        backdrop
            .picture()
            .ifPresent(
                jpeg -> show(camera, frame, observation, jpeg, Optional.of(backdrop.number())));
      }
      return;
    }
    Backdrop old = backdrops.remove(camera);
    if (old != null) {
      old.close();
    }
    if (live.watched(camera)) {
      show(camera, frame, observation, encoder.encode(frame), Optional.empty());
    }
  }

  private void show(
      CameraId camera,
      Frame frame,
      Observation observation,
      Jpeg picture,
      Optional<Long> backdrop) {
    live.publish(
        camera,
        new LiveFrame(
            sequence.incrementAndGet(),
            frame.at(),
            frame.width(),
            frame.height(),
            observation.people(),
            picture,
            backdrop));
  }
}
