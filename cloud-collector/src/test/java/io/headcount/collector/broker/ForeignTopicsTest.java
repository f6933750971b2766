package io.headcount.collector.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One device against every topic that is not its own. */
final class ForeignTopicsTest {
  private static final int REFUSED = 0x87;
  private static final int BAD_LOGIN = 0x86;

  @TempDir static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(BrokerOptions.loopback(folder, 0), EmbeddedBrokerTest.DEVICES);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void thereAreAThousandProbes() {
    assertThat(Probes.topics().size() + Probes.wills().size() + Probes.filters().size())
        .isGreaterThan(1_000);
  }

  @Test
  void everyForeignTopicIsRefusedForMessages() throws Exception {
    List<String> allowed = new ArrayList<>();
    try (Client device = device()) {
      for (String topic : Probes.topics()) {
        if (device.publish(topic, "x", true) != REFUSED) {
          allowed.add(topic);
        }
      }
    }
    assertThat(allowed).isEmpty();
  }

  @Test
  void everyForeignFilterIsRefusedForSubscriptions() throws Exception {
    List<String> allowed = new ArrayList<>();
    try (Client device = device()) {
      for (String filter : Probes.filters()) {
        if (device.subscribe(filter) != REFUSED) {
          allowed.add(filter);
        }
      }
    }
    assertThat(allowed).isEmpty();
  }

  /** All at once, since the client takes a second to see that it was refused. */
  @Test
  void everyForeignTopicIsRefusedForLastWills() throws Exception {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<Integer>> answers = new LinkedHashMap<>();
      for (String topic : Probes.wills()) {
        answers.put(topic, each.submit(() -> knock(broker.address(), topic)));
      }
      for (Map.Entry<String, Future<Integer>> answer : answers.entrySet()) {
        assertThat(answer.getValue().get()).as(answer.getKey()).isEqualTo(BAD_LOGIN);
      }
    }
  }

  @Test
  void whatIsItsOwnIsAllowed() throws Exception {
    assertThat(Probes.UP)
        .allSatisfy(kind -> assertThat(knock(broker.address(), Probes.own(kind))).isZero());
    try (Client device = device()) {
      assertThat(Probes.UP)
          .allSatisfy(kind -> assertThat(device.publish(Probes.own(kind), "x", true)).isZero());
      assertThat(device.publish("homeassistant/sensor/acme-s1-d1/door_in/config", "x", true))
          .isZero();
      assertThat(Probes.DOWN)
          .allSatisfy(kind -> assertThat(device.subscribe(Probes.own(kind))).isOne());
      assertThat(device.subscribe(Probes.COLLECTORS)).isOne();
    }
  }

  @Test
  void aQueueCannotBeNamedInATopic() throws Exception {
    for (String trick : List.of("::", "::x", "::_collector.headcount/v1/acme/s1/d1/data")) {
      try (Client device = device()) {
        assertThat(device.publish(Probes.own("data") + trick, "x", false))
            .isEqualTo(Client.DISCONNECTED);
      }
      try (Client device = device()) {
        assertThat(device.subscribe(Probes.own("ack") + trick)).isEqualTo(Client.DISCONNECTED);
      }
      assertThat(knock(broker.address(), Probes.own("state") + trick)).isNotZero();
    }
  }

  @Test
  void nobodyEntersWithoutTheRightPassword() {
    URI address = broker.address();
    for (String[] login :
        new String[][] {
          {"", ""},
          {"", "secret"},
          {Probes.DEVICE, ""},
          {Probes.DEVICE, "Secret"},
          {"_collector", "secret"},
          {"ACTIVEMQ.CLUSTER.ADMIN.USER", "secret"},
          {"ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"},
          {"acme/s1/+", "wrong"}
        }) {
      assertThat(Client.knock(address, login[0], login[1], "x", options -> {}))
          .as(login[0])
          .isEqualTo(BAD_LOGIN);
    }
  }

  @Test
  void aDeviceCannotPushOutAnother() throws Exception {
    try (Client victim = device();
        Client collector =
            Client.connect(
                broker.address(), broker.collector().user(), broker.collector().reveal());
        Client thief =
            Client.connect(
                broker.address(), "other/s9/d9", "secret", Probes.DEVICE, options -> {});
        Client another =
            Client.connect(
                broker.address(), "other/s9/d8", "secret", "_collector", options -> {})) {
      assertThat(victim.publish(Probes.own("data"), "still here", false)).isZero();
      assertThat(collector.publish(Probes.own("cmd"), "still here", false)).isZero();
      assertThat(thief.isConnected()).isTrue();
      assertThat(another.isConnected()).isTrue();
    }
  }

  private static Client device() throws MqttException {
    return Client.connect(broker.address(), Probes.DEVICE, "secret");
  }

  private static int knock(URI address, String will) {
    return Client.knock(
        address,
        Probes.DEVICE,
        "secret",
        Probes.DEVICE,
        options -> options.setWill(will, new MqttMessage(new byte[] {'x'}, 1, true, null)));
  }
}
