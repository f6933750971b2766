package io.headcount.collector.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/** A client of the tests. Confined to the test's thread but for what it receives. */
public final class Client implements AutoCloseable {
  /** In place of a reason code: the broker ended the connection. */
  static final int DISCONNECTED = 0xFFF;

  private static final long WAIT_MS = 20_000;

  /** A message as it came, with what acknowledging it by hand needs. */
  public record Received(
      String topic, String payload, boolean retained, boolean again, int id, int qos) {}

  public final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final MqttAsyncClient client;
  private MqttProperties connack = new MqttProperties();

  private Client(MqttAsyncClient client) {
    this.client = client;
  }

  public static Client connect(URI address, String user, String password) throws MqttException {
    return connect(address, user, password, user, options -> {});
  }

  public static Client connect(
      URI address, String user, String password, String id, Consumer<MqttConnectionOptions> change)
      throws MqttException {
    return connect(address, user, password, id, false, change);
  }

  /**
   * Connects with all choices.
   *
   * @param byHand whether messages count as received only after {@link #acknowledge}
   */
  public static Client connect(
      URI address,
      String user,
      String password,
      String id,
      boolean byHand,
      Consumer<MqttConnectionOptions> change)
      throws MqttException {
    MqttAsyncClient paho = new MqttAsyncClient(address.toString(), id, new MemoryPersistence());
    Client client = new Client(paho);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user.isEmpty() ? null : user);
    options.setPassword(password.isEmpty() ? null : password.getBytes(UTF_8));
    options.setCleanStart(true);
    options.setConnectionTimeout(20);
    options.setAutomaticReconnect(false);
    change.accept(options);
    paho.setCallback(client.callback());
    paho.setManualAcks(byHand);
    try {
      IMqttToken token = paho.connect(options);
      token.waitForCompletion(WAIT_MS);
      client.connack = token.getResponseProperties();
      return client;
    } catch (MqttException e) {
      paho.close(true);
      throw e;
    }
  }

  /** The reason code of a refused connection, 0 where it was let in and is closed again. */
  static int knock(
      URI address,
      String user,
      String password,
      String id,
      Consumer<MqttConnectionOptions> change) {
    try (Client client = connect(address, user, password, id, change)) {
      client.client.disconnect().waitForCompletion(WAIT_MS);
      return 0;
    } catch (MqttException e) {
      return e.getReasonCode() == 0 ? DISCONNECTED : e.getReasonCode();
    }
  }

  MqttProperties connack() {
    return connack;
  }

  public int publish(String topic, String payload, boolean retained) {
    return publish(topic, payload.getBytes(UTF_8), retained, 1);
  }

  int publish(String topic, byte[] payload, boolean retained, int qos) {
    try {
      Answer answer = new Answer();
      client.publish(
          topic, new MqttMessage(payload, qos, retained, new MqttProperties()), null, answer);
      return reason(answer.await());
    } catch (MqttException e) {
      return e.getReasonCode() >= 0x80 && e.getReasonCode() < 0x100
          ? e.getReasonCode()
          : DISCONNECTED;
    }
  }

  public int subscribe(String filter) {
    try {
      IMqttToken token = client.subscribe(filter, 1);
      token.waitForCompletion(WAIT_MS);
      return reason(token);
    } catch (MqttException e) {
      return e.getReasonCode() >= 0x80 && e.getReasonCode() < 0x100
          ? e.getReasonCode()
          : DISCONNECTED;
    }
  }

  private static int reason(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : codes[0];
  }

  void acknowledge(Received message) throws MqttException {
    client.messageArrivedComplete(message.id(), message.qos());
  }

  public Received next() throws InterruptedException {
    Received message = received.poll(WAIT_MS, TimeUnit.MILLISECONDS);
    if (message == null) {
      throw new AssertionError("no message within " + WAIT_MS + " ms");
    }
    return message;
  }

  @Nullable Received next(Duration within) throws InterruptedException {
    return received.poll(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isConnected() {
    return client.isConnected();
  }

  void disconnect() throws MqttException {
    client.disconnect().waitForCompletion(WAIT_MS);
  }

  /** Cuts the line without a word, so that the broker sends the last will. */
  void cut() throws MqttException {
    client.disconnectForcibly(0, 0, false);
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      // to do so forcibly waits for an answer that no broker gives
      client
          .disconnect(0, null, null, MqttReturnCode.RETURN_CODE_SUCCESS, new MqttProperties())
          .waitForCompletion(WAIT_MS);
    }
    client.close(true);
  }

  /**
   * What Paho calls when it has taken the message off its books. Its token is complete before that,
   * and who then publishes soon enough meets "too many publishes in progress".
   */
  private static final class Answer implements MqttActionListener {
    private final CompletableFuture<IMqttToken> token = new CompletableFuture<>();

    @Override
    public void onSuccess(IMqttToken done) {
      token.complete(done);
    }

    @Override
    public void onFailure(@Nullable IMqttToken failed, Throwable cause) {
      token.completeExceptionally(cause);
    }

    IMqttToken await() throws MqttException {
      try {
        return token.get(WAIT_MS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof MqttException mqtt ? mqtt : new MqttException(e.getCause());
      } catch (TimeoutException | InterruptedException e) {
        throw new MqttException(e);
      }
    }
  }

  private MqttCallback callback() {
    return new MqttCallback() {
      @Override
      public void messageArrived(String topic, MqttMessage message) {
        received.add(
            new Received(
                topic,
                new String(message.getPayload(), UTF_8),
                message.isRetained(),
                message.isDuplicate(),
                message.getId(),
                message.getQos()));
      }

      @Override
      public void disconnected(MqttDisconnectResponse response) {}

      @Override
      public void mqttErrorOccurred(MqttException exception) {}

      @Override
      public void deliveryComplete(IMqttToken token) {}

      @Override
      public void connectComplete(boolean again, String address) {}

      @Override
      public void authPacketArrived(int reason, MqttProperties properties) {}
    };
  }
}
