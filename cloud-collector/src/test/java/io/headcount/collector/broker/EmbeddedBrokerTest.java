package io.headcount.collector.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the broker behaves where the protocol of the boxes relies on it. */
final class EmbeddedBrokerTest {
  private static final String SHARED = "$share/collectors/headcount/v1/+/+/+/data";

  @TempDir Path folder;

  static final Access DEVICES =
      (user, password, clientId) -> {
        String[] levels = user.split("/", -1);
        return levels.length == 3 && !levels[2].equals("+") && new String(password).equals("secret")
            ? Optional.of(new Principal.Device(levels[0], levels[1], levels[2]))
            : Optional.empty();
      };

  @Test
  void tellsItsLimits() throws Exception {
    try (EmbeddedBroker broker = start();
        Client device = device(broker)) {
      assertThat(device.connack().getReceiveMaximum()).isEqualTo(64);
      assertThat(device.connack().getMaximumPacketSize()).isEqualTo((1L << 20) + 65536);
      assertThat(broker.collector().toString()).doesNotContain(broker.collector().reveal());
    }
  }

  @Test
  void takesAMebibyteAndNotMuchMore() throws Exception {
    try (EmbeddedBroker broker = start();
        Client collector = collector(broker, "a");
        Client device = device(broker)) {
      collector.subscribe(SHARED);
      assertThat(device.publish(Probes.own("data"), new byte[1 << 20], false, 1)).isZero();
      assertThat(collector.next().payload()).hasSize(1 << 20);
      assertThat(device.publish(Probes.own("data"), new byte[3 << 20], false, 1))
          .isEqualTo(Client.DISCONNECTED);
    }
  }

  /**
   * So a box cannot learn from it that nobody listens: the collector's retained state says that.
   */
  @Test
  void answersWithSuccessWhenNobodySubscribes() throws Exception {
    try (EmbeddedBroker broker = start();
        Client device = device(broker)) {
      assertThat(device.publish(Probes.own("data"), "x", false)).isZero();
    }
  }

  @Test
  void sharesMessagesAmongCollectors() throws Exception {
    try (EmbeddedBroker broker = start();
        Client one = collector(broker, "a");
        Client two = collector(broker, "b");
        Client device = device(broker)) {
      one.subscribe(SHARED);
      two.subscribe(SHARED);
      for (int i = 0; i < 40; i++) {
        assertThat(device.publish(Probes.own("data"), "m" + i, false)).isZero();
      }
      for (int i = 0; i < 20; i++) {
        one.next();
        two.next();
      }
      assertThat(one.received).isEmpty();
      assertThat(two.received).isEmpty();
    }
  }

  /** Twelve times, since some brokers give a message up after ten. */
  @Test
  void deliversAgainWhatWasNotAcknowledged() throws Exception {
    try (EmbeddedBroker broker = start();
        Client device = device(broker)) {
      for (int i = 0; i < 12; i++) {
        try (Client collector = keeping(broker)) {
          if (i == 0) {
            collector.subscribe(SHARED);
            device.publish(Probes.own("data"), "once", false);
          }
          assertThat(collector.next().payload()).isEqualTo("once");
          collector.cut();
        }
      }
      try (Client collector = keeping(broker)) {
        Client.Received message = collector.next();
        assertThat(message.payload()).isEqualTo("once");
        collector.acknowledge(message);
        Waiting.until(() -> broker.waiting() == 0);
      }
    }
  }

  @Test
  void aRestartKeepsRetainedMessagesAndForgetsSessions() throws Exception {
    try (EmbeddedBroker broker = start();
        Client collector = keeping(broker);
        Client device = device(broker)) {
      collector.subscribe(SHARED);
      collector.publish(Probes.own("ack"), "first", true);
      collector.publish(Probes.own("ack"), "kept", true);
      collector.disconnect();
      device.publish(Probes.own("data"), "for a session that ends", false);
    }
    try (EmbeddedBroker broker = start();
        Client device = device(broker);
        Client collector = keeping(broker)) {
      assertThat(broker.queues()).noneMatch(name -> name.startsWith("collectors."));
      device.subscribe(Probes.own("ack"));
      assertThat(device.next())
          .satisfies(message -> assertThat(message.payload()).isEqualTo("kept"))
          .satisfies(message -> assertThat(message.retained()).isTrue());
      collector.subscribe(SHARED);
      device.publish(Probes.own("data"), "new", false);
      assertThat(collector.next().payload()).isEqualTo("new");
    }
  }

  @Test
  void aSessionThatEndsLeavesNoQueue() throws Exception {
    try (EmbeddedBroker broker = start()) {
      try (Client collector = collector(broker, "a");
          Client device = device(broker)) {
        collector.subscribe(SHARED);
        device.subscribe(Probes.own("ack"));
        assertThat(broker.queues()).hasSize(2);
        collector.disconnect();
        device.cut();
      }
      Waiting.until(() -> broker.queues().isEmpty());
    }
  }

  @Test
  void carriesOutLastWillsAtOnceAndDelayed() throws Exception {
    try (EmbeddedBroker broker = start();
        Client collector = collector(broker, "a")) {
      collector.subscribe("headcount/v1/+/+/+/state");
      for (long delay : List.of(0L, 1L)) {
        try (Client device =
            Client.connect(
                broker.address(), Probes.DEVICE, "secret", "x", options -> will(options, delay))) {
          device.cut();
        }
        assertThat(will(collector)).isEqualTo("gone");
      }
    }
  }

  /**
   * Where two of its threads see a session end at once, the library sends its will again, empty.
   */
  private static String will(Client collector) throws InterruptedException {
    String payload = collector.next().payload();
    return payload.isEmpty() ? collector.next().payload() : payload;
  }

  /** 16 MiB for a subscriber that is away, where 8 are allowed. */
  @Test
  void whoBringsMoreThanIsFetchedWaitsAndNobodyElseDoes() throws Exception {
    BrokerOptions small =
        new BrokerOptions(
            folder, "127.0.0.1", 0, Optional.empty(), 8L << 20, (1 << 20) + 65536, 64, 100);
    AtomicInteger taken = new AtomicInteger();
    try (EmbeddedBroker broker = EmbeddedBroker.start(small, DEVICES);
        Client device = device(broker)) {
      try (Client away = keeping(broker)) {
        away.subscribe(SHARED);
        away.disconnect();
      }
      Thread bringing =
          Thread.startVirtualThread(
              () -> {
                while (taken.get() < 64
                    && device.publish(Probes.own("data"), new byte[256 << 10], false, 1) == 0) {
                  taken.incrementAndGet();
                }
              });
      Waiting.until(() -> taken.get() >= 16);
      try (Client collector = collector(broker, "a")) {
        assertThat(collector.publish(Probes.own("ack"), "x", true)).isZero();
      }
      assertThat(taken).hasValueLessThan(24);
      try (Client back = keeping(broker)) {
        for (int i = 0; i < 64; i++) {
          back.acknowledge(back.next());
        }
        Waiting.until(() -> broker.waiting() == 0);
      }
      bringing.join();
      assertThat(taken).hasValue(64);
      assertThat(device.publish(Probes.own("data"), "x", false)).isZero();
    }
  }

  @Test
  void oneFolderIsForOneBroker() {
    try (EmbeddedBroker broker = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("another collector's broker uses the folder " + folder);
      assertThat(broker.queues()).isEmpty();
    }
    start().close();
  }

  @Test
  void saysWhatIsWrongWithItsFiles() {
    BrokerOptions.Tls missing = new BrokerOptions.Tls(Path.of("/no/cert"), Path.of("/no/key"));
    assertThatThrownBy(
            () ->
                EmbeddedBroker.start(
                    BrokerOptions.encrypted(folder, "127.0.0.1", 0, missing), DEVICES))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("/no/cert");
    assertThatThrownBy(
            () ->
                new BrokerOptions(
                    folder, "0.0.0.0", 0, Optional.empty(), 8L << 20, 1 << 20, 64, 100))
        .hasMessageContaining("plain text on 0.0.0.0");
    assertThat(Files.exists(folder.resolve("journal"))).isFalse();
  }

  private EmbeddedBroker start() {
    return EmbeddedBroker.start(BrokerOptions.loopback(folder, 0), DEVICES);
  }

  private static Client device(EmbeddedBroker broker) throws MqttException {
    return Client.connect(broker.address(), Probes.DEVICE, "secret");
  }

  private static Client collector(EmbeddedBroker broker, String id) throws MqttException {
    return Client.connect(
        broker.address(), broker.collector().user(), broker.collector().reveal(), id, o -> {});
  }

  /** A collector whose session outlives its connection. */
  private static Client keeping(EmbeddedBroker broker) throws MqttException {
    return Client.connect(
        broker.address(),
        broker.collector().user(),
        broker.collector().reveal(),
        "keeping",
        true,
        options -> {
          options.setCleanStart(false);
          options.setSessionExpiryInterval(3600L);
        });
  }

  private static void will(MqttConnectionOptions options, long delay) {
    options.setWill(Probes.own("state"), new MqttMessage("gone".getBytes(UTF_8), 1, false, null));
    options.setSessionExpiryInterval(delay == 0 ? 0L : 60L);
    MqttProperties properties = new MqttProperties();
    properties.setWillDelayInterval(delay);
    options.setWillMessageProperties(properties);
  }
}
