package io.headcount.collector.api;

import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Signer;
import io.headcount.collector.history.Storage;
import io.headcount.collector.people.People;
import io.headcount.collector.query.Filling;
import io.headcount.collector.query.Limits;
import io.headcount.collector.query.Queries;
import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.LineCount;
import io.headcount.contract.Signed;
import io.headcount.contract.ZoneCount;
import io.headcount.web.access.Passwords;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * An API on a free port, over a filled history on SQLite: tenant acme with the stores berlin and
 * hamburg and a simulated one, and a tenant of another name.
 */
final class RunningApi implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final DeviceAddress BOX = new DeviceAddress("acme", "berlin", "box");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Cheap ones, so that many tests may sign in. */
  private static final Passwords PASSWORDS =
      new Passwords(new Passwords.Cost(64, 1, 1), 8, Duration.ofSeconds(20));

  final History history;
  final People people;
  final LiveFeed feed = new LiveFeed();
  final ApiServer server;
  final Filling filling;
  final Filling.Device box;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningApi(Path folder) {
    this(folder, new ApiOptions.Rates(100_000, 100_000, 100_000, 64, Duration.ofSeconds(15)));
  }

  RunningApi(Path folder, ApiOptions.Rates rates) {
    this(folder, ApiOptions.loopback(0).with(rates));
  }

  RunningApi(Path folder, ApiOptions options) {
    this(new Storage.Sqlite(folder.resolve("history.db")), options);
  }

  RunningApi(Storage storage, ApiOptions options) {
    history = History.open(new HistoryOptions(storage), () -> NOW);
    filling = new Filling(storage);
    box = fill();
    people = People.of(history, PASSWORDS, () -> NOW, System::nanoTime);
    server =
        ApiServer.start(
            options,
            new ApiServer.Sources(
                history,
                people,
                new Queries(history, () -> NOW, new Limits(2_000, 5_000)),
                feed,
                new KeptOrders(),
                MetricSnapshots::new,
                () -> NOW,
                System::nanoTime));
  }

  private Filling.Device fill() {
    int acme = filling.tenant("acme");
    Filling.Device first =
        filling.device(
            filling.store(acme, "berlin", "Europe/Berlin", false), "box", false, NOW, true);
    doors(first);
    doors(
        filling.device(
            filling.store(acme, "hamburg", "Europe/Berlin", false), "box", false, NOW, false));
    doors(
        filling.device(
            filling.store(acme, "model", "Asia/Kolkata", true), "twin", true, NOW, true));
    int other = filling.tenant("other");
    doors(
        filling.device(
            filling.store(other, "secret", "Europe/Berlin", false), "box", false, NOW, true));
    filling.run(
        "INSERT INTO island VALUES (?, ?, ?, ?, 1, 4, 10)",
        acme,
        first.store().id(),
        first.id(),
        first.epoch());
    filling.run(
        "INSERT INTO tombstone VALUES (?, ?, ?, ?, 1, 4, 6, 'evicted')",
        acme,
        first.store().id(),
        first.id(),
        first.epoch());
    filling.run(
        "INSERT INTO clock_fix VALUES (?, ?, ?, ?, 9, 4, 8, true, 3600000, 0)",
        acme,
        first.store().id(),
        first.id(),
        first.epoch());
    filling.run(
        "INSERT INTO quarantine VALUES (?, ?, ?, ?, 1, 7, 255, 0, 'window', 'contradicts', '{}')",
        acme,
        first.store().id(),
        first.id(),
        first.epoch());
    filling.run(
        "INSERT INTO dead_letter VALUES (255, ?, 'no JSON', 0, 0, 1, 4, ?)",
        "headcount/v1/acme/berlin/box/data",
        new byte[] {1});
    return first;
  }

  /** Two days a week apart, today's first hours, and a minute. */
  private void doors(Filling.Device device) {
    Filling.Camera camera = filling.camera(device, "entrance");
    Filling.Counter door = filling.line(camera, "door-main");
    Filling.Counter till = filling.zone(camera, "till", "queue");
    for (String day : new String[] {"2026-10-18", "2026-10-25", "2026-11-01"}) {
      for (int hour = 8; hour <= 9; hour++) {
        Instant start = Instant.parse("%sT0%d:30:00Z".formatted(day, hour));
        filling.hour(door, start, hour + 2L, hour, HOUR / 2);
        filling.stays(till, start, hour, hour * 30_000L, 3);
      }
    }
    filling.window(
        camera,
        NOW.minusSeconds(120),
        1,
        1,
        new LineCount(door.name(), "every_crossing", 2, 1, 2, 1),
        new ZoneCount("till", "queue", 1, 0, 30, 1, 1));
  }

  String token(String... scopes) {
    return history.tokens().issue("test", Set.of(scopes)).text();
  }

  HttpResponse<String> get(String token, String path) {
    return send(request(token, path).GET().build());
  }

  HttpRequest.Builder request(String token, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(20));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
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
    filling.close();
    history.close();
  }

  /** Keeps orders as if they had been published, with a signature that nobody checks. */
  private final class KeptOrders implements Orders {
    private static final Signer UNSIGNED =
        (serial, issued, text) -> new Signed(1, serial, issued, text, "none");

    @Override
    public DesiredConfigs.Desired configure(DeviceAddress device, String yaml) {
      return history.desiredConfigs().desire(device, yaml, UNSIGNED);
    }

    @Override
    public Commands.Given command(DeviceAddress device, Command command) {
      return history.commands().give(device, command, UNSIGNED);
    }
  }
}
