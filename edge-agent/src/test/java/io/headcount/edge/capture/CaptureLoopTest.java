package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.capture.CaptureException.Reason;
import io.headcount.edge.capture.CaptureStatus.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CaptureLoopTest {
  private static final Duration FRAME = Duration.ofMillis(100);

  private final FakeTime time = new FakeTime();
  private final LatestFrameSlot slot = new LatestFrameSlot();
  private final List<ScriptedSource> opened = new ArrayList<>();
  private final Queue<Supplier<FrameSource>> script = new ArrayDeque<>();

  @Test
  void aFileEndsTheLoop() {
    script.add(() -> source(3));
    CaptureLoop loop = loop();
    loop.run();
    CaptureStatus status = loop.status();
    assertThat(status.state()).isEqualTo(State.ENDED);
    assertThat(status.received()).isEqualTo(3);
    assertThat(status.dropped()).isEqualTo(2);
    assertThat(status.reconnects()).isZero();
    assertThat(status.lastError()).isEmpty();
    assertThat(opened).allMatch(source -> source.closed);
  }

  @Test
  void everyFailureIsFollowedByAnotherTry() {
    script.add(() -> fail(Reason.REFUSED, "nothing listens"));
    script.add(() -> source(2).thenFails(Reason.STALLED));
    script.add(
        () -> {
          throw new IllegalStateException("a fault of some library");
        });
    script.add(() -> source(1));
    CaptureLoop loop = loop();
    loop.run();
    CaptureStatus status = loop.status();
    assertThat(status.received()).isEqualTo(3);
    assertThat(status.reconnects()).isEqualTo(3);
    assertThat(status.lastError()).contains("a fault of some library");
    assertThat(opened).hasSize(2).allMatch(source -> source.closed);
  }

  @Test
  void timeWithoutPictureIsLost() {
    script.add(() -> source(10).thenFails(Reason.BROKEN));
    script.add(
        () -> {
          time.forward(Duration.ofSeconds(7));
          return source(10);
        });
    CaptureLoop loop = loop(new Backoff(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ZERO));
    loop.run();
    // the first frame takes its time, and so does the first after the outage
    assertThat(loop.status().lost())
        .isBetween(FRAME.multipliedBy(2).plusSeconds(7), Duration.ofMillis(7_201));
    assertThat(loop.status().framesPerSecond()).isGreaterThan(0);
  }

  @Test
  void waitsGrowWithFailuresAndAreShortAgainAfterAHealthyTime() {
    List<Duration> waits = new ArrayList<>();
    Backoff backoff =
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(1));
    for (int i = 0; i < 5; i++) {
      script.add(() -> fail(Reason.UNREACHABLE, "silence"));
    }
    script.add(() -> source(700).thenFails(Reason.STALLED));
    script.add(() -> source(1));
    CaptureLoop loop =
        new CaptureLoop(
            new CameraId("door"),
            this::open,
            slot,
            backoff,
            time,
            recording(waits),
            new Random(3) {
              private static final long serialVersionUID = 1L;

              @Override
              public long nextLong(long bound) {
                return bound - 1;
              }
            });
    loop.run();
    assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 8L, 1L);
  }

  @Test
  void decodeErrorsAddUpOverReconnects() {
    script.add(() -> source(2).withErrors(3).thenFails(Reason.BROKEN));
    script.add(() -> source(2).withErrors(4));
    CaptureLoop loop = loop();
    loop.run();
    assertThat(loop.status().decodeErrors()).isEqualTo(7);
  }

  @Test
  void theStateSaysWhyItWaits() throws InterruptedException {
    assertThat(stateWhileWaitingAfter(Reason.STALLED)).isEqualTo(State.STALLED);
    assertThat(stateWhileWaitingAfter(Reason.REFUSED)).isEqualTo(State.BACKING_OFF);
  }

  /** Also proves that closing ends a loop that waits. */
  private State stateWhileWaitingAfter(Reason reason) throws InterruptedException {
    script.clear();
    script.add(() -> fail(reason, "gone"));
    CountDownLatch waiting = new CountDownLatch(1);
    Ticker blocking =
        new Ticker() {
          @Override
          public long nanos() {
            return time.nanos();
          }

          @Override
          public void pause(long nanos) throws InterruptedException {
            waiting.countDown();
            new CountDownLatch(1).await();
          }
        };
    CaptureLoop loop =
        new CaptureLoop(
            new CameraId("door"), this::open, slot, Backoff.DEFAULT, time, blocking, new Random(3));
    Thread thread = Thread.ofPlatform().name(loop.threadName()).start(loop);
    waiting.await();
    State state = loop.status().state();
    loop.close();
    thread.join(Duration.ofSeconds(5));
    assertThat(thread.isAlive()).isFalse();
    assertThat(loop.status().state()).isEqualTo(State.ENDED);
    return state;
  }

  private CaptureLoop loop() {
    return loop(Backoff.DEFAULT);
  }

  private CaptureLoop loop(Backoff backoff) {
    return new CaptureLoop(
        new CameraId("door"), this::open, slot, backoff, time, time, new Random(3));
  }

  private FrameSource open() {
    return script.remove().get();
  }

  private Ticker recording(List<Duration> waits) {
    return new Ticker() {
      @Override
      public long nanos() {
        return time.nanos();
      }

      @Override
      public void pause(long nanos) throws InterruptedException {
        waits.add(Duration.ofNanos(nanos));
        time.pause(nanos);
      }
    };
  }

  private static FrameSource fail(Reason reason, String message) {
    throw new CaptureException(reason, message);
  }

  private ScriptedSource source(int frames) {
    ScriptedSource source = new ScriptedSource(time, frames);
    opened.add(source);
    return source;
  }

  /** Gives its frames, a tenth of a second apart, and ends or fails. */
  private static final class ScriptedSource implements FrameSource {
    private final FakeTime time;
    private final int frames;
    private Optional<Reason> failure = Optional.empty();
    private long errors;
    private long given;
    private boolean closed;

    ScriptedSource(FakeTime time, int frames) {
      this.time = time;
      this.frames = frames;
    }

    ScriptedSource thenFails(Reason reason) {
      failure = Optional.of(reason);
      return this;
    }

    ScriptedSource withErrors(long count) {
      errors = count;
      return this;
    }

    @Override
    public Optional<Frame> next() {
      if (given == frames) {
        failure.ifPresent(reason -> fail(reason, "it failed"));
        return Optional.empty();
      }
      given++;
      time.forward(FRAME);
      return Optional.of(new Frame(Clips.picture(8, 8, 0), time.instant(), given));
    }

    @Override
    public long decodeErrors() {
      return errors;
    }

    @Override
    public StreamInfo info() {
      return new StreamInfo(8, 8, 10, "none");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
