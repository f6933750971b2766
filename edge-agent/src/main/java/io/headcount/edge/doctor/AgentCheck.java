package io.headcount.edge.doctor;

import io.headcount.edge.journal.JournalException;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether an agent runs with this data directory; either is well. */
final class AgentCheck implements Check {
  private final Supplier<Optional<String>> holder;

  /**
   * @param holder number of the process that writes the journal
   */
  AgentCheck(Supplier<Optional<String>> holder) {
    this.holder = holder;
  }

  @Override
  public String name() {
    return "agent";
  }

  @Override
  public Finding run() {
    try {
      return Finding.ok(
          name(),
          holder
              .get()
              .map(process -> "runs as process " + process + "; its journal is left alone")
              .orElse("does not run with this data directory"));
    } catch (JournalException e) {
      return Finding.warn(name(), "cannot be told", String.valueOf(e.getMessage()));
    }
  }
}
