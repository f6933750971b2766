package io.headcount.collector.doctor;

import io.headcount.collector.server.CollectorException;
import io.headcount.collector.server.SigningKey;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that boxes know the collector by; shows its public half. */
record KeyCheck(Path file) implements Check {
  @Override
  public String name() {
    return "key";
  }

  @Override
  public Finding run() {
    // opening makes what is not there, and a doctor changes nothing
    if (Files.notExists(file)) {
      return Finding.ok(name(), file + " is not there yet, the collector makes it");
    }
    try {
      return Finding.ok(name(), "collector_key: " + SigningKey.open(file).publicText());
    } catch (CollectorException e) {
      return Finding.fail(name(), file + " cannot be used", String.valueOf(e.getMessage()));
    }
  }
}
