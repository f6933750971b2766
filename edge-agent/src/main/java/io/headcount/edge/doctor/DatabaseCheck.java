package io.headcount.edge.doctor;

import io.headcount.edge.store.StateReader;
import io.headcount.edge.store.StoreException;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The database, where there is one, is whole; it is only read. */
final class DatabaseCheck implements Check {
  private final Path file;

  DatabaseCheck(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Finding run() {
    if (Files.notExists(file)) {
      return Finding.ok(name(), "none yet, the agent makes it");
    }
    StateReader reader = new StateReader(file);
    try {
      Optional<String> damage = reader.damage();
      return damage.isEmpty()
          ? Finding.ok(name(), "%s is whole, %d KiB".formatted(file, reader.bytes() >> 10))
          : Finding.fail(
              name(),
              "%s is damaged: %s".formatted(file, damage.get()),
              "restart the agent: it puts the file into quarantine and counts anew from the"
                  + " journal; look for errors of the disk with dmesg");
    } catch (StoreException e) {
      return Finding.fail(name(), file + " cannot be read", String.valueOf(e.getMessage()));
    }
  }
}
