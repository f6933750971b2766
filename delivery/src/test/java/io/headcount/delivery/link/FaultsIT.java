package io.headcount.delivery.link;

import static io.headcount.delivery.link.Recorder.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.delivery.broker.FaultyProxy;
import io.headcount.delivery.broker.Mosquitto;
import io.headcount.delivery.link.PublishResult.Acknowledged;
import io.headcount.delivery.link.PublishResult.Lost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link over a bad network, or to a broker that fails. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsIT {
  private static Mosquitto broker;

  @BeforeAll
  static void start() {
    broker = Mosquitto.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aKilledBrokerIsFoundAgain() throws Exception {
    Recorder recorder = Recorder.of("a");
    try (Mosquitto mortal = Mosquitto.start();
        MqttLink _ = Links.start(mortal.uri(), "steady", recorder)) {
      take(recorder.sessions);
      for (int i = 0; i < 2; i++) {
        mortal.kill();
        assertThat(take(recorder.ends)).contains("broker 127.0.0.1:" + mortal.port());
        assertThat(take(recorder.failures)).contains("nothing listens");
        mortal.startAgain();
        Session session = take(recorder.sessions);
        session.publish("a", new byte[1], false, recorder.results::add);
        assertThat(take(recorder.results)).isEqualTo(new Acknowledged(0));
        take(recorder.messages).acknowledge();
      }
    }
  }

  @Test
  void aStallEndsTheSessionAndItsPublishesAreLost() throws Exception {
    LinkTimings impatient = Links.timings(30, Duration.ofSeconds(1));
    Recorder recorder = Recorder.of();
    try (FaultyProxy proxy = FaultyProxy.to(broker.port());
        MqttLink _ =
            Links.start(LinkOptions.to(Links.at(proxy.port()), "stalled"), impatient, recorder)) {
      Session session = take(recorder.sessions);
      proxy.blackhole();
      int handedOver = 0;
      while (session.publish("a", new byte[1], false, recorder.results::add)) {
        handedOver++;
      }
      assertThat(handedOver).isEqualTo(session.window());
      assertThat(take(recorder.ends)).contains("answered nothing for 1 s");
      assertThat(recorder.results).hasSize(handedOver).containsOnly(new Lost());
      assertThat(session.publish("a", new byte[1], false, recorder.results::add)).isFalse();
      proxy.heal();
      Session next = take(recorder.sessions);
      recorder.results.clear();
      next.publish("a", new byte[1], false, recorder.results::add);
      assertThat(take(recorder.results)).isInstanceOf(Acknowledged.class);
    }
  }

  /** A big message to somebody who does not read any more: the write itself hangs. */
  @Test
  void aHangingWriteEndsTheSessionToo() throws Exception {
    LinkTimings impatient = Links.timings(30, Duration.ofSeconds(1));
    Recorder recorder = Recorder.of();
    try (FaultyProxy proxy = FaultyProxy.to(broker.port());
        MqttLink _ =
            Links.start(LinkOptions.to(Links.at(proxy.port()), "hanging"), impatient, recorder)) {
      Session session = take(recorder.sessions);
      proxy.blackhole();
      session.publish("a", new byte[50_000_000], false, recorder.results::add);
      assertThat(take(recorder.ends)).contains("answered nothing");
      assertThat(take(recorder.results)).isEqualTo(new Lost());
      proxy.heal();
      take(recorder.sessions);
    }
  }

  @Test
  void aSilentBrokerIsGivenUpWithNothingInFlight() throws Exception {
    LinkTimings impatient = Links.timings(1, Duration.ofSeconds(20));
    Recorder recorder = Recorder.of("a");
    try (FaultyProxy proxy = FaultyProxy.to(broker.port());
        MqttLink _ =
            Links.start(LinkOptions.to(Links.at(proxy.port()), "silent"), impatient, recorder)) {
      take(recorder.sessions);
      assertThat(recorder.ends.poll(3, TimeUnit.SECONDS))
          .as("an idle session is kept alive")
          .isNull();
      proxy.blackhole();
      assertThat(take(recorder.ends)).contains("check the network");
      proxy.heal();
      take(recorder.sessions);
    }
  }

  @Test
  void aSlowNetworkIsEndured() throws Exception {
    Recorder recorder = Recorder.of("slow");
    try (FaultyProxy proxy = FaultyProxy.to(broker.port())) {
      proxy.delay(Duration.ofMillis(300));
      proxy.throttle(20_000);
      LinkTimings impatient = Links.timings(5, Duration.ofSeconds(10));
      try (MqttLink _ =
          Links.start(LinkOptions.to(Links.at(proxy.port()), "slow"), impatient, recorder)) {
        Session session = take(recorder.sessions);
        session.publish("slow", new byte[60_000], false, recorder.results::add);
        assertThat(take(recorder.results)).isEqualTo(new Acknowledged(0));
        assertThat(take(recorder.messages).payload()).hasSize(60_000);
        assertThat(recorder.ends).isEmpty();
      }
    }
  }

  @Test
  void aListenerThatFailsEndsTheSessionOnly() throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    Recorder recorder =
        new Recorder(
            _ -> {
              if (sessions.incrementAndGet() == 1) {
                throw new IllegalStateException("a mistake");
              }
            });
    try (MqttLink _ = Links.start(broker.uri(), "clumsy", recorder)) {
      assertThat(take(recorder.ends)).contains("a mistake");
      take(recorder.sessions);
    }
  }

  @Test
  void aListenerThatHangsIsLeftBehind() throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    Object never = new Object();
    Recorder recorder =
        new Recorder(
            session -> {
              if (sessions.incrementAndGet() == 1) {
                session.drop("before it hangs");
                while (sessions.get() < 3) {
                  LockSupport.park(never); // interrupts do not help
                  Thread.interrupted();
                }
              }
            });
    try (MqttLink _ = Links.start(broker.uri(), "hung", recorder)) {
      assertThat(take(recorder.ends)).contains("before it hangs");
      take(recorder.sessions);
    } finally {
      sessions.set(3);
    }
  }

  /** The cuts come at any moment: in the middle of a connect, a subscription, a message. */
  @Test
  void aThousandReconnectsLeaveNothingBehind() throws Exception {
    Counted threads = new Counted();
    int platformThreads = Thread.getAllStackTraces().size();
    Random random = new Random(1);
    List<MqttLink> links = new ArrayList<>();
    try (FaultyProxy proxy = FaultyProxy.to(broker.port())) {
      long files = openFiles();
      int sessions;
      try {
        Recorder recorder = Recorder.of("churn/#");
        for (int i = 0; i < 40; i++) {
          LinkOptions options = LinkOptions.to(Links.at(proxy.port()), "churn-" + i);
          links.add(Links.start(options, Links.TIMINGS, talkative(recorder), threads));
        }
        await(
            "a thousand connections",
            () -> {
              proxy.cutAfter(1 + random.nextInt(400));
              return proxy.accepted() >= 1_000;
            });
        assertThat(Thread.getAllStackTraces().keySet())
            .extracting(Thread::getName)
            .noneMatch(name -> name.startsWith("MQTT"));
        sessions = recorder.sessions.size();
        assertThat(recorder.ends.size()).isGreaterThan(50);
        proxy.heal();
        await(
            "all are connected again",
            () -> links.stream().allMatch(link -> link.status().connected()));
      } finally {
        links.parallelStream().forEach(MqttLink::close);
      }
      assertThat(sessions).isGreaterThan(100);
      await("all threads of the links have ended", () -> threads.alive.get() == 0);
      // a few belong to the pollers of virtual threads
      await("all sockets are closed", () -> openFiles() <= files + 4);
    }
    await(
        "no platform thread is left",
        () -> Thread.getAllStackTraces().size() <= platformThreads + carriers());
  }

  /** Says something as soon as it can. */
  private static LinkListener talkative(Recorder recorder) {
    return new Recorder(
        session -> {
          recorder.connected(session);
          session.publish("churn/a", new byte[20], false, recorder.results::add);
        }) {
      @Override
      public void message(Session session, Message message) {
        message.acknowledge();
      }

      @Override
      public void disconnected(Session session, String reason) {
        recorder.ends.add(reason);
      }
    };
  }

  /** The JDK's own: what runs virtual threads, and waits for their sockets. */
  private static int carriers() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(
                name ->
                    name.startsWith("ForkJoinPool")
                        || name.startsWith("VirtualThread")
                        || name.startsWith("Read-Poller")
                        || name.startsWith("Write-Poller")
                        || name.startsWith("process reaper"))
            .count();
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  /** Virtual threads, counted while they live. */
  private static final class Counted implements ThreadFactory {
    final AtomicInteger alive = new AtomicInteger();
    private final ThreadFactory virtual = Thread.ofVirtual().name("counted-", 0).factory();

    @Override
    public Thread newThread(Runnable task) {
      return virtual.newThread(
          () -> {
            alive.incrementAndGet();
            try {
              task.run();
            } finally {
              alive.decrementAndGet();
            }
          });
    }
  }
}
