package io.headcount.collector.history;

import io.headcount.contract.Signed;
import java.time.Instant;

/** Signs a text that is to be told to one device. */
@FunctionalInterface
public interface Signer {
  /** The text with its signature, for the topic that it is published on. */
  Signed sign(long serial, Instant issued, String text);
}
