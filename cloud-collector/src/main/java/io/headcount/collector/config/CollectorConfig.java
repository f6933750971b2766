package io.headcount.collector.config;

import io.headcount.program.settings.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that a collector is told. Immutable.
 *
 * @param name of this collector among others; part of its topics
 * @param data folder of all that it keeps itself
 * @param warnings what is odd in the file and yet allowed
 */
public record CollectorConfig(
    String name,
    Path data,
    DatabaseConfig database,
    BrokerConfig broker,
    HttpConfig http,
    RetentionConfig retention,
    List<Problem> warnings) {
  public CollectorConfig {
    warnings = List.copyOf(warnings);
  }
}
