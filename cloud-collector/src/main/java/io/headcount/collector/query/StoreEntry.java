package io.headcount.collector.query;

import java.time.ZoneId;

/** A store. Immutable. */
public record StoreEntry(String store, ZoneId zone, boolean simulated, int devices) {}
