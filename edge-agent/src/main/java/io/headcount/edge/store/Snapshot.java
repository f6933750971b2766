package io.headcount.edge.store;

/**
 * Where analytics stands. Immutable.
 *
 * @param position of the last journal entry that is part of it
 * @param revision configuration in force
 * @param state what is open, as JSON
 */
public record Snapshot(long position, String revision, String state) {}
