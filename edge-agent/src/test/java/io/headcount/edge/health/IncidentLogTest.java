package io.headcount.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.status.BoxStatus.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentLogTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Wrong DISK = wrong("", "the disk is nearly full: 3 MB");
  private static final Wrong DARK = wrong("door", "nothing listens there");

  @TempDir private Path data;

  @Test
  void theSameTroubleIsOneHoweverOftenItComes() {
    IncidentLog log = IncidentLog.open(data);
    log.note(List.of(DARK), NOON);
    log.note(List.of(DARK), NOON.plusSeconds(60));
    log.note(List.of(), NOON.plusSeconds(65));
    log.note(List.of(DARK), NOON.plusSeconds(125));
    log.note(List.of(DARK), NOON.plusSeconds(155));

    assertThat(log.troubles())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.times()).isEqualTo(2);
              assertThat(one.first()).isEqualTo(NOON);
              assertThat(one.last()).isEqualTo(NOON.plusSeconds(155));
              assertThat(one.lasted()).isEqualTo(Duration.ofSeconds(90));
              assertThat(one.open()).isTrue();
            });
  }

  @Test
  void otherNumbersAreNoOtherTroubleAndTheNewestAreTold() {
    IncidentLog log = IncidentLog.open(data);
    log.note(List.of(DISK), NOON);
    log.note(List.of(wrong("", "the disk is nearly full: 1,024 MB")), NOON.plusSeconds(5));

    assertThat(log.all())
        .extracting(Incident::text)
        .containsExactly("the disk is nearly full: 1,024 MB");
  }

  @Test
  void whatComesBackLaterIsAnotherIncidentOfTheSameTrouble() {
    IncidentLog log = IncidentLog.open(data);
    log.note(List.of(DARK), NOON);
    log.note(List.of(), NOON.plusSeconds(5));
    Instant later = NOON.plus(IncidentLog.REJOIN).plusSeconds(6);
    log.note(List.of(DARK, wrong("yard", "nothing listens there")), later);
    log.note(List.of(), later.plusSeconds(5));

    assertThat(log.all()).hasSize(3);
    assertThat(log.troubles()).extracting(Incident::times).containsExactlyInAnyOrder(2, 1);
    assertThat(log.troubles()).extracting(Incident::open).containsOnly(false);
  }

  @Test
  void itOutlivesARestartAndWhatWasOpenIsOverUntilItIsSeenAgain() {
    IncidentLog before = IncidentLog.open(data);
    before.started(new IncidentLog.Start(NOON, Optional.empty(), "1"));
    before.note(List.of(DARK, DISK), NOON);
    before.save(NOON);
    IncidentLog after = IncidentLog.open(data);
    assertThat(after.all()).extracting(Incident::open).containsExactly(false, false);
    Instant again = NOON.plusSeconds(90);
    after.started(new IncidentLog.Start(again, Optional.of(NOON), "2"));
    after.note(List.of(DARK), again);

    assertThat(after.troubles()).extracting(Incident::text).first().isEqualTo(DARK.text());
    assertThat(after.troubles()).extracting(Incident::open).containsExactly(true, false);
    assertThat(after.starts())
        .containsExactly(
            new IncidentLog.Start(NOON, Optional.empty(), "1"),
            new IncidentLog.Start(again, Optional.of(NOON), "2"));
  }

  @Test
  void whoStopsInOrderLosesNothingOfHowLongItLasted() {
    IncidentLog before = IncidentLog.open(data);
    before.note(List.of(DARK), NOON);
    Instant last = NOON.plus(IncidentLog.LASTING_EVERY).minusSeconds(5);
    before.note(List.of(DARK), last);
    before.save(last);
    assertThat(IncidentLog.open(data).all())
        .extracting(Incident::lasted)
        .containsExactly(Duration.between(NOON, last));
  }

  @Test
  void itIsBoundedAndForgetsWithTime() {
    IncidentLog log = IncidentLog.open(data);
    log.note(List.of(DISK), NOON);
    Instant at = NOON;
    for (int i = 0; i < 2 * IncidentLog.MOST; i++) {
      at = at.plusSeconds(60);
      log.note(
          List.of(DISK, wrong("camera-" + (char) ('a' + i % 26) + "x".repeat(i / 26), "dark")), at);
      log.started(new IncidentLog.Start(at, Optional.empty(), "1"));
    }
    assertThat(log.all()).hasSize(IncidentLog.MOST);
    assertThat(log.starts()).hasSize(IncidentLog.MOST_STARTS);
    assertThat(log.all()).extracting(Incident::text).contains(DISK.text()); // it is there still
    log.note(List.of(), at);
    log.note(List.of(), at.plus(IncidentLog.KEPT).plusSeconds(1));
    assertThat(log.all()).isEmpty();
    assertThat(log.starts()).isEmpty();
  }

  @Test
  void theDiskIsSpared() throws IOException {
    IncidentLog log = IncidentLog.open(data);
    log.note(List.of(DARK), NOON);
    Path file = data.resolve("incidents.json");
    String first = Files.readString(file);
    log.note(List.of(DARK, DISK), NOON.plusSeconds(5));
    assertThat(Files.readString(file)).isEqualTo(first);
    log.note(List.of(DARK, DISK), NOON.plus(IncidentLog.WRITE_EVERY));
    assertThat(Files.readString(file)).contains("nearly full");
  }

  @Test
  void aCrashLosesLittleOfWhatLasts() {
    IncidentLog log = IncidentLog.open(data);
    for (int minute = 0; minute <= 63; minute++) {
      log.note(List.of(DARK), NOON.plus(Duration.ofMinutes(minute)));
    }

    assertThat(IncidentLog.open(data).all())
        .extracting(Incident::lasted)
        .containsExactly(Duration.ofHours(1));
  }

  @Test
  void aDamagedFileIsSetAside() throws IOException {
    Files.writeString(data.resolve("incidents.json"), "{\"incidents\": [{\"severity\": 3}]}");
    IncidentLog log = IncidentLog.open(data);
    log.note(List.of(DARK), NOON);

    assertThat(log.all()).hasSize(1);
    assertThat(data.resolve("incidents.json.damaged")).exists();
  }

  private static Wrong wrong(String camera, String text) {
    return new Wrong(
        Optional.of(camera).filter(id -> !id.isEmpty()), Severity.ERROR, text, "mend it");
  }
}
