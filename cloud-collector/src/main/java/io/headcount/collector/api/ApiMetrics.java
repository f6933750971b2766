package io.headcount.collector.api;

import io.headcount.collector.query.By;
import io.headcount.collector.query.Current;
import io.headcount.collector.query.DeviceEntry;
import io.headcount.collector.query.Gaps;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Selection;
import io.headcount.collector.query.StoreNow;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The stores and devices that a token may see in Prometheus text form, read when it is scraped.
 * Thread-safe.
 */
final class ApiMetrics {
  private final Queries queries;
  private final LiveStreams streams;
  private final Supplier<MetricSnapshots> program;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /**
   * Reads when asked.
   *
   * @param program what the program tells of itself
   */
  ApiMetrics(Queries queries, LiveStreams streams, Supplier<MetricSnapshots> program) {
    this.queries = queries;
    this.streams = streams;
    this.program = program;
  }

  void send(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    Selection selection = Selection.of(caller.reads(), By.STORE);
    List<MetricSnapshot> all = new ArrayList<>();
    program.get().forEach(all::add);
    stores(selection, all);
    devices(selection, all);
    gaps(queries.gaps().totals(selection), all);
    all.add(
        gauge("headcount_live_streams", "Open event streams")
            .dataPoint(point(streams.openStreams(), Labels.EMPTY))
            .build());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics cannot be written", e);
    }
    response
        .header(HeaderNames.CONTENT_TYPE, PrometheusTextFormatWriter.CONTENT_TYPE)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(out.toByteArray());
  }

  private void stores(Selection selection, List<MetricSnapshot> all) {
    GaugeSnapshot.Builder in = gauge("headcount_store_in_today", "Who came in since midnight");
    GaugeSnapshot.Builder out = gauge("headcount_store_out_today", "Who went out since midnight");
    GaugeSnapshot.Builder inside = gauge("headcount_store_inside", "Estimate of who is inside");
    GaugeSnapshot.Builder latest =
        gauge("headcount_store_latest_timestamp_seconds", "End of the latest minute");
    Current current = queries.current();
    OptionalInt offset = OptionalInt.of(0);
    while (offset.isPresent()) {
      Page<StoreNow> page = current.stores(selection, new Page.Range(offset.getAsInt(), Page.MOST));
      for (StoreNow store : page.items()) {
        Labels labels =
            Labels.of("store", store.store(), "simulated", Boolean.toString(store.simulated()));
        store.soFar().ifPresent(p -> in.dataPoint(point((double) p.values().in(), labels)));
        store.soFar().ifPresent(p -> out.dataPoint(point((double) p.values().out(), labels)));
        store.inside().ifPresent(n -> inside.dataPoint(point((double) n.inside(), labels)));
        store.freshTo().ifPresent(at -> latest.dataPoint(point(seconds(at), labels)));
      }
      offset = page.next();
    }
    all.addAll(List.of(in.build(), out.build(), inside.build(), latest.build()));
  }

  private void devices(Selection selection, List<MetricSnapshot> all) {
    GaugeSnapshot.Builder online = gauge("headcount_device_online", "1 while it is connected");
    GaugeSnapshot.Builder seen =
        gauge("headcount_device_last_seen_timestamp_seconds", "When it was last heard");
    GaugeSnapshot.Builder backlog =
        gauge("headcount_device_backlog", "Records that wait on the device");
    OptionalInt offset = OptionalInt.of(0);
    while (offset.isPresent()) {
      Page<DeviceEntry> page =
          queries.catalogue().devices(selection, new Page.Range(offset.getAsInt(), Page.MOST));
      for (DeviceEntry device : page.items()) {
        Labels labels =
            Labels.of(
                "store",
                device.store(),
                "device",
                device.device(),
                "simulated",
                Boolean.toString(device.simulated()));
        online.dataPoint(point(device.online() ? 1 : 0, labels));
        seen.dataPoint(point(seconds(device.lastSeen()), labels));
        device.health().ifPresent(h -> backlog.dataPoint(point((double) h.backlog(), labels)));
      }
      offset = page.next();
    }
    all.addAll(List.of(online.build(), seen.build(), backlog.build()));
  }

  private static void gaps(Gaps.Totals totals, List<MetricSnapshot> all) {
    all.add(
        single("headcount_missing_ranges", "Ranges that never came", (double) totals.missing()));
    all.add(single("headcount_tombstones", "Ranges declared empty", (double) totals.tombstones()));
    all.add(single("headcount_quarantined", "Records put aside", (double) totals.quarantined()));
    all.add(single("headcount_dead_letters", "Messages put aside", (double) totals.deadLetters()));
  }

  private static GaugeSnapshot single(String name, String help, double value) {
    return gauge(name, help).dataPoint(point(value, Labels.EMPTY)).build();
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }
}
