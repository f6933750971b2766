package io.headcount.delivery.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** Paho's client on a line that is already there. Thread-safe. */
final class PahoClient extends MqttAsyncClient {
  /** Never looked up: the line is there. */
  private static final String ADDRESS = "tcp://wire";

  /** Paho logs what it also reports, with stack traces. Held, or its level is forgotten. */
  private static final Logger PAHO_LOG = Logger.getLogger("org.eclipse.paho");

  private final Wire wire;

  PahoClient(String clientId, Wire wire, Pinger pinger, PahoThreads threads) throws MqttException {
    super(ADDRESS, clientId, new MemoryPersistence(), pinger, threads);
    this.wire = wire;
    PAHO_LOG.setLevel(Level.OFF);
    setManualAcks(true);
  }

  @Override
  protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions options) {
    return new NetworkModule[] {wire};
  }

  /** What a session asks of the broker. */
  static MqttConnectionOptions options(
      LinkOptions options, LinkTimings timings, Optional<Will> will) {
    MqttConnectionOptions wanted = new MqttConnectionOptions();
    wanted.setAutomaticReconnect(false);
    wanted.setCleanStart(options.cleanStart());
    wanted.setSessionExpiryInterval(options.sessionExpiry().toSeconds());
    wanted.setReceiveMaximum(options.receiveMaximum());
    wanted.setKeepAliveInterval((int) timings.keepAlive().toSeconds());
    options
        .credentials()
        .ifPresent(
            known -> {
              wanted.setUserName(known.user());
              wanted.setPassword(known.password().getBytes(StandardCharsets.UTF_8));
            });
    will.ifPresent(last -> set(last, wanted));
    return wanted;
  }

  private static void set(Will will, MqttConnectionOptions wanted) {
    MqttProperties properties = new MqttProperties();
    properties.setWillDelayInterval(will.delay().toSeconds());
    wanted.setWillMessageProperties(properties);
    wanted.setWill(
        will.topic(), new MqttMessage(will.payload(), 1, will.retained(), new MqttProperties()));
  }

  /** What became of the connecting. */
  record Outcome(Consumer<IMqttToken> accepted, Consumer<Throwable> refused)
      implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      accepted.accept(token);
    }

    @Override
    public void onFailure(@Nullable IMqttToken token, Throwable cause) {
      refused.accept(cause);
    }
  }

  /** What comes unasked. */
  interface Arrivals extends MqttCallback {
    @Override
    default void mqttErrorOccurred(MqttException exception) {
      // the session ends as well, and says why
    }

    @Override
    default void deliveryComplete(IMqttToken token) {
      // the publish has its own listener
    }

    @Override
    default void connectComplete(boolean reconnect, String address) {
      // the connect has its own listener
    }

    @Override
    default void authPacketArrived(int reasonCode, MqttProperties properties) {
      // no such method is offered
    }

    @Override
    void messageArrived(String topic, MqttMessage message);

    @Override
    void disconnected(MqttDisconnectResponse response);
  }
}
