package io.headcount.delivery.link;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.jspecify.annotations.Nullable;

/**
 * Has Paho look four times in a keep-alive whether a ping is due. Left alone it looks once, and may
 * need two of them to ask a silent broker and three to give it up. Thread-safe.
 */
final class Pinger implements MqttPingSender {
  private final ScheduledExecutorService threads;
  private final long mostMillis;
  private @Nullable ClientComms comms;
  private @Nullable ScheduledFuture<?> next;
  private boolean running;

  Pinger(ScheduledExecutorService threads, Duration keepAlive) {
    this.threads = threads;
    this.mostMillis = keepAlive.dividedBy(4).toMillis();
  }

  @Override
  public synchronized void init(ClientComms client) {
    comms = client;
  }

  @Override
  public synchronized void start() {
    running = true;
    schedule(mostMillis);
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (next != null) {
      next.cancel(false);
    }
  }

  @Override
  public synchronized void schedule(long millis) {
    ClientComms client = comms;
    if (running && client != null) {
      // looking schedules the next look
      next =
          threads.schedule(
              () -> client.checkForActivity(), Math.min(millis, mostMillis), TimeUnit.MILLISECONDS);
    }
  }
}
