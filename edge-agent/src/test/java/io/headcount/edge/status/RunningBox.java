package io.headcount.edge.status;

import io.headcount.web.access.Csrf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server on a free port, with a status that tests set and a clock that stands still; whoever asks
 * is signed in.
 */
final class RunningBox implements AutoCloseable {
  final AtomicReference<StatusSource> source;
  final LiveView live;
  final StatusServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  // each reading of the tests' clock is a second later, so that every request sees a fresh status
  private final AtomicReference<Instant> ticks = new AtomicReference<>(FakeBox.NOW);

  final FreshBox box = new FreshBox();

  RunningBox(BoxStatus status) {
    this(status, List.of());
  }

  RunningBox(BoxStatus status, List<Endpoint> more) {
    this(status, more, Privacy.off());
  }

  RunningBox(BoxStatus status, List<Endpoint> more, Privacy privacy) {
    live = new LiveView(System::nanoTime, privacy);
    source = new AtomicReference<>(() -> status);
    server =
        StatusServer.start(
            FreshBox.PLACE,
            box.access(),
            () -> source.get().status(),
            FakeBox::windows,
            live,
            more,
            () -> FakeBox.NOW,
            () ->
                Duration.between(Instant.EPOCH, ticks.updateAndGet(t -> t.plusSeconds(1)))
                    .toNanos());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  /** Of somebody who is signed in. */
  HttpRequest.Builder request(String path) {
    return stranger(path).header("Cookie", cookie());
  }

  /** Of somebody who is signed in, from our own page. */
  HttpRequest.Builder change(String path) {
    return request(path)
        .header("Sec-Fetch-Site", "same-origin")
        .header(Csrf.HEADER, Csrf.token(box.session()));
  }

  /** Of nobody who is known. */
  HttpRequest.Builder stranger(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(20));
  }

  String cookie() {
    return box.cookie(server.port());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    box.close();
  }
}
