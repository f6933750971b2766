package io.headcount.collector.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * How taking in stands. Immutable. Numbers count since the start of the program.
 *
 * @param connected to the broker
 * @param waiting messages that came and are not stored yet
 * @param messages stored for good
 * @param records that were new
 * @param duplicates numbers that were stored before and came again
 * @param quarantined records that were put aside
 * @param deadLetters messages that no history has a place for
 * @param commit how long one transaction takes lately
 * @param problem what a person should look at
 */
public record IngestStatus(
    boolean connected,
    int waiting,
    long messages,
    long records,
    long duplicates,
    long quarantined,
    long deadLetters,
    Duration commit,
    Optional<String> problem) {}
