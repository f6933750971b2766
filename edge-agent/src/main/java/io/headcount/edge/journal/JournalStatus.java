package io.headcount.edge.journal;

import java.util.List;
import java.util.Optional;

/**
 * How the journal does. Immutable.
 *
 * @param appended entries since it was opened
 * @param bytes on disk, all files
 * @param paused why nothing is appended now, absent when all is well
 * @param damaged entries found unreadable since it was opened
 * @param quarantined files in the quarantine folder
 * @param losses where, oldest first, the last {@value Losses#KEPT} of them
 */
public record JournalStatus(
    long appended,
    long bytes,
    Optional<String> paused,
    long damaged,
    int quarantined,
    List<Loss> losses) {
  public JournalStatus {
    losses = List.copyOf(losses);
  }
}
