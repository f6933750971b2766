package io.headcount.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.analytics.scene.CameraId;
import io.headcount.contract.ReportedConfig;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.setup.Setup;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.CameraStatus;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.edge.status.CameraStatus.Throughput;
import io.headcount.edge.uplink.BoxControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Time passes only when the supervisor waits; every start is written down. */
@Timeout(30)
final class SupervisorTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path folder;

  private final List<String> starts = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> blind = new HashSet<>();
  private boolean failing;
  private boolean connected = true;
  private long nanos;
  private Path file;
  private Supervisor supervisor;

  /** What happens at a moment. */
  private record Step(Duration at, Runnable action) {}

  @BeforeEach
  void box() throws IOException {
    file = folder.resolve("agent.yaml");
    Files.writeString(
        file,
        "data: state\nuplink: {broker: 'mqtt://127.0.0.1', tenant: t, store: s, device: d}\n"
            + camera("own"));
    supervisor = supervisor();
  }

  @Test
  void whatProvesItselfStays() throws InterruptedException {
    at(5, () -> supervisor.desire(7, camera("wanted")));
    run(60);

    assertThat(starts).containsExactly("own", "wanted");
    assertThat(supervisor.reported().state()).isEqualTo(ReportedConfig.State.APPLIED);

    starts.clear();
    supervisor = supervisor();
    run(nanosToSeconds() + 5);
    assertThat(starts).containsExactly("wanted");
  }

  @Test
  void aCameraThatDoesNotComeRollsBack() throws InterruptedException {
    blind.add("wanted");
    at(5, () -> supervisor.desire(7, camera("wanted")));
    run(180);

    assertThat(starts).containsExactly("own", "wanted", "own");
    ReportedConfig reported = supervisor.reported();
    assertThat(reported.state()).isEqualTo(ReportedConfig.State.ROLLED_BACK);
    assertThat(reported.reasons())
        .anySatisfy(r -> assertThat(r).contains("camera wanted: no picture"));
  }

  @Test
  void aCameraThatWasSilentBeforeIsNotBlamedOnTheConfiguration() throws InterruptedException {
    blind.add("own");
    at(5, () -> supervisor.desire(7, camera("own") + "box: renamed\n"));
    run(60);

    assertThat(supervisor.reported().state()).isEqualTo(ReportedConfig.State.APPLIED);
  }

  @Test
  void losingTheBrokerRollsBack() throws InterruptedException {
    at(5, () -> supervisor.desire(7, camera("wanted")));
    at(7, () -> connected = false);
    run(180);

    assertThat(supervisor.reported().state()).isEqualTo(ReportedConfig.State.ROLLED_BACK);
    assertThat(supervisor.reported().reasons()).anySatisfy(r -> assertThat(r).contains("broker"));
  }

  @Test
  void anAgentThatDoesNotStartRollsBack() throws InterruptedException {
    at(
        5,
        () -> {
          failing = true;
          supervisor.desire(7, camera("wanted"));
        });
    run(60);

    assertThat(starts).containsExactly("own", "wanted fails", "own");
    assertThat(supervisor.reported().reasons().getFirst()).contains("does not start with it");
  }

  @Test
  void whatIsNotValidIsNotEvenTried() throws InterruptedException {
    at(5, () -> supervisor.desire(7, "camras: []"));
    run(20);

    assertThat(starts).containsExactly("own");
    assertThat(supervisor.reported().state()).isEqualTo(ReportedConfig.State.REJECTED);
    assertThat(supervisor.reported().reasons().getFirst()).contains("did you mean cameras?");
  }

  @Test
  void aRestartIsARestart() throws InterruptedException {
    at(5, () -> supervisor.restart());
    run(20);

    assertThat(starts).containsExactly("own", "own");
  }

  @Test
  void theOwnConfigurationHasNoNet() {
    failing = true;

    assertThatThrownBy(() -> run(10)).isInstanceOf(AgentException.class);
  }

  private static String camera(String id) {
    return """
        cameras:
          - id: %s
            source: rtsp://camera/%s
            lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]
        """
        .formatted(id, id);
  }

  private Supervisor supervisor() {
    return new Supervisor(
        file,
        new ConfigReader(Map.of(), folder, "shop"),
        this::start,
        InstantSource.fixed(NOW),
        new Ticker() {
          @Override
          public long nanos() {
            return nanos;
          }

          @Override
          public void pause(long time) {}
        });
  }

  private Supervisor.RunningAgent start(AgentConfig config, BoxControl control, Setup setup) {
    String id = config.cameras().getFirst().id().value();
    if (failing) {
      failing = id.equals("own"); // only the next one fails
      starts.add(id + " fails");
      throw new AgentException("no model");
    }
    starts.add(id);
    return new Supervisor.RunningAgent() {
      @Override
      public BoxStatus status() {
        return box(config);
      }

      @Override
      public void configured() {}

      @Override
      public boolean goOver(AgentConfig next) {
        return false;
      }

      @Override
      public void tend() {}

      @Override
      public void close() {}
    };
  }

  private void at(int seconds, Runnable action) {
    steps.add(new Step(Duration.ofSeconds(seconds), action));
  }

  private long nanosToSeconds() {
    return Duration.ofNanos(nanos).toSeconds();
  }

  private void run(long seconds) throws InterruptedException {
    supervisor.run(
        time -> {
          nanos += time.toNanos();
          steps.removeIf(
              step -> {
                boolean due = nanos >= step.at().toNanos();
                if (due) {
                  step.action().run();
                }
                return due;
              });
          return nanosToSeconds() >= seconds;
        });
  }

  private BoxStatus box(AgentConfig config) {
    List<CameraStatus> cameras =
        config.cameras().stream().map(camera -> camera(camera.id())).toList();
    return new BoxStatus(
        config.box(),
        "0",
        NOW,
        Duration.ZERO,
        Duration.ZERO,
        ZoneOffset.UTC,
        Optional.empty(),
        Optional.empty(),
        cameras,
        new BoxStatus.JournalStatus(0, 0, false, false),
        new BoxStatus.DatabaseStatus(0, 0, Optional.empty()),
        new BoxStatus.DiskStatus(1, 1),
        Optional.of(
            new BoxStatus.UplinkState(
                "mqtt://broker", "t/s/d", connected, NOW, Optional.empty(), 0, Optional.empty())),
        List.of());
  }

  private CameraStatus camera(CameraId id) {
    boolean sees = !blind.contains(id.value());
    return new CameraStatus(
        id,
        "rtsp://camera/" + id.value(),
        sees ? CameraState.STREAMING : CameraState.BACKING_OFF,
        NOW,
        0,
        0,
        Optional.empty(),
        new Throughput(0, 0, sees ? 100 : 0, 0, CameraStatus.Looks.NONE, Optional.empty()),
        Optional.empty(),
        0,
        Duration.ZERO,
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        List.of(),
        List.of());
  }
}
