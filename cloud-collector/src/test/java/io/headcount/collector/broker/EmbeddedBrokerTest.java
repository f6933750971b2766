package io.headcount.collector.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {
  @TempDir Path folder;

  static final Access DEVICES =
      (user, password, clientId) -> {
        String[] levels = user.split("/", -1);
        return levels.length == 3 && new String(password).equals("secret")
            ? Optional.of(new Principal.Device(levels[0], levels[1], levels[2]))
            : Optional.empty();
      };

  @Test
  void aDeviceReachesTheCollectorAndBack() throws Exception {
    long t0 = System.nanoTime();
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.loopback(folder, 0), DEVICES)) {
      System.err.println("START MS " + (System.nanoTime() - t0) / 1e6 + " " + broker.address());
      try (Client collector =
              Client.connect(
                  broker.address(), broker.collector().user(), broker.collector().reveal());
          Client device = Client.connect(broker.address(), Probes.DEVICE, "secret")) {
        System.err.println("CONNACK " + collector.connack());
        System.err.println("nosub " + device.publish(Probes.own("data"), "one", false));
        assertThat(collector.subscribe("$share/collectors/headcount/v1/+/+/+/data")).isEqualTo(1);
        assertThat(device.subscribe(Probes.own("ack"))).isEqualTo(1);
        assertThat(device.publish(Probes.own("data"), "one", false)).isZero();
        assertThat(collector.next().payload()).isEqualTo("one");
        assertThat(collector.publish(Probes.own("ack"), "got it", true)).isZero();
        assertThat(device.next().payload()).isEqualTo("got it");
        System.err.println(
            "topics " + Probes.topics().size() + " filters " + Probes.filters().size());
        System.err.println("foreign " + device.publish("headcount/v1/acme/s1/d2/data", "x", false));
        System.err.println("foreign " + device.subscribe("headcount/v1/acme/s1/d2/ack"));
        System.err.println(
            "foreign share " + device.subscribe("$share/x/headcount/v1/acme/s1/d2/ack"));
      }
    }
  }
}
