package io.headcount.delivery.link;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadFactory;

/** Links for tests, less patient than real ones. */
final class Links {
  static final Backoff QUICK =
      new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMinutes(1));
  static final LinkTimings TIMINGS = timings(30, Duration.ofSeconds(20));

  private Links() {}

  static LinkTimings timings(int keepAliveSeconds, Duration stall) {
    return new LinkTimings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(keepAliveSeconds),
        stall,
        Duration.ofSeconds(3),
        QUICK);
  }

  static URI at(int port) {
    return URI.create("mqtt://127.0.0.1:" + port);
  }

  static MqttLink start(URI broker, String clientId, LinkListener listener) {
    return start(LinkOptions.to(broker, clientId), TIMINGS, listener);
  }

  static MqttLink start(LinkOptions options, LinkTimings timings, LinkListener listener) {
    return start(options, timings, listener, Thread.ofVirtual().factory());
  }

  static MqttLink start(
      LinkOptions options, LinkTimings timings, LinkListener listener, ThreadFactory threads) {
    return MqttLink.start(
        options,
        timings,
        Optional::empty,
        listener,
        InstantSource.system(),
        System::nanoTime,
        new Random(1),
        threads);
  }
}
