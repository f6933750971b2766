package io.headcount.collector.history;

/** The numbers that stand for a store. Immutable. */
record StoreKey(int tenant, int store) {}
