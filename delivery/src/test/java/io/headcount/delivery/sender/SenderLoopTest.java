package io.headcount.delivery.sender;

import static io.headcount.contract.StreamName.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Ack;
import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Birth;
import io.headcount.contract.CollectorState;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Entry.Kind;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Presence;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.delivery.sender.FakeConnection.Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SenderLoopTest {
  private static final DeviceAddress DEVICE = new DeviceAddress("acme", "berlin", "box1");
  private static final String ACK = new Topic(DEVICE, Leaf.ACK).toString();
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final JsonCodec JSON = new JsonCodec();
  private static final SenderOptions QUICK =
      new SenderOptions(
          64,
          4096,
          256,
          1024,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ZERO,
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(2));

  private final MemoryOutbox rows = new MemoryOutbox("e1", List.of(WINDOWS), true, 100, 1000);
  private final Fragile outbox = new Fragile(rows);
  private final FakeConnection connection = new FakeConnection();
  private final SenderLoop loop =
      new SenderLoop(
          DEVICE,
          outbox,
          SenderLoopTest::birth,
          QUICK,
          new SplittableRandom(1),
          () -> NOW,
          System::nanoTime);
  private final Thread thread = Thread.ofVirtual().unstarted(loop);

  /** Fails as long as it is told to. */
  private static final class Fragile implements Outbox {
    private final Outbox outbox;
    private volatile boolean broken;

    Fragile(Outbox outbox) {
      this.outbox = outbox;
    }

    void broken(boolean now) {
      broken = now;
    }

    private Outbox outbox() {
      if (broken) {
        throw new IllegalStateException("state.db is full: free some space");
      }
      return outbox;
    }

    @Override
    public String epoch() {
      return outbox().epoch();
    }

    @Override
    public List<StreamName> streams() {
      return outbox().streams();
    }

    @Override
    public Position position(StreamName stream) {
      return outbox().position(stream);
    }

    @Override
    public Batch take(StreamName stream, long from, long to, int maxBytes) {
      return outbox().take(stream, from, to, maxBytes);
    }

    @Override
    public void acked(StreamName stream, long upto) {
      outbox().acked(stream, upto);
    }
  }

  private static Birth birth(List<Birth.Stream> streams) {
    return new Birth(
        1,
        7,
        true,
        "Box 1",
        "0.1.0",
        "Europe/Berlin",
        "e1",
        streams,
        "r1",
        List.of(),
        new Birth.Clock(NOW, "boot", 1));
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      rows.append(WINDOWS, Kind.WINDOW, "{\"n\":" + i + "}");
    }
    loop.appended();
  }

  private void ack(long upto) {
    Ack.Stream word = new Ack.Stream(WINDOWS, "e1", upto, upto, List.of());
    hear(ACK, JSON.write(new Ack(1, "g", NOW, 7, List.of(word), 4)));
  }

  private void collector(String name, boolean online) {
    hear(Topic.collectorState(name), JSON.write(new CollectorState(1, name, online, "g", NOW)));
  }

  private void hear(String topic, String payload) {
    assertThat(loop.message(topic, payload.getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  /** Waits until the status is as wanted. */
  private SenderStatus status(Predicate<SenderStatus> wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!wanted.test(loop.status())) {
      assertThat(System.nanoTime()).as("%s", loop.status()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
    return loop.status();
  }

  private static SenderStatus.Stream windows(SenderStatus status) {
    return status.streams().getFirst();
  }

  private Batch batch() throws InterruptedException {
    return batch(connection.next());
  }

  private static Batch batch(Publish publish) {
    assertThat(publish.topic()).isEqualTo("headcount/v1/acme/berlin/box1/data");
    assertThat(publish.retained()).isFalse();
    return new BatchCodec().read(publish.payload().getBytes(StandardCharsets.UTF_8));
  }

  /** Connected, and its birth published and taken. */
  private Publish begin() throws InterruptedException {
    thread.start();
    loop.connected(connection);
    Publish birth = connection.next();
    birth.answer().accept(0);
    return birth;
  }

  @Test
  void announcesItselfThenSendsUntilItIsAcknowledged() throws InterruptedException {
    append(3);

    Publish birth = begin();

    assertThat(birth.topic()).isEqualTo("headcount/v1/acme/berlin/box1/birth");
    assertThat(birth.retained()).isTrue();
    assertThat(JSON.read(birth.payload(), Presence.class))
        .isEqualTo(birth(List.of(new Birth.Stream(WINDOWS, 1, 4, 0))));
    Publish data = connection.next();
    assertThat(batch(data)).isEqualTo(rows.take(WINDOWS, 1, 3, 4096));
    data.answer().accept(0);
    ack(3);
    SenderStatus status = status(now -> windows(now).acked() == 3);
    assertThat(rows.position(WINDOWS).acked()).isEqualTo(3);
    assertThat(status.connectedSince()).contains(NOW);
    assertThat(status.lastAck()).contains(NOW);
    assertThat(status.credit()).isEqualTo(4);
    assertThat(status.problem()).isEmpty();
    assertThat(windows(status)).isEqualTo(new SenderStatus.Stream(WINDOWS, 3, 4, 0, 0));
  }

  @Test
  void sendsWhatComesAtOnce() throws InterruptedException {
    begin();
    status(now -> now.inFlight() == 0 && now.connectedSince().isPresent());

    append(1);
    assertThat(batch().to()).isEqualTo(1);
    append(1);
    assertThat(batch().from()).isEqualTo(2);
  }

  @Test
  void aBrokenOutboxIsTriedAgain() throws InterruptedException {
    begin();
    outbox.broken(true);
    append(2);

    SenderStatus broken = status(now -> now.problem().isPresent());
    assertThat(broken.problem())
        .contains(
            new SenderStatus.Problem(
                NOW, "records wait to be sent: state.db is full: free some space"));

    outbox.broken(false);
    assertThat(batch().to()).isEqualTo(2);
    status(now -> now.problem().isEmpty());
  }

  @Test
  void aFullConnectionIsTriedAgain() throws InterruptedException {
    begin();
    status(now -> now.inFlight() == 0 && now.connectedSince().isPresent());
    connection.full(true);
    append(1);
    status(now -> windows(now).next() == 2);

    connection.full(false);
    assertThat(batch().to()).isEqualTo(1);
  }

  @Test
  void saysWhyTheBrokerRefuses() throws InterruptedException {
    append(1);
    begin();

    connection.next().answer().accept(0x10);
    SenderStatus refused = status(now -> now.problem().isPresent());
    assertThat(refused.problem().orElseThrow().text())
        .isEqualTo(
            "no collector listens at the broker: start it, or check that it uses this broker");

    connection.next().answer().accept(0);
    status(now -> now.problem().isEmpty());
  }

  @Test
  void saysWhenTheCollectorIsAhead() throws InterruptedException {
    begin();
    ack(9);

    SenderStatus ahead = status(now -> now.problem().isPresent());
    assertThat(ahead.problem().orElseThrow().text()).contains("[WINDOWS]").contains("new, empty");
  }

  @Test
  void saysWhyThereIsNoConnectionAndBeginsAnewWithTheNext() throws InterruptedException {
    append(1);
    begin();
    assertThat(batch().to()).isEqualTo(1);

    loop.disconnected("broker x: does not answer: check the network");
    SenderStatus away = status(now -> now.connectedSince().isEmpty());
    assertThat(away.problem().orElseThrow().text()).contains("check the network");
    assertThat(away.inFlight()).isZero();

    loop.connected(connection);
    assertThat(connection.next().topic()).endsWith("/birth");
    assertThat(batch().to()).isEqualTo(1);
    assertThat(status(now -> now.problem().isEmpty()).inFlight()).isEqualTo(2);
  }

  @Test
  void holdsWhileTheCollectorIsAway() throws InterruptedException {
    begin();
    collector("c1", false);
    status(SenderStatus::held);
    append(1);
    status(now -> windows(now).next() == 2);
    assertThat(connection.idle()).isTrue();

    hear(Topic.collectorState("c1"), "");
    status(now -> !now.held());
    assertThat(batch().to()).isEqualTo(1);
  }

  @Test
  void sendsAgainWhatSomebodyAsksFor() throws InterruptedException {
    append(5);
    begin();
    connection.next().answer().accept(0);
    ack(5);
    status(now -> windows(now).acked() == 5);

    assertThat(loop.replay(WINDOWS, new Range(2, 3))).isTrue();

    assertThat(batch()).isEqualTo(rows.take(WINDOWS, 2, 3, 4096));
  }

  @Test
  void takesOnlySoManyWishesAtATime() {
    for (int i = 0; i < 16; i++) {
      assertThat(loop.replay(WINDOWS, new Range(1, 2))).isTrue();
    }
    assertThat(loop.replay(WINDOWS, new Range(1, 2))).isFalse();
  }

  @Test
  void leavesOtherMessagesToOthers() {
    assertThat(loop.topics())
        .containsExactly("headcount/v1/acme/berlin/box1/ack", "headcount/v1/_collectors/+/state");
    for (String topic :
        List.of(
            "headcount/v1/acme/berlin/box2/ack",
            "headcount/v1/acme/berlin/box1/cmd",
            "headcount/v1/_collectors/state",
            "headcount/v1/_collectors//state")) {
      assertThat(loop.message(topic, new byte[0])).as(topic).isFalse();
    }
  }

  @Test
  void livesOnAfterAMessageThatCannotBeRead() throws InterruptedException {
    begin();
    hear(ACK, "{");
    assertThat(status(now -> now.problem().isPresent()).problem().orElseThrow().text())
        .startsWith("a message on headcount/v1/acme/berlin/box1/ack cannot be read");

    ack(0);
    status(now -> now.problem().isEmpty());
  }

  @Test
  void endsWhenClosed() throws InterruptedException {
    begin();

    loop.close();

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void endsAtOnceWhenClosedBefore() throws InterruptedException {
    loop.close();

    thread.start();

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }
}
