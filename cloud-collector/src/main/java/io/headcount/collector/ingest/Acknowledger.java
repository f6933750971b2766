package io.headcount.collector.ingest;

import io.headcount.collector.history.Standing;
import io.headcount.contract.Ack;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.PublishResult;
import io.headcount.delivery.link.Session;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells boxes what is stored of theirs: the newest standing of each, at most every {@link
 * #PAUSE_MILLIS}. Thread-safe.
 */
final class Acknowledger {
  /** A flood of small batches is answered by few acknowledgements. */
  static final int PAUSE_MILLIS = 100;

  private final Supplier<String> generation;
  private final Meter meter;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();

  /** What is to be told; one entry for each device at most, gone once the broker has it. */
  private final Map<DeviceAddress, Standing> due = new LinkedHashMap<>();

  Acknowledger(Supplier<String> generation, Meter meter, InstantSource clock) {
    this.generation = generation;
    this.meter = meter;
    this.clock = clock;
  }

  /** Two transactions may come here in another order than they were committed in. */
  synchronized void due(Standing standing) {
    due.merge(standing.device(), standing, Acknowledger::later);
  }

  private static Standing later(Standing one, Standing other) {
    return saysLess(other, one) ? one : other;
  }

  /** Whether a standing says less of some stream than another one. */
  private static boolean saysLess(Standing said, Standing than) {
    for (Ack.Stream mine : said.streams()) {
      for (Ack.Stream theirs : than.streams()) {
        boolean same = mine.stream() == theirs.stream() && mine.epoch().equals(theirs.epoch());
        if (same && (mine.upto() < theirs.upto() || mine.known() < theirs.known())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Publishes what is due, as far as the session takes it. */
  synchronized void publish(Session session) {
    Iterator<Standing> next = due.values().iterator();
    while (next.hasNext()) {
      Standing standing = next.next();
      Ack ack = standing.ack(generation.get(), clock.instant(), meter.credit());
      boolean taken =
          session.publish(
              new Topic(standing.device(), Leaf.ACK).toString(),
              codec.write(ack).getBytes(StandardCharsets.UTF_8),
              Leaf.ACK.retained(),
              result -> retry(standing, result));
      if (!taken) {
        return;
      }
      next.remove();
    }
  }

  private void retry(Standing standing, PublishResult result) {
    boolean done = result instanceof PublishResult.Acknowledged answer && !answer.refused();
    if (!done) {
      synchronized (this) {
        due.merge(standing.device(), standing, (now, lost) -> saysLess(now, lost) ? lost : now);
      }
    }
  }
}
