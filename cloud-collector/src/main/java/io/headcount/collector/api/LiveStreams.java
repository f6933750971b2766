package io.headcount.collector.api;

import io.headcount.collector.history.News;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Scope;
import io.headcount.collector.query.Selection;
import io.headcount.contract.CountWindow;
import io.headcount.contract.DeviceAddress;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The open event streams. Thread-safe; each lives on the thread of its request. There are as many
 * as the options allow. A client that does not read is cut off: when the feed has forgotten what it
 * should get next, or when one event could not be sent within the options' patience.
 */
final class LiveStreams implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** How long a stream may go on for somebody who may no longer see it. */
  private static final Duration LOOKED_AGAIN = Duration.ofSeconds(2);

  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

  private final LiveFeed feed;
  private final Simulated simulated;
  private final Json json;
  private final ApiOptions.Rates rates;
  private final LongSupplier nanos;
  // bounded by the options; a stream leaves when its request ends
  private final Set<Stream> open = new HashSet<>();
  private boolean closed;

  LiveStreams(
      LiveFeed feed, Simulated simulated, Json json, ApiOptions.Rates rates, LongSupplier nanos) {
    this.feed = feed;
    this.simulated = simulated;
    this.json = json;
    this.rates = rates;
    this.nanos = nanos;
  }

  /** Sends events until the client leaves, falls behind, or the server stops. */
  void serve(ServerRequest request, ServerResponse response, Caller caller) {
    Set<String> stores = new Parameters(request, Set.of("store")).names("store");
    simulated.any(Selection.of(caller.reads(), By.STORE).in(stores)); // none is unknown
    Stream stream = new Stream(Thread.currentThread());
    if (!admit(stream)) {
      throw new ApiError(
          Status.SERVICE_UNAVAILABLE_503,
          "full",
          "as many live streams are open as may be",
          "close others, then try again");
    }
    try {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      Optional<String> last = request.headers().first(LAST_EVENT_ID);
      Standing standing = request.context().get(Standing.class).orElseThrow();
      send(stream, standing, new Filter(caller.reads(), stores), last, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops: the connection ends with this request
    } catch (UncheckedIOException | ServerConnectionException e) {
      // the client has gone, or was cut off while it did not read
      return;
    } finally {
      release(stream);
    }
  }

  synchronized int openStreams() {
    return open.size();
  }

  /** Cuts off who has not read for too long; to be called every few seconds. */
  void cutOff() {
    long now = nanos.getAsLong();
    List<Stream> stuck;
    synchronized (this) {
      stuck =
          open.stream().filter(s -> s.writesSince(now).compareTo(rates.patience()) > 0).toList();
    }
    stuck.forEach(s -> s.thread.interrupt());
  }

  /** What one client gets to see. */
  private record Filter(Scope scope, Set<String> stores) {
    boolean shows(DeviceAddress device) {
      return scope.allows(device.tenant(), device.store())
          && (stores.isEmpty() || stores.contains(device.store()));
    }
  }

  private void send(
      Stream stream,
      Standing standing,
      Filter filter,
      Optional<String> last,
      ServerResponse response)
      throws InterruptedException {
    Set<String> made = simulated.stores(filter.scope());
    Optional<Long> resumed = last.flatMap(feed::position);
    String newest = feed.newest();
    long position =
        resumed.orElseGet(() -> Long.parseLong(newest.substring(newest.indexOf('-') + 1)));
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      boolean missed = last.isPresent() && resumed.isEmpty();
      emit(stream, sink, hello(made, missed, newest));
      long looked = nanos.getAsLong();
      while (!Thread.currentThread().isInterrupted() && !isClosed()) {
        if (!feed.holdsAfter(position)) {
          return; // too slow; it comes back with the number of what it has
        }
        List<LiveFeed.Event> events = feed.after(position, LOOKED_AGAIN, nanos);
        long now = nanos.getAsLong();
        if (now - looked >= LOOKED_AGAIN.toNanos()) {
          looked = now;
          if (standing.now().filter(c -> c.reads().equals(filter.scope())).isEmpty()) {
            return; // it may come back with what is now in force
          }
        }
        if (events.isEmpty() && now - stream.since >= HEARTBEAT.toNanos()) {
          emit(stream, sink, SseEvent.builder().comment("nothing new").build());
          made = simulated.stores(filter.scope());
        }
        for (LiveFeed.Event event : events) {
          position = event.number();
          if (filter.shows(event.news().device())) {
            emit(stream, sink, event(event, made));
          }
        }
      }
    }
  }

  private void emit(Stream stream, SseSink sink, SseEvent event) {
    stream.since = nanos.getAsLong();
    stream.writing = true;
    sink.emit(event);
    stream.writing = false;
  }

  private SseEvent hello(Set<String> made, boolean missed, String newest) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("simulated", !made.isEmpty());
    data.put("missed", missed);
    SseEvent.Builder event = SseEvent.builder().name("hello").data(text(data));
    return missed ? event.id(newest).build() : event.build();
  }

  private SseEvent event(LiveFeed.Event event, Set<String> made) {
    DeviceAddress device = event.news().device();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("store", device.store());
    data.put("device", device.device());
    data.put("simulated", made.contains(device.store()));
    SseEvent.Builder built = SseEvent.builder().id(feed.id(event));
    switch (event.news()) {
      case News.Counted counted -> {
        window(data, counted);
        built.name("window");
      }
      case News.Came came -> {
        data.put("online", true);
        data.put("simulated", came.birth().simulated() || made.contains(device.store()));
        built.name("presence");
      }
      case News.Left left -> {
        data.put("online", false);
        built.name("presence");
      }
      case News.Crossed crossed -> {}
      case News.Visited visited -> {}
      case News.Felt felt -> {}
      case News.Configured configured -> {}
      case News.Replied replied -> {}
    }
    return built.data(text(data)).build();
  }

  private static void window(Map<String, Object> data, News.Counted counted) {
    CountWindow window = counted.window();
    data.put("camera", window.camera());
    data.put("start", counted.start());
    data.put("minutes", counted.minutes());
    data.put("coverage", window.coverage());
    data.put("in", window.lines().stream().mapToLong(l -> l.in()).sum());
    data.put("out", window.lines().stream().mapToLong(l -> l.out()).sum());
    data.put("lines", window.lines());
    data.put("zones", window.zones());
  }

  private String text(Map<String, Object> data) {
    return new String(json.bytes(data), StandardCharsets.UTF_8);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized boolean admit(Stream stream) {
    return !closed && open.size() < rates.streams() && open.add(stream);
  }

  private synchronized void release(Stream stream) {
    open.remove(stream);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    feed.close();
  }

  /** One client. Written by its own thread, read by others. */
  private static final class Stream {
    private final Thread thread;
    private volatile boolean writing;
    private volatile long since;

    Stream(Thread thread) {
      this.thread = thread;
    }

    /** How long the event that is being sent has taken. */
    Duration writesSince(long now) {
      return writing ? Duration.ofNanos(now - since) : Duration.ZERO;
    }
  }
}
