package io.headcount.collector.query;

import io.headcount.collector.history.Places.Place;
import java.time.ZoneId;

/** A store. Immutable. */
public record StoreEntry(String store, ZoneId zone, boolean simulated, int devices, Place place) {}
