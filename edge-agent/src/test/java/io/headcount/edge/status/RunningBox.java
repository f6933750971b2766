package io.headcount.edge.status;

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

/** A server on a free port, with a status that tests set and a clock that stands still. */
final class RunningBox implements AutoCloseable {
  final AtomicReference<StatusSource> source;
  final LiveView live = new LiveView(System::nanoTime);
  final StatusServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  // each reading of the tests' clock is a second later, so that every request sees a fresh status
  private final AtomicReference<Instant> ticks = new AtomicReference<>(FakeBox.NOW);

  RunningBox(BoxStatus status) {
    this(status, List.of());
  }

  RunningBox(BoxStatus status, List<Endpoint> more) {
    source = new AtomicReference<>(() -> status);
    server =
        StatusServer.start(
            "127.0.0.1",
            0,
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

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(20));
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
  }
}
