package io.headcount.edge.journal;

import java.util.Optional;

/**
 * How the journal's writing does. Immutable.
 *
 * @param journal of the journal itself
 * @param waiting entries handed in and not yet appended
 * @param refused entries lost because the journal was paused, since the start
 * @param overflowed entries lost because the queue stayed full until the deadline, since the start
 * @param failure why the writer stopped for good, absent while it runs
 */
public record WriterStatus(
    JournalStatus journal,
    int waiting,
    long refused,
    long overflowed,
    Optional<JournalException> failure) {}
