package io.headcount.edge.agent;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.capture.Backoff;
import io.headcount.edge.capture.CaptureLoop;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.LatestFrameSlot;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.Looks;
import io.headcount.edge.journal.JournalWriter;
import io.headcount.edge.model.InputSpec;
import io.headcount.edge.pipeline.CameraPipeline;
import io.headcount.edge.pipeline.CameraTracker;
import io.headcount.edge.pipeline.CameraWatch;
import io.headcount.edge.pipeline.InputSize;
import io.headcount.edge.pipeline.SizeBudget;
import io.headcount.edge.pipeline.SizeByPeople;
import io.headcount.edge.pipeline.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Starts the cameras, each with a thread that captures and one that looks. Confined to the thread
 * that starts the agent.
 */
final class Cameras {
  private final Vision vision;
  private final Turns turns;
  private final SizeBudget sizes;
  private final JournalWriter writer;
  private final LivePictures pictures;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Shutdown shutdown;

  /** Numbers of tracks never come again: no box begins a thousand tracks a second. */
  private final AtomicLong trackIds;

  Cameras(
      Vision vision,
      Turns turns,
      JournalWriter writer,
      LivePictures pictures,
      InstantSource clock,
      Ticker ticker,
      Shutdown shutdown) {
    this.vision = vision;
    this.turns = turns;
    this.sizes = new SizeBudget(turns.budget());
    this.writer = writer;
    this.pictures = pictures;
    this.clock = clock;
    this.ticker = ticker;
    this.shutdown = shutdown;
    this.trackIds = new AtomicLong(clock.instant().toEpochMilli());
  }

  /** Starts to look at a camera, until the shutdown. */
  RunningCamera start(CameraConfig camera) {
    CameraId id = camera.id();
    LatestFrameSlot slot = new LatestFrameSlot();
    CameraTracker tracker =
        new CameraTracker(
            vision.detector(), camera.region(), vision.tracking(), trackIds::incrementAndGet);
    CameraWatch watch =
        new CameraWatch(
            tracker,
            camera.region(),
            camera.scene().lines(),
            camera.rate().map(rate -> Duration.ofNanos(Math.round(1e9 / rate))),
            camera.looks() == Looks.EVERY_FRAME,
            size(camera));
    CameraPipeline pipeline =
        new CameraPipeline(id, slot, watch, turns.join(), writer, pictures, clock, ticker);
    Thread.ofPlatform().name(pipeline.threadName()).start(pipeline);
    shutdown.add(pipeline.threadName(), pipeline::close);
    VideoSources sources = new VideoSources(clock, ticker);
    CaptureOptions options = CaptureOptions.DEFAULT.with(camera.playback()).with(camera.decoding());
    CaptureLoop capture =
        new CaptureLoop(
            id,
            () -> sources.open(camera.source(), options),
            slot,
            Backoff.DEFAULT,
            clock,
            ticker,
            RandomGenerator.getDefault());
    Thread.ofPlatform().name(capture.threadName()).start(capture);
    shutdown.add(capture.threadName(), capture::close);
    return new RunningCamera(camera, capture, pipeline);
  }

  private InputSize size(CameraConfig camera) {
    InputSpec input = vision.input();
    camera
        .longSide()
        .flatMap(input::refusal)
        .ifPresent(
            why -> {
              throw new AgentException("camera %s: the model: %s".formatted(camera.id(), why));
            });
    if (camera.longSide().isPresent() || input.square()) {
      return InputSize.fixed(camera.longSide().orElse(input.longSide()));
    }
    return new SizeByPeople(camera.id(), input.longSide(), input.multiple(), sizes);
  }
}
