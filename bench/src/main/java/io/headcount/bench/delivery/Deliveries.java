package io.headcount.bench.delivery;

import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.ContractException;
import io.headcount.contract.Leaf;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.Session;
import java.net.URI;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Listens beside the collector, to see what is delivered more than once. Thread-safe. */
final class Deliveries implements LinkListener, AutoCloseable {
  private final BatchCodec codec = new BatchCodec();
  private final Map<String, BitSet> seen = new ConcurrentHashMap<>(); // one for each box
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong again = new AtomicLong();
  private final MqttLink link;

  @SuppressWarnings("this-escape") // the link is the last to be made
  Deliveries(URI broker) {
    link =
        MqttLink.start(
            LinkOptions.to(broker, "bench-observer").withReceiveMaximum(1000),
            LinkTimings.DEFAULT,
            Optional::empty,
            this,
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault(),
            "bench-observer");
  }

  @Override
  public void connected(Session session) {
    session.subscribe(Topic.ofAllDevices(Leaf.DATA));
  }

  @Override
  public void message(Session session, Message message) {
    try {
      Batch batch = codec.read(message.payload());
      BitSet had = seen.computeIfAbsent(message.topic(), _ -> new BitSet());
      synchronized (had) {
        for (long seq = batch.from(); seq <= batch.to(); seq++) {
          delivered.incrementAndGet();
          if (had.get((int) seq)) {
            again.incrementAndGet();
          }
          had.set((int) seq);
        }
      }
    } catch (ContractException e) {
      throw new IllegalStateException("no batch on " + message.topic(), e);
    } finally {
      message.acknowledge();
    }
  }

  @Override
  public void disconnected(Session session, String reason) {}

  /** Records that went by, each time. */
  long delivered() {
    return delivered.get();
  }

  /** Records that went by although they had before. */
  long again() {
    return again.get();
  }

  @Override
  public void close() {
    link.close();
  }
}
