package io.headcount.collector.server;

import io.headcount.collector.ingest.IngestStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What taking in tells of itself to Prometheus, read when it is asked. Thread-safe. */
final class IngestMetrics implements Supplier<MetricSnapshots> {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Supplier<IngestStatus> status;

  IngestMetrics(Supplier<IngestStatus> status) {
    this.status = status;
    gauge("headcount_broker_connected", "1 while connected", s -> s.connected() ? 1 : 0);
    gauge("headcount_ingest_waiting", "messages not stored yet", IngestStatus::waiting);
    gauge(
        "headcount_ingest_commit_seconds",
        "one transaction lately",
        s -> s.commit().toNanos() / 1e9);
    counter("headcount_ingest_messages", "messages stored", IngestStatus::messages);
    counter("headcount_ingest_records", "records that were new", IngestStatus::records);
    counter("headcount_ingest_duplicates", "numbers that came again", IngestStatus::duplicates);
    counter("headcount_ingest_quarantined", "records put aside", IngestStatus::quarantined);
    counter("headcount_ingest_dead_letters", "messages put aside", IngestStatus::deadLetters);
  }

  private void gauge(String name, String help, ToDoubleFunction<IngestStatus> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.applyAsDouble(status.get())))
        .register(registry);
  }

  private void counter(String name, String help, ToDoubleFunction<IngestStatus> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.applyAsDouble(status.get())))
        .register(registry);
  }

  @Override
  public MetricSnapshots get() {
    return registry.scrape();
  }
}
