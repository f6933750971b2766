package io.headcount.edge.status;

import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The status in Prometheus text form, read when it is scraped. Thread-safe. Series are as many as
 * cameras, lines and zones are configured.
 */
final class StatusMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final RecentStatus status;

  StatusMetrics(RecentStatus status, HostReadings host, LiveStreams streams) {
    this.status = status;
    box(streams);
    machine(host);
    cameras();
    counts();
    storage();
  }

  /** In Prometheus' text form. */
  String text() {
    return scraped().toString(StandardCharsets.UTF_8);
  }

  void send(ServerResponse response) {
    response
        .header(HeaderNames.CONTENT_TYPE, PrometheusTextFormatWriter.CONTENT_TYPE)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(scraped().toByteArray());
  }

  private ByteArrayOutputStream scraped() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics cannot be written", e);
    }
    return out;
  }

  private void box(LiveStreams streams) {
    GaugeWithCallback.builder()
        .name("headcount_agent")
        .help("1 while the agent runs; what it runs is in the labels")
        .labelNames("version", "model", "engine", "device")
        .callback(
            out -> {
              BoxStatus box = status.get();
              out.call(
                  1,
                  box.version(),
                  box.detector().map(d -> d.model()).orElse(""),
                  box.detector().map(d -> d.engine()).orElse(""),
                  box.detector().map(d -> d.device()).orElse(""));
            })
        .register(registry);
    gauge("headcount_uptime_seconds", "Time since start", () -> seconds(status.get().uptime()));
    gauge(
        "headcount_clock_behind_seconds",
        "How far the wall clock lies behind the latest time on record",
        () -> seconds(status.get().clockBehind()));
    gauge("headcount_live_streams", "Open live pictures", streams::openStreams);
    GaugeWithCallback.builder()
        .name("headcount_problems")
        .help("Problems to see to")
        .labelNames("severity")
        .callback(
            out -> {
              for (Severity severity : Severity.values()) {
                long count =
                    status.get().problems().stream()
                        .filter(problem -> problem.severity() == severity)
                        .count();
                out.call((double) count, label(severity));
              }
            })
        .register(registry);
  }

  private void machine(HostReadings host) {
    gauge("headcount_heap_bytes", "Used Java heap", () -> (double) host.newest().heapBytes());
    optional(
        "headcount_resident_bytes",
        "Memory of the agent",
        () -> host.newest().residentBytes().map(Long::doubleValue));
    optional(
        "headcount_host_memory_free_bytes",
        "Memory still to be had on the machine",
        () -> host.newest().memoryFreeBytes().map(Long::doubleValue));
    optional(
        "headcount_host_cpu_ratio", "Load of all cores, 0 to 1", () -> host.newest().cpuLoad());
    optional(
        "headcount_budget_cores",
        "Cores that detection may use",
        () -> status.get().budget().map(BoxStatus.BudgetState::cores));
    optional(
        "headcount_budget_used_cores",
        "Cores that detection used in the last minute",
        () -> status.get().budget().map(BoxStatus.BudgetState::used));
    optional(
        "headcount_host_temperature_celsius",
        "Temperature of the processor",
        () -> host.newest().temperatureCelsius());
  }

  private void cameras() {
    GaugeWithCallback.builder()
        .name("headcount_camera_state")
        .help("1 for the state the camera is in, 0 for the others")
        .labelNames("camera", "state")
        .callback(
            out -> {
              for (CameraStatus camera : status.get().cameras()) {
                for (CameraState state : CameraState.values()) {
                  out.call(camera.state() == state ? 1 : 0, camera.id().value(), label(state));
                }
              }
            })
        .register(registry);
    counter(
        "headcount_frames_processed_total",
        "Frames looked at",
        camera -> camera.throughput().processed());
    counter(
        "headcount_frames_dropped_total",
        "Frames that a newer one replaced before they were looked at",
        camera -> camera.throughput().dropped());
    counter(
        "headcount_frames_repeated_total",
        "Frames observed without a look, because nothing had moved",
        camera -> camera.throughput().looks().repeated());
    counter(
        "headcount_frames_left_out_total",
        "Frames that came sooner than needed",
        camera -> camera.throughput().looks().leftOut());
    counter(
        "headcount_looks_lost_total",
        "Looks that were wanted and for which there was no time",
        camera -> camera.throughput().looks().lost());
    counter(
        "headcount_reconnects_total", "Times a source was opened again", CameraStatus::reconnects);
    counter(
        "headcount_lost_seconds_total",
        "Time without a picture that should have been there",
        camera -> seconds(camera.lost()));
    perCamera(
        "headcount_frames_in_rate",
        "Frames a second the source delivers",
        c -> Optional.of(c.throughput().fpsIn()));
    perCamera(
        "headcount_frames_processed_rate",
        "Frames a second looked at",
        c -> Optional.of(c.throughput().fpsProcessed()));
    perCamera(
        "headcount_looks_wanted_rate",
        "Looks a second that what is to be seen calls for",
        c -> Optional.of(c.throughput().looks().wantedPerSecond()));
    perCamera(
        "headcount_looks_lost_ratio",
        "Share of the looks wanted in the last minute for which there was no time",
        c -> Optional.of(c.throughput().looks().lostShare()));
    perCamera(
        "headcount_last_frame_timestamp_seconds",
        "When the newest frame was done",
        c -> c.lastFrame().map(StatusMetrics::epochSeconds));
    perCamera(
        "headcount_detection_mean_seconds",
        "Mean time in the detector",
        c -> c.throughput().detection().map(d -> d.meanMillis() / 1000));
    perCamera(
        "headcount_detection_p95_seconds",
        "Time in the detector that 95 of 100 frames stay below",
        c -> c.throughput().detection().map(d -> d.p95Millis() / 1000));
    perCamera(
        "headcount_people", "People in the newest picture", c -> Optional.of((double) c.people()));
    perCamera(
        "headcount_statics",
        "Things that look like a person and never move",
        c -> Optional.of((double) c.statics()));
    perCamera(
        "headcount_coverage_ratio",
        "Observed share of the last closed minute",
        CameraStatus::coverage);
  }

  private void counts() {
    CounterWithCallback.builder()
        .name("headcount_crossings_total")
        .help("People who crossed a line")
        .labelNames("camera", "line", "direction")
        .callback(
            out -> {
              for (CameraStatus camera : status.get().cameras()) {
                String id = camera.id().value();
                camera
                    .lines()
                    .forEach(
                        line -> {
                          out.call((double) line.total().in(), id, line.id(), "in");
                          out.call((double) line.total().out(), id, line.id(), "out");
                        });
              }
            })
        .register(registry);
    perZone("headcount_zone_people", "People in a zone now", CameraStatus.ZoneStatus::now);
    perZone(
        "headcount_zone_visits_today",
        "Visits that ended since midnight",
        CameraStatus.ZoneStatus::visitsToday);
  }

  private void storage() {
    gauge(
        "headcount_journal_entries",
        "Entries in the journal",
        () -> status.get().journal().entries());
    gauge("headcount_journal_bytes", "Size of the journal", () -> status.get().journal().bytes());
    gauge(
        "headcount_journal_paused",
        "1 while nothing is appended",
        () -> status.get().journal().paused() ? 1 : 0);
    gauge(
        "headcount_journal_damaged",
        "1 when a part was set aside",
        () -> status.get().journal().damaged() ? 1 : 0);
    gauge(
        "headcount_database_bytes", "Size of the database", () -> status.get().database().bytes());
    gauge(
        "headcount_database_windows",
        "Closed minutes held",
        () -> status.get().database().windows());
    optional(
        "headcount_database_last_commit_timestamp_seconds",
        "Newest commit",
        () -> status.get().database().lastCommit().map(StatusMetrics::epochSeconds));
    optional(
        "headcount_uplink_connected",
        "1 while connected to the collector's broker",
        () -> status.get().uplink().map(uplink -> uplink.connected() ? 1.0 : 0.0));
    optional(
        "headcount_uplink_backlog",
        "Records that the collector lacks",
        () -> status.get().uplink().map(uplink -> (double) uplink.backlog()));
    optional(
        "headcount_uplink_last_ack_timestamp_seconds",
        "When the collector last said what it has",
        () ->
            status
                .get()
                .uplink()
                .flatMap(BoxStatus.UplinkState::lastAck)
                .map(StatusMetrics::epochSeconds));
    gauge(
        "headcount_disk_free_bytes",
        "Free space beside the data",
        () -> (double) status.get().disk().freeBytes());
    gauge(
        "headcount_disk_total_bytes",
        "Size of that file system",
        () -> (double) status.get().disk().totalBytes());
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    optional(name, help, () -> Optional.of(value.getAsDouble()));
  }

  private void optional(String name, String help, Supplier<Optional<Double>> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(out -> value.get().ifPresent(out::call))
        .register(registry);
  }

  private void perCamera(String name, String help, Function<CameraStatus, Optional<Double>> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("camera")
        .callback(
            out ->
                status
                    .get()
                    .cameras()
                    .forEach(
                        camera ->
                            value
                                .apply(camera)
                                .ifPresent(now -> out.call(now, camera.id().value()))))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<CameraStatus> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("camera")
        .callback(
            out ->
                status
                    .get()
                    .cameras()
                    .forEach(camera -> out.call(value.applyAsDouble(camera), camera.id().value())))
        .register(registry);
  }

  private void perZone(String name, String help, ToDoubleFunction<CameraStatus.ZoneStatus> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("camera", "zone")
        .callback(
            out ->
                status
                    .get()
                    .cameras()
                    .forEach(
                        camera ->
                            camera
                                .zones()
                                .forEach(
                                    zone ->
                                        out.call(
                                            value.applyAsDouble(zone),
                                            camera.id().value(),
                                            zone.id()))))
        .register(registry);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static double epochSeconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }
}
