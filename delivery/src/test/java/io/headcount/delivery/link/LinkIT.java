package io.headcount.delivery.link;

import static io.headcount.delivery.link.Recorder.take;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.delivery.broker.Mosquitto;
import io.headcount.delivery.link.PublishResult.Acknowledged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link and a healthy Mosquitto. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkIT {
  private static Mosquitto broker;

  @BeforeAll
  static void start() {
    broker = Mosquitto.start("max_inflight_messages 5");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void whatIsPublishedIsAcknowledgedAndArrives() throws Exception {
    Recorder recorder = Recorder.of("a/b");
    try (MqttLink link = Links.start(broker.uri(), "echo", recorder)) {
      Session session = take(recorder.sessions);
      assertThat(session.publish("a/b", text("42"), false, recorder.results::add)).isTrue();
      assertThat(take(recorder.results)).isEqualTo(new Acknowledged(0));
      Message message = take(recorder.messages);
      assertThat(message.topic()).isEqualTo("a/b");
      assertThat(message.payload()).isEqualTo(text("42"));
      assertThat(message.retained()).isFalse();
      message.acknowledge();
      assertThat(link.status().connected()).isTrue();
    }
    assertThat(take(recorder.ends)).isEqualTo("closed");
    assertThat(recorder.failures).isEmpty();
  }

  @Test
  void anAnswerSaysThatNobodyListens() throws Exception {
    Recorder recorder = Recorder.of();
    try (MqttLink _ = Links.start(broker.uri(), "alone", recorder)) {
      take(recorder.sessions).publish("no/body", text("x"), false, recorder.results::add);
      assertThat(take(recorder.results))
          .isInstanceOfSatisfying(
              Acknowledged.class,
              result -> {
                assertThat(result.noSubscriber()).isTrue();
                assertThat(result.refused()).isFalse();
              });
    }
  }

  @Test
  void topicsAreChecked() throws Exception {
    Recorder recorder = Recorder.of();
    try (MqttLink _ = Links.start(broker.uri(), "strict", recorder)) {
      Session session = take(recorder.sessions);
      assertThatThrownBy(() -> session.publish("a/#", text("x"), false, recorder.results::add))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> session.subscribe("a/#/b"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void noMoreAreInFlightThanTheBrokerTakes() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    int most = 0;
    Recorder recorder = Recorder.of("window");
    try (MqttLink _ = Links.start(broker.uri(), "window", recorder)) {
      Session session = take(recorder.sessions);
      assertThat(session.window()).isEqualTo(5);
      int handedOver = 0;
      while (handedOver < 200) {
        most = Math.max(most, inFlight.incrementAndGet());
        boolean taken =
            session.publish(
                "window",
                text("x"),
                false,
                result -> {
                  inFlight.decrementAndGet();
                  recorder.results.add(result);
                });
        if (taken) {
          handedOver++;
        } else {
          inFlight.decrementAndGet();
          take(recorder.results); // one came back: there is room again
        }
        while (!recorder.messages.isEmpty()) {
          take(recorder.messages).acknowledge();
        }
      }
      assertThat(most).isEqualTo(6); // the sixth is the one that was not taken
      assertThat(recorder.ends).isEmpty();
    }
  }

  @Test
  void whatIsNotAcknowledgedComesAgainInTheNextSession() throws Exception {
    Recorder recorder = Recorder.of("again");
    LinkOptions options =
        LinkOptions.to(broker.uri(), "again").resumedWithin(Duration.ofMinutes(1));
    try (MqttLink _ = Links.start(options, Links.TIMINGS, recorder)) {
      Session session = take(recorder.sessions);
      assertThat(session.resumed()).isFalse();
      session.publish("again", text("kept"), false, recorder.results::add);
      session.publish("again", text("lost"), false, recorder.results::add);
      take(recorder.messages).acknowledge();
      Message unacknowledged = take(recorder.messages);
      // the acknowledgement is on its way before this: the broker answers in order
      session.publish("other", text("x"), false, recorder.results::add);
      for (int i = 0; i < 3; i++) {
        take(recorder.results);
      }
      session.drop("try again");
      assertThat(take(recorder.ends)).contains("try again");
      unacknowledged.acknowledge(); // too late, and harmless
      assertThat(take(recorder.sessions).resumed()).isTrue();
      assertThat(take(recorder.messages).payload()).isEqualTo(text("lost"));
    }
  }

  @Test
  void sharedSubscriptionsSplitTheWork() throws Exception {
    Recorder one = Recorder.of("$share/workers/work");
    Recorder two = Recorder.of("$share/workers/work");
    Recorder source = Recorder.of();
    try (MqttLink _ = Links.start(broker.uri(), "worker-1", one);
        MqttLink _ = Links.start(broker.uri(), "worker-2", two);
        MqttLink _ = Links.start(broker.uri(), "source", source)) {
      subscribed(take(one.sessions), one);
      subscribed(take(two.sessions), two);
      Session session = take(source.sessions);
      for (int i = 0; i < 4; i++) {
        session.publish("work", text("x"), false, source.results::add);
        take(source.results);
      }
      for (int i = 0; i < 2; i++) {
        take(one.messages).acknowledge();
        take(two.messages).acknowledge();
      }
      assertThat(one.messages).isEmpty();
      assertThat(two.messages).isEmpty();
    }
  }

  /** Once a later publish is answered, the subscription before it holds. */
  private static void subscribed(Session session, Recorder recorder) throws InterruptedException {
    session.publish("subscribed", text("x"), false, recorder.results::add);
    take(recorder.results);
  }

  @Test
  void anEmptyRetainedMessageClearsTheTopic() throws Exception {
    Recorder writer = Recorder.of();
    try (MqttLink _ = Links.start(broker.uri(), "writer", writer)) {
      Session session = take(writer.sessions);
      session.publish("kept", text("1"), true, writer.results::add);
      take(writer.results);
      assertThat(retained("kept")).containsExactly("1");
      session.publish("kept", new byte[0], true, writer.results::add);
      take(writer.results);
      assertThat(retained("kept")).isEmpty();
    }
  }

  /** What somebody gets who subscribes now. */
  private static List<String> retained(String topic) throws InterruptedException {
    Recorder reader = Recorder.of(topic, "marker");
    try (MqttLink _ = Links.start(broker.uri(), "reader", reader)) {
      take(reader.sessions).publish("marker", text(""), false, reader.results::add);
      List<String> found = new ArrayList<>();
      Message next = take(reader.messages);
      for (; next.topic().equals(topic); next = take(reader.messages)) {
        assertThat(next.retained()).isTrue();
        found.add(new String(next.payload(), UTF_8));
      }
      return found;
    }
  }

  @Test
  void theWillIsForThoseThatLeaveWithoutAGoodbye() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Recorder watcher = Recorder.of("will");
    Recorder mortal = Recorder.of();
    try (MqttLink _ = Links.start(broker.uri(), "watcher", watcher)) {
      Session session = take(watcher.sessions);
      subscribed(session, watcher);
      MqttLink link =
          MqttLink.start(
              LinkOptions.to(broker.uri(), "mortal"),
              Links.TIMINGS,
              () ->
                  Optional.of(
                      new Will(
                          "will",
                          text("session " + attempts.incrementAndGet()),
                          false,
                          Duration.ZERO)),
              mortal,
              InstantSource.system(),
              System::nanoTime,
              new Random(1),
              "mortal");
      try (link) {
        take(mortal.sessions).drop("killed");
        assertThat(take(watcher.messages).payload()).isEqualTo(text("session 1"));
        take(mortal.sessions);
      }
      // it said goodbye: nothing came before this
      session.publish("will", text("no will"), false, watcher.results::add);
      assertThat(take(watcher.messages).payload()).isEqualTo(text("no will"));
    }
  }

  @Test
  void aTooLargeMessageIsRefusedHere() throws Exception {
    try (Mosquitto small = Mosquitto.start("max_packet_size 1000")) {
      Recorder recorder = Recorder.of("size");
      try (MqttLink _ = Links.start(small.uri(), "large", recorder)) {
        Session session = take(recorder.sessions);
        assertThat(session.publish("size", new byte[1_000], false, recorder.results::add)).isTrue();
        assertThat(take(recorder.results)).isEqualTo(new Acknowledged(0x95));
        session.publish("size", new byte[900], false, recorder.results::add);
        assertThat(take(recorder.results)).isEqualTo(new Acknowledged(0));
        assertThat(recorder.ends).isEmpty();
      }
    }
  }

  @Test
  void aRefusalNamesTheCureAndNotThePassword(@TempDir Path folder) throws Exception {
    Path passwords = folder.resolve("passwords");
    Process passwd =
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "box", "right")
            .start();
    assertThat(passwd.waitFor()).isZero();
    Path acl = folder.resolve("acl");
    Files.writeString(acl, "user box\ntopic readwrite mine/#\n");
    readable(folder, passwords, acl);
    try (Mosquitto strict =
        Mosquitto.start("allow_anonymous false", "password_file " + passwords, "acl_file " + acl)) {
      Recorder wrong = Recorder.of();
      try (MqttLink _ = Links.start(as(strict, "box", "wr0ng"), Links.TIMINGS, wrong)) {
        assertThat(take(wrong.failures))
            .contains("broker 127.0.0.1:" + strict.port(), "user", "password")
            .doesNotContain("wr0ng");
      }
      Recorder right = Recorder.of("mine/#");
      try (MqttLink _ = Links.start(as(strict, "box", "right"), Links.TIMINGS, right)) {
        Session session = take(right.sessions);
        session.publish("others/x", text("x"), false, right.results::add);
        assertThat(take(right.results))
            .isInstanceOfSatisfying(
                Acknowledged.class, result -> assertThat(result.refused()).isTrue());
        session.publish("mine/x", text("x"), false, right.results::add);
        assertThat(take(right.results)).isEqualTo(new Acknowledged(0));
      }
    }
  }

  private static void readable(Path... files) throws IOException {
    for (Path file : files) {
      assertThat(file.toFile().setReadable(true, false)).isTrue();
      assertThat(!Files.isDirectory(file) || file.toFile().setExecutable(true, false)).isTrue();
    }
  }

  private static LinkOptions as(Mosquitto broker, String user, String password) {
    return LinkOptions.to(broker.uri(), "client")
        .withCredentials(Optional.of(new Credentials(user, password)));
  }
}
