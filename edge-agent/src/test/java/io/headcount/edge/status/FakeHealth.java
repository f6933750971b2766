package io.headcount.edge.status;

import io.headcount.contract.CountWindow;
import io.headcount.contract.StreamName;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.health.Days;
import io.headcount.edge.health.HealthRoutes;
import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.health.IncidentLog;
import io.headcount.edge.health.SupportBundle;
import io.headcount.edge.setup.Versions;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.store.Commit;
import io.headcount.edge.store.Snapshot;
import io.headcount.edge.store.SqliteOutbox;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A box with a past: two weeks, some troubles, minutes that wait. */
final class FakeHealth {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private FakeHealth() {}

  /** Of a box that has just been switched on for the first time. */
  static HealthRoutes empty(Path folder) {
    return routes(folder, Instant.now(), IncidentLog.open(folder));
  }

  static HealthRoutes past(Path folder) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try (StateDb state = StateDb.open(folder.resolve("state.db"), () -> now)) {
      List<CountWindow> minutes = new ArrayList<>();
      for (int back = 14 * 1440; back > 0; back--) {
        Instant from = now.minus(Duration.ofMinutes(back));
        minutes.add(minute("door", from, 0.99));
        int day = back / 1440;
        if (day != 4 && !(day == 9 && back % 1440 < 500)) {
          minutes.add(minute("street", from, 0.98));
        }
      }
      state.commit(new Commit(minutes, List.of(), List.of(), new Snapshot(1, "r1", "{}")));
    }
    try (SqliteOutbox outbox =
        SqliteOutbox.open(folder.resolve("state.db"), List.of(StreamName.WINDOWS))) {
      outbox.acked(StreamName.WINDOWS, 37_500);
    }
    IncidentLog log = IncidentLog.open(folder);
    log.started(new IncidentLog.Start(now.minus(Duration.ofDays(14)), Optional.empty(), "0.1.0"));
    Instant dark = now.minus(Duration.ofDays(4));
    Wrong wrong =
        new Wrong(
            Optional.of("street"),
            Severity.ERROR,
            "rtsp://10.0.0.9/live: nothing listens there",
            "check the camera's power and cable");
    for (int minute = 0; minute <= 96; minute += 4) {
      log.note(minute % 12 == 0 ? List.of() : List.of(wrong), dark.plusSeconds(60L * minute));
    }
    log.started(
        new IncidentLog.Start(
            now.minus(Duration.ofHours(30)),
            Optional.of(now.minus(Duration.ofHours(31))),
            "0.1.0"));
    log.note(
        List.of(
            new Wrong(
                Optional.empty(),
                Severity.WARNING,
                FakeBox.MARKUP,
                "free space on the disk; recording goes on by itself")),
        now.minus(Duration.ofMinutes(20)));
    return routes(folder, now, log);
  }

  private static CountWindow minute(String camera, Instant start, double coverage) {
    return new CountWindow(
        CountWindow.VERSION, camera, start, 0, coverage, 300, "r1", List.of(), List.of(), 0);
  }

  private static HealthRoutes routes(Path folder, Instant now, IncidentLog log) {
    Path database = folder.resolve("state.db");
    StateDb.open(database, () -> now).close();
    StateReader reader = new StateReader(database);
    Days days = new Days(reader, log, () -> BERLIN, true, () -> now);
    AgentConfig config = config(folder);
    SupportBundle bundle =
        SupportBundle.of(() -> config)
            .addKept(
                "0.1.0", Versions.open(folder.resolve("versions"), () -> now), log, days, () -> now)
            .addDoctor(List::of)
            .build();
    return new HealthRoutes(log, days, reader, bundle, Optional.empty(), true, true, () -> now);
  }

  private static AgentConfig config(Path folder) {
    try {
      Path file = folder.resolve("agent.yaml");
      Files.writeString(file, "data: .\ncameras: [{id: door, source: 'rtsp://10.0.0.9/live'}]\n");
      return new ConfigReader(Map.of(), folder, "shop").read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
