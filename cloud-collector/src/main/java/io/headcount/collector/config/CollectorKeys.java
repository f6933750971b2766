package io.headcount.collector.config;

import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Layout;
import java.util.List;

/** Every key of a collector's configuration file. */
final class CollectorKeys {
  static final Keys ROOT = Keys.of("", "name", "data", "database", "broker", "http", "retention");
  static final Keys DATABASE = Keys.of("database", "url", "user", "password_file", "pool");
  static final Keys BROKER =
      Keys.of(
          "broker",
          "url",
          "user",
          "password_file",
          "ca",
          "bind",
          "port",
          "certificate",
          "key",
          "receive_maximum",
          "session_expiry");
  static final Keys HTTP =
      Keys.of("http", "bind", "port", "certificate", "key", "behind_proxy", "allow", "url");
  static final Keys RETENTION = Keys.of("retention", "minutes", "hours", "days", "events", "audit");

  /** Every key has a default, so an empty file will do. */
  static final Layout LAYOUT = new Layout("", List.of(ROOT, DATABASE, BROKER, HTTP, RETENTION));

  private CollectorKeys() {}
}
