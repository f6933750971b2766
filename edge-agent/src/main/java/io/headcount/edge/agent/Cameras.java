package io.headcount.edge.agent;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.edge.capture.Backoff;
import io.headcount.edge.capture.CaptureLoop;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.LatestFrameSlot;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.Looks;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalWriter;
import io.headcount.edge.model.InputSpec;
import io.headcount.edge.mounting.MountingWatch;
import io.headcount.edge.pipeline.CameraPipeline;
import io.headcount.edge.pipeline.CameraTracker;
import io.headcount.edge.pipeline.CameraWatch;
import io.headcount.edge.pipeline.FrameWatcher;
import io.headcount.edge.pipeline.InputSize;
import io.headcount.edge.pipeline.SizeBudget;
import io.headcount.edge.pipeline.SizeByPeople;
import io.headcount.edge.pipeline.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Starts and stops the cameras, each with a thread that captures and one that looks. Confined to
 * the thread that starts the agent; those that run may be asked for by any.
 */
final class Cameras {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vision vision;
  private final Turns turns;
  private final SizeBudget sizes;
  private final JournalWriter writer;
  private final LivePictures pictures;
  private final InstantSource clock;
  private final Ticker ticker;

  /** In the order of the configuration. */
  private volatile List<RunningCamera> running = List.of();

  /** When the minute is over in which a camera was stopped; as many as there are cameras. */
  private final Map<CameraId, Instant> stopped = new HashMap<>();

  /** Numbers of tracks never come again: no box begins a thousand tracks a second. */
  private final AtomicLong trackIds;

  Cameras(
      Vision vision,
      Turns turns,
      JournalWriter writer,
      LivePictures pictures,
      InstantSource clock,
      Ticker ticker) {
    this.vision = vision;
    this.turns = turns;
    this.sizes = new SizeBudget(turns.budget());
    this.writer = writer;
    this.pictures = pictures;
    this.clock = clock;
    this.ticker = ticker;
    this.trackIds = new AtomicLong(clock.instant().toEpochMilli());
  }

  /** Those that run now. */
  List<RunningCamera> running() {
    return running;
  }

  /** Stops those that a new configuration leaves out, switches off or looks at in another way. */
  void stopUnlike(List<CameraConfig> wanted) {
    List<RunningCamera> staying = new ArrayList<>();
    for (RunningCamera camera : running) {
      if (wanted.stream().anyMatch(next -> next.enabled() && camera.sees(next))) {
        staying.add(camera);
      } else {
        stop(camera);
      }
    }
    running = List.copyOf(staying);
  }

  /** Goes over to a new configuration: starts those that do not run, and redraws the others. */
  void goOverTo(List<CameraConfig> wanted) {
    stopUnlike(wanted);
    List<RunningCamera> next = new ArrayList<>();
    for (CameraConfig camera : wanted) {
      if (camera.enabled()) {
        next.add(
            running.stream()
                .filter(one -> one.sees(camera))
                .findFirst()
                .map(one -> one.redrawn(camera))
                .orElseGet(() -> start(camera)));
        stopped.remove(camera.id());
        running = Stream.concat(next.stream(), rest(next)).toList();
      }
    }
  }

  /** Those that run already and whose turn has not come. */
  private Stream<RunningCamera> rest(List<RunningCamera> done) {
    return running.stream()
        .filter(one -> done.stream().noneMatch(next -> next.pipeline() == one.pipeline()));
  }

  private void stop(RunningCamera camera) {
    camera.close();
    stopped.put(
        camera.config().id(), MinuteWindow.startOf(clock.instant()).plus(MinuteWindow.LENGTH));
  }

  /** Lets the last minute of a camera close that was stopped, once it is over. */
  void tend() throws InterruptedException {
    Instant now = clock.instant();
    for (Map.Entry<CameraId, Instant> each : List.copyOf(stopped.entrySet())) {
      if (!now.isBefore(each.getValue())
          && writer.put(new JournalEntry.Unobserved(each.getKey(), now), PATIENCE)) {
        stopped.remove(each.getKey());
      }
    }
  }

  /** Stops them all. */
  void close() {
    running.forEach(RunningCamera::close);
    running = List.of();
  }

  private RunningCamera start(CameraConfig camera) {
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
    MountingWatch mounting =
        new MountingWatch(
            camera.longSide().orElse(SizeByPeople.largest(vision.input())), camera.floor());
    FrameWatcher watcher =
        (shown, frame, seen) -> {
          pictures.processed(shown, frame, seen);
          mounting.processed(frame, seen);
        };
    CameraPipeline pipeline =
        new CameraPipeline(id, slot, watch, turns.join(), writer, watcher, clock, ticker);
    Thread.ofPlatform().name(pipeline.threadName()).start(pipeline);
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
    return new RunningCamera(camera, capture, pipeline, mounting);
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
