package io.headcount.collector.ingest;

import io.headcount.collector.history.Received;
import io.headcount.delivery.link.Message;

/** A message that is not stored yet, and the broker's copy of it. Immutable. */
record Pending(Received received, int bytes, Message message) {}
