package io.headcount.edge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.contract.CountWindow;
import io.headcount.contract.StreamName;
import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.store.Commit;
import io.headcount.edge.store.Snapshot;
import io.headcount.edge.store.SqliteOutbox;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaysTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The clocks were set an hour ahead in the night before: that day has 23 hours. */
  private static final LocalDate SHORT = LocalDate.of(2026, 3, 29);

  private static final Instant NOW = Instant.parse("2026-03-30T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void aDayIsTheStoresAndCoverageIsOfTheTimeThatHasCome() {
    Instant midnight = SHORT.atStartOfDay(BERLIN).toInstant();
    IncidentLog log = IncidentLog.open(folder);
    log.started(new IncidentLog.Start(midnight.minusSeconds(3600), Optional.empty(), "1"));
    try (StateDb state = StateDb.open(file(), () -> NOW)) {
      store(state, midnight, 23 * 60, 0.5); // all of the short day, half of each minute
      store(state, NOW.minus(Duration.ofMinutes(60)), 60, 1);
    }
    acked(23 * 60);
    Days.History history = days(log, true).history(NOW);

    assertThat(history.days())
        .extracting(Days.Day::day)
        .containsExactly(SHORT.plusDays(1), SHORT, SHORT.minusDays(1));
    Days.CameraDay before = history.days().get(1).cameras().getFirst();
    assertThat(before.minutes()).isEqualTo(23 * 60);
    assertThat(before.coverage().orElseThrow()).isCloseTo(0.5, within(1e-9));
    assertThat(before.sent()).contains(23L * 60);
    assertThat(before.waiting()).contains(0L);
    Days.CameraDay today = history.days().getFirst().cameras().getFirst();
    assertThat(today.minutes()).isEqualTo(60);
    assertThat(today.coverage().orElseThrow()).isCloseTo(60.0 / (12 * 60), within(1e-9));
    assertThat(today.waiting()).contains(60L);
    assertThat(history.days().getLast().cameras()).isEmpty();
    assertThat(new StateReader(file()).waiting())
        .isEqualTo(new StateReader.Waiting(60, Optional.of(NOW.minusSeconds(3600))));
  }

  @Test
  void outagesAndRestartsAreToldWithTheirDay() {
    IncidentLog log = IncidentLog.open(folder);
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    log.started(new IncidentLog.Start(yesterday, Optional.empty(), "1"));
    Wrong dark =
        new Wrong(Optional.of("door"), Severity.ERROR, "nothing listens there", "check its cable");
    log.note(List.of(dark), yesterday.plusSeconds(60));
    log.note(List.of(dark), yesterday.plusSeconds(180));
    log.note(List.of(), yesterday.plusSeconds(185));
    log.started(
        new IncidentLog.Start(NOW.minusSeconds(600), Optional.of(NOW.minusSeconds(900)), "2"));
    StateDb.open(file(), () -> NOW).close();
    Days.History history = days(log, false).history(NOW);

    assertThat(history.days()).hasSize(2);
    Days.Day today = history.days().getFirst();
    assertThat(today.starts()).extracting(IncidentLog.Start::version).containsExactly("2");
    assertThat(today.off()).isEqualTo(Duration.ofMinutes(5));
    assertThat(today.cameras()).isEmpty();
    Days.CameraDay door = history.days().getLast().cameras().getFirst();
    assertThat(door.minutes()).isZero();
    assertThat(door.sent()).isEmpty();
    assertThat(door.incidents())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.lasted()).isEqualTo(Duration.ofMinutes(2));
              assertThat(one.cure()).isEqualTo("check its cable");
            });
  }

  @Test
  void aDayThatIsOverIsReadOnce() {
    IncidentLog log = IncidentLog.open(folder);
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    try (StateDb state = StateDb.open(file(), () -> NOW)) {
      store(state, yesterday, 5, 1);
      Days days = days(log, false);
      assertThat(minutes(days)).isEqualTo(5);
      store(state, yesterday.plusSeconds(3600), 5, 1);
      assertThat(minutes(days)).isEqualTo(5);
      assertThat(minutes(days(log, false))).isEqualTo(10);
    }
  }

  @Test
  void aBoxThatHasNothingSaysSo() {
    StateDb.open(file(), () -> NOW).close();
    assertThat(days(IncidentLog.open(folder), true).history(NOW).days()).isEmpty();
  }

  private static long minutes(Days days) {
    return days.history(NOW).days().getLast().cameras().getFirst().minutes();
  }

  private Days days(IncidentLog log, boolean sends) {
    return new Days(new StateReader(file()), log, () -> BERLIN, sends, () -> NOW);
  }

  private Path file() {
    return folder.resolve("state.db");
  }

  private void acked(long upto) {
    try (SqliteOutbox outbox = SqliteOutbox.open(file(), List.of(StreamName.WINDOWS))) {
      outbox.acked(StreamName.WINDOWS, upto);
    }
  }

  private static void store(StateDb state, Instant from, int minutes, double coverage) {
    List<CountWindow> windows =
        IntStream.range(0, minutes)
            .mapToObj(
                minute ->
                    new CountWindow(
                        CountWindow.VERSION,
                        "door",
                        from.plus(Duration.ofMinutes(minute)),
                        0,
                        coverage,
                        300,
                        "r1",
                        List.of(),
                        List.of(),
                        0))
            .toList();
    state.commit(new Commit(windows, List.of(), List.of(), new Snapshot(1, "r1", "{}")));
  }
}
