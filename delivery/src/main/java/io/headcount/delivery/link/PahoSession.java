package io.headcount.delivery.link;

import static java.lang.System.Logger.Level.WARNING;

import io.headcount.delivery.link.PublishResult.Acknowledged;
import io.headcount.delivery.link.PublishResult.Lost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;

/**
 * One Paho client, from its connecting to its end; never used again. Thread-safe, but {@link
 * #connect}, {@link #check}, {@link #goodbye} and {@link #end} belong to the link's thread.
 */
final class PahoSession implements Session, PahoClient.Arrivals {
  /** More do not make it faster, they only grow what is sent again after a loss. */
  private static final int MOST_IN_FLIGHT = 64;

  private static final int AT_LEAST_ONCE = 1;
  private static final int REFUSED = 0x80;
  private static final int TOO_LARGE = 0x95;

  /** Header, length, topic length, id, properties: never more beside topic and payload. */
  private static final int PACKET_OVERHEAD = 32;

  private static final System.Logger LOG = System.getLogger(PahoSession.class.getName());

  private enum Phase {
    CONNECTING,
    OPEN,
    ENDED
  }

  private final LinkOptions options;
  private final LinkTimings timings;
  private final Wire wire;
  private final LinkListener listener;
  private final Bell bell;
  private final LongSupplier nanos;
  private final PahoThreads threads;
  private final PahoClient client;

  private final Requests requests;

  private Phase phase = Phase.CONNECTING;
  private boolean opened;
  private boolean resumed;
  private int window;
  private long largestPacket = Long.MAX_VALUE;
  private Semaphore permits = new Semaphore(0);
  private String reason = "";
  private volatile Duration keepAlive;

  PahoSession(
      LinkOptions options,
      LinkTimings timings,
      Wire wire,
      LinkListener listener,
      Bell bell,
      LongSupplier nanos,
      ThreadFactory factory) {
    this.options = options;
    this.timings = timings;
    this.wire = wire;
    this.listener = listener;
    this.bell = bell;
    this.nanos = nanos;
    this.keepAlive = timings.keepAlive();
    this.requests = new Requests(nanos);
    this.threads = new PahoThreads(factory, wire);
    try {
      this.client =
          new PahoClient(options.clientId(), wire, new Pinger(threads, keepAlive), threads);
    } catch (MqttException e) {
      throw new LinkException(Failures.refused(options, e), e);
    }
  }

  /** Begins; the bell rings when it is open or has ended. */
  void connect(Optional<Will> will) {
    try {
      client.setCallback(this);
      client.connect(
          PahoClient.options(options, timings, will),
          null,
          new PahoClient.Outcome(this::accepted, cause -> over(Failures.refused(options, cause))));
    } catch (MqttException e) {
      wire.ready(); // nothing was started
      over(Failures.refused(options, e));
    }
  }

  /** There was a session, even if it is over by now. */
  synchronized boolean opened() {
    return opened;
  }

  synchronized boolean ended() {
    return phase == Phase.ENDED;
  }

  /** Why it ended. */
  synchronized String reason() {
    return reason;
  }

  @Override
  public synchronized int window() {
    return window;
  }

  @Override
  public synchronized boolean resumed() {
    return resumed;
  }

  private void accepted(IMqttToken token) {
    MqttProperties given = token.getResponseProperties();
    if (!Boolean.TRUE.equals(given.isRetainAvailable())) {
      // Paho would clear the flag and say nothing
      drop(Failures.reason(0x9A));
    } else if (given.getMaximumQoS() != null && given.getMaximumQoS() < AT_LEAST_ONCE) {
      drop(Failures.reason(0x9B));
    } else if (open(given, token.getSessionPresent())) {
      bell.ring();
      tell(() -> listener.connected(this));
    }
  }

  private synchronized boolean open(MqttProperties given, boolean present) {
    if (phase != Phase.CONNECTING) {
      return false;
    }
    Integer most = given.getReceiveMaximum();
    window = most == null ? MOST_IN_FLIGHT : Math.min(most, MOST_IN_FLIGHT);
    permits = new Semaphore(window);
    if (given.getMaximumPacketSize() != null) {
      largestPacket = given.getMaximumPacketSize();
    }
    if (given.getServerKeepAlive() != null) {
      keepAlive = Duration.ofSeconds(given.getServerKeepAlive());
    }
    resumed = present;
    opened = true;
    phase = Phase.OPEN;
    return true;
  }

  @Override
  public boolean publish(
      String topic, byte[] payload, boolean retained, Consumer<PublishResult> result) {
    MqttTopicValidator.validate(topic, false, true);
    MqttMessage message = new MqttMessage(payload, AT_LEAST_ONCE, retained, new MqttProperties());
    // one after the other: Paho's topic aliases break when two threads meet in it
    synchronized (this) {
      if (phase != Phase.OPEN || !permits.tryAcquire()) {
        return false;
      }
      if (packetSize(topic, payload) > largestPacket) {
        // the broker would end the session, and the next one, and the next
        permits.release();
        threads.execute(() -> tell(() -> result.accept(new Acknowledged(TOO_LARGE))));
        return true;
      }
      MqttActionListener answer =
          requests.add(
              token -> published(token, result), () -> tell(() -> result.accept(new Lost())));
      try {
        client.publish(topic, message, null, answer);
      } catch (MqttException e) {
        requests.remove(answer);
        over(Failures.lost(options, e));
        return false;
      }
    }
    return true;
  }

  private void published(IMqttToken token, Consumer<PublishResult> result) {
    permits.release();
    int[] codes = token.getReasonCodes();
    int code = codes == null || codes.length == 0 ? 0 : codes[0];
    tell(() -> result.accept(new Acknowledged(code)));
  }

  private static long packetSize(String topic, byte[] payload) {
    return PACKET_OVERHEAD + (long) topic.getBytes(StandardCharsets.UTF_8).length + payload.length;
  }

  @Override
  public void subscribe(String... filters) {
    for (String filter : filters) {
      MqttTopicValidator.validate(filter, true, true);
    }
    MqttSubscription[] wanted =
        Arrays.stream(filters)
            .map(filter -> new MqttSubscription(filter, AT_LEAST_ONCE))
            .toArray(MqttSubscription[]::new);
    synchronized (this) {
      if (phase != Phase.OPEN) {
        return;
      }
      MqttActionListener answer = requests.add(token -> subscribed(token, filters), () -> {});
      try {
        client.subscribe(wanted, null, answer, new MqttProperties());
      } catch (MqttException e) {
        over(Failures.lost(options, e));
      } catch (IllegalArgumentException e) {
        // a good filter that this broker has said it cannot do
        drop(e.getMessage() + ": use one that does");
      }
    }
  }

  private void subscribed(IMqttToken token, String[] filters) {
    int[] codes = token.getReasonCodes();
    for (int i = 0; codes != null && i < codes.length; i++) {
      if (codes[i] >= REFUSED) {
        String why = "refuses the subscription to " + filters[i] + ": ";
        drop(why + Failures.reason(codes[i]));
      }
    }
  }

  @Override
  public void drop(String why) {
    over(options.name() + ": " + why);
  }

  private void over(String why) {
    synchronized (this) {
      if (phase == Phase.ENDED) {
        return;
      }
      phase = Phase.ENDED;
      reason = why;
    }
    bell.ring();
  }

  /** Ends it when the broker is dead or no answer comes, whatever Paho thinks of it. */
  void check() {
    if (requests.stalled(timings.stall())) {
      drop(silent("answered nothing", timings.stall()));
    }
    Duration patience = keepAlive.multipliedBy(2);
    if (nanos.getAsLong() - wire.heardAt() > patience.toNanos()) {
      drop(silent("was not heard", patience));
    }
  }

  private String silent(String what, Duration time) {
    return what + " for " + time.toSeconds() + " s: check the network";
  }

  /** Says goodbye to the broker, so that it forgets the will. */
  void goodbye() {
    over("closed");
    try {
      client.disconnect(0).waitForCompletion(timings.close().toMillis());
    } catch (MqttException _) {
      // it was not to be heard any more
    }
  }

  /** Frees all it holds, within a deadline, and then gives all publishes their results. */
  void end() {
    over("ended");
    try {
      wire.stop();
    } catch (IOException e) {
      LOG.log(WARNING, "{0}: its connection does not close: {1}", options.name(), e.getMessage());
    }
    stopPaho();
    if (!threads.end(timings.close())) {
      LOG.log(WARNING, "{0}: a session does not end, its thread is left behind", options.name());
    }
    requests.loseAll();
  }

  private void stopPaho() {
    Future<?> stopping =
        threads.submit(
            () -> {
              wire.awaitReady();
              client.disconnectForcibly(0, 0, false);
              return null;
            });
    try {
      stopping.get(timings.close().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // its threads are interrupted next
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    int id = message.getId();
    Runnable acknowledgement = message.getQos() == 0 ? () -> {} : () -> acknowledge(id);
    tell(
        () ->
            listener.message(
                this,
                new Message(topic, message.getPayload(), message.isRetained(), acknowledgement)));
  }

  private void acknowledge(int id) {
    if (ended()) {
      return;
    }
    try {
      client.messageArrivedComplete(id, AT_LEAST_ONCE);
    } catch (MqttException e) {
      over(Failures.lost(options, e));
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    over(Failures.lost(options, response));
  }

  /** The edge to the listener: its mistake ends this session, not Paho's thread. */
  private void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(WARNING, options.name() + ": the session ends on an unexpected error", e);
      drop("unexpected error here: " + e);
    }
  }
}
