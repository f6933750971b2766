package io.headcount.collector.server;

import io.headcount.collector.ingest.IngestStatus;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/** What taking in tells of itself to Prometheus, read when it is asked. Thread-safe. */
final class IngestMetrics implements Supplier<MetricSnapshots> {
  private final Supplier<IngestStatus> status;

  IngestMetrics(Supplier<IngestStatus> status) {
    this.status = status;
  }

  @Override
  public MetricSnapshots get() {
    IngestStatus now = status.get();
    return MetricSnapshots.of(
        gauge("headcount_broker_connected", "1 while connected", now.connected() ? 1 : 0),
        gauge("headcount_ingest_waiting", "Messages not stored yet", now.waiting()),
        gauge(
            "headcount_ingest_commit_seconds",
            "How long one transaction takes lately",
            now.commit().toNanos() / 1e9),
        counter("headcount_ingest_messages", "Messages stored", now.messages()),
        counter("headcount_ingest_records", "Records that were new", now.records()),
        counter("headcount_ingest_duplicates", "Numbers that came again", now.duplicates()),
        counter("headcount_ingest_quarantined", "Records put aside", now.quarantined()),
        counter("headcount_ingest_dead_letters", "Messages put aside", now.deadLetters()));
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static CounterSnapshot counter(String name, String help, long value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value((double) value).build())
        .build();
  }
}
