package io.headcount.collector.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.AttributeKey;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;

/**
 * Makes devices wait at the socket when they bring more than is fetched, first come first served: a
 * connection is read on when its last message is dealt with and there is room. Without it the
 * memory fills, and then acknowledgements, births and wills are refused along with the data.
 * Thread-safe.
 */
final class Turnstile {
  private static final AttributeKey<AtomicInteger> UNANSWERED =
      AttributeKey.valueOf(Turnstile.class, "unanswered");
  private static final long LOOK_AGAIN_MS = 10;

  /** What one connection brings at a time, roughly. */
  private static final long MESSAGE_BYTES = 1 << 16;

  private final LongSupplier waitingBytes;
  private final long room;
  // each an open connection, which leaves when it closes; guarded by this
  private final Set<Channel> line = new LinkedHashSet<>();
  private boolean looking; // guarded by this

  /**
   * @param waitingBytes in the broker at the moment
   * @param room bytes that may wait before devices have to
   */
  Turnstile(LongSupplier waitingBytes, long room) {
    this.waitingBytes = waitingBytes;
    this.room = room;
  }

  MQTTInterceptor incoming() {
    return (packet, connection) -> {
      if (packet instanceof MqttPublishMessage publish && !Guard.isCollector(connection)) {
        came(publish, Doorman.channel(connection));
      }
      return true;
    };
  }

  MQTTInterceptor outgoing() {
    return (packet, connection) -> {
      if (answers(packet) && !Guard.isCollector(connection)) {
        answered(Doorman.channel(connection));
      }
      return true;
    };
  }

  private static boolean answers(MqttMessage packet) {
    MqttMessageType type = packet.fixedHeader().messageType();
    return type == MqttMessageType.PUBACK || type == MqttMessageType.PUBREC;
  }

  private void came(MqttPublishMessage publish, Channel channel) {
    if (publish.fixedHeader().qosLevel() == MqttQoS.AT_MOST_ONCE) {
      go(channel); // nobody will answer it
    } else {
      unanswered(channel).incrementAndGet();
      channel.config().setAutoRead(false);
    }
  }

  private void answered(Channel channel) {
    if (unanswered(channel).decrementAndGet() == 0) {
      go(channel);
    }
  }

  private AtomicInteger unanswered(Channel channel) {
    AtomicInteger known = channel.attr(UNANSWERED).get();
    if (known != null) {
      return known;
    }
    AtomicInteger none = new AtomicInteger();
    AtomicInteger other = channel.attr(UNANSWERED).setIfAbsent(none);
    if (other != null) {
      return other;
    }
    channel.closeFuture().addListener(_ -> leave(channel));
    return none;
  }

  private synchronized void go(Channel channel) {
    if (line.isEmpty() && waitingBytes.getAsLong() < room) {
      channel.config().setAutoRead(true);
      return;
    }
    channel.config().setAutoRead(false);
    unanswered(channel); // so that it leaves the line when it closes
    if (channel.isOpen()) {
      line.add(channel);
      lookAgain(channel);
    }
  }

  private synchronized void leave(Channel channel) {
    line.remove(channel);
  }

  private void lookAgain(Channel first) {
    if (!looking) {
      looking = true;
      // cancelled only when all connections are
      Future<?> _ = first.eventLoop().schedule(this::look, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** Lets as many go on as there is room for what they will bring. */
  private synchronized void look() {
    looking = false;
    long free = room - waitingBytes.getAsLong();
    Iterator<Channel> next = line.iterator();
    for (; free > 0 && next.hasNext(); free -= MESSAGE_BYTES) {
      next.next().config().setAutoRead(true);
      next.remove();
    }
    if (next.hasNext()) {
      lookAgain(next.next());
    }
  }
}
