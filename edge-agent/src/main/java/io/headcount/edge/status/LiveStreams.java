package io.headcount.edge.status;

import io.headcount.analytics.scene.CameraId;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The open event streams of the live view, at most {@value #MAX_STREAMS}. Thread-safe; each stream
 * lives on the thread of its request. A client that does not read blocks that thread only, and
 * loses its place when it has not read for {@link #PATIENCE} and a new client needs one.
 */
final class LiveStreams implements AutoCloseable {
  static final int MAX_STREAMS = 32;
  static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private final LiveView live;
  private final RecentStatus status;
  private final Json json;
  private final Answers answers;
  private final LongSupplier nanos;
  // at most MAX_STREAMS; a stream leaves when its request ends
  private final Set<Stream> open = new HashSet<>();
  private boolean closed;

  LiveStreams(LiveView live, RecentStatus status, Json json, Answers answers, LongSupplier nanos) {
    this.live = live;
    this.status = status;
    this.json = json;
    this.answers = answers;
    this.nanos = nanos;
  }

  /**
   * Sends events until the client leaves or may see no more, the camera is gone or the server
   * stops.
   *
   * @param in whether the client may still see it
   */
  void serve(CameraId camera, BooleanSupplier in, ServerResponse response) {
    Stream stream = new Stream(Thread.currentThread(), nanos.getAsLong());
    if (!admit(stream)) {
      answers.error(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          MAX_STREAMS + " live pictures are open already",
          "close the status page in other windows, then load it again");
      return;
    }
    try {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      send(camera, in, stream, response);
    } catch (InterruptedException e) {
      // the server stops or the place was needed: the connection ends with this request
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException | ServerConnectionException e) {
      // the client has gone
      return;
    } finally {
      release(stream);
    }
  }

  synchronized int openStreams() {
    return open.size();
  }

  @Override
  public void close() {
    List<Stream> streams;
    synchronized (this) {
      closed = true;
      streams = new ArrayList<>(open);
    }
    streams.forEach(stream -> stream.thread.interrupt());
  }

  private void send(CameraId camera, BooleanSupplier in, Stream stream, ServerResponse response)
      throws InterruptedException {
    long sequence = 0;
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      while (in.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        live.watch(camera);
        Optional<CameraStatus> known = status.camera(camera);
        if (known.isEmpty()) {
          return;
        }
        Optional<LiveFrame> frame = live.next(camera, sequence, HEARTBEAT);
        SseEvent event =
            frame
                .map(newest -> SseEvent.create(json.text(Overlay.of(newest, known.get()))))
                .orElseGet(LiveStreams::heartbeat);
        sequence = frame.map(LiveFrame::sequence).orElse(sequence);
        stream.writing(nanos.getAsLong());
        sink.emit(event);
        stream.written();
      }
    }
  }

  private static SseEvent heartbeat() {
    return SseEvent.builder().comment("no new picture").build();
  }

  private synchronized boolean admit(Stream stream) {
    if (closed) {
      return false;
    }
    if (open.size() >= MAX_STREAMS) {
      long now = nanos.getAsLong();
      open.stream()
          .filter(other -> other.stuck(now))
          .findFirst()
          .ifPresent(
              other -> {
                open.remove(other);
                other.thread.interrupt();
              });
    }
    return open.size() < MAX_STREAMS && open.add(stream);
  }

  private synchronized void release(Stream stream) {
    open.remove(stream);
  }

  /** One client. Written by its own thread, read by others. */
  private static final class Stream {
    private final Thread thread;
    private volatile boolean writing;
    private volatile long since;

    Stream(Thread thread, long now) {
      this.thread = thread;
      since = now;
    }

    void writing(long now) {
      since = now;
      writing = true;
    }

    void written() {
      writing = false;
    }

    boolean stuck(long now) {
      return writing && now - since >= PATIENCE.toNanos();
    }
  }
}
