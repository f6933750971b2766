package io.headcount.edge.agent;

import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.StoreDay;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.edge.count.CountsNow;
import io.headcount.edge.count.CountsNow.CameraCounts;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.edge.uplink.BoxReport;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What the collector hears of the box, from what its parts say of themselves. Thread-safe. */
final class UplinkReport implements BoxReport {
  private final AgentConfig config;
  private final UplinkConfig uplink;
  private final String version;
  private final Supplier<BoxStatus> status;
  private final Supplier<CountsNow> counts;
  private final InstantSource clock;

  UplinkReport(
      AgentConfig config,
      UplinkConfig uplink,
      String version,
      Supplier<BoxStatus> status,
      Supplier<CountsNow> counts,
      InstantSource clock) {
    this.config = config;
    this.uplink = uplink;
    this.version = version;
    this.status = status;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public String name() {
    return config.box();
  }

  @Override
  public String software() {
    return version;
  }

  @Override
  public ZoneId zone() {
    return config.zone();
  }

  @Override
  public String revision() {
    return config.revision();
  }

  @Override
  public List<Birth.Camera> cameras() {
    return config.cameras().stream().map(UplinkReport::camera).toList();
  }

  private static Birth.Camera camera(CameraConfig camera) {
    return new Birth.Camera(
        camera.id().value(),
        camera.scene().lines().stream()
            .map(line -> new Birth.Line(line.id(), word(line.policy())))
            .toList(),
        camera.scene().zones().stream()
            .map(zone -> new Birth.Zone(zone.id(), word(zone.type())))
            .toList());
  }

  @Override
  public StoreDay today() {
    CountsNow now = counts.get();
    Instant at = clock.instant();
    List<StoreDay.Camera> cameras = new ArrayList<>();
    for (CameraConfig camera : config.cameras()) {
      CameraCounts counted = now.cameras().get(camera.id());
      if (counted != null) {
        cameras.add(today(camera.id().value(), counted));
      }
    }
    String day = at.atZone(config.zone()).toLocalDate().toString();
    return new StoreDay(StoreDay.VERSION, at, day, false, cameras);
  }

  private static StoreDay.Camera today(String id, CameraCounts counted) {
    List<StoreDay.Line> lines = new ArrayList<>();
    counted
        .lines()
        .forEach((line, now) -> lines.add(new StoreDay.Line(line, now.inToday(), now.outToday())));
    List<StoreDay.Zone> zones = new ArrayList<>();
    counted
        .zones()
        .forEach(
            (zone, now) -> zones.add(new StoreDay.Zone(zone, now.present(), now.visitsToday())));
    return new StoreDay.Camera(id, lines, zones);
  }

  @Override
  public List<Birth.Certificate> certificates() {
    return Certificates.of(config.status(), config.dataDirectory(), uplink, clock);
  }

  @Override
  public Health health(Stored stored) {
    BoxStatus box = status.get();
    return new Health(
        Health.VERSION,
        clock.instant(),
        box.uptime().toSeconds(),
        stored.backlog(),
        stored.bytes(),
        uplink.budget(),
        stored.coarsened(),
        stored.evicted(),
        box.cameras().stream()
            .filter(camera -> camera.state() != CameraState.DISABLED)
            .map(
                camera ->
                    new Health.Camera(
                        camera.id().value(),
                        word(camera.state()),
                        camera.throughput().fpsProcessed()))
            .toList(),
        box.problems().stream().map(UplinkReport::problem).toList());
  }

  private static Health.Problem problem(BoxStatus.Problem problem) {
    return new Health.Problem(
        switch (problem.severity()) {
          case ERROR -> Health.Severity.ERROR;
          case WARNING -> Health.Severity.WARNING;
        },
        problem.text(),
        problem.cure());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
