package io.headcount.edge.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Reply;
import io.headcount.contract.Reply.Outcome;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.Signed;
import io.headcount.contract.Signing;
import io.headcount.contract.Topic;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.UplinkState;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrdersTest {
  private static final DeviceAddress DEVICE = new DeviceAddress("acme", "north", "box");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  @TempDir Path folder;

  private final JsonCodec codec = new JsonCodec();
  private final List<String> done = new ArrayList<>();
  private final KeyPair key = pair();
  private StateDb database;
  private UplinkState state;
  private Orders orders;

  @BeforeEach
  void open() {
    Path file = folder.resolve("state.db");
    database = StateDb.open(file, InstantSource.fixed(NOW));
    state = UplinkState.open(file);
    orders = orders(true);
  }

  @AfterEach
  void close() {
    state.close();
    database.close();
  }

  @Test
  void commandsAreCarriedOutAndAnswered() {
    Command.Ping ping = new Command.Ping(1, "a", LATER);
    Command.Snapshot snapshot = new Command.Snapshot(1, "b", LATER);
    Command.Replay replay = new Command.Replay(1, "c", LATER, NOW.minusSeconds(600), NOW);
    Command.Restart restart = new Command.Restart(1, "d", LATER);

    assertThat(command(1, ping).outcome()).isEqualTo(Outcome.DONE);
    assertThat(command(2, snapshot).id()).isEqualTo("b");
    assertThat(command(3, replay).detail()).isEqualTo("42 numbers are sent again");
    assertThat(command(4, restart).serial()).isEqualTo(4);
    assertThat(done)
        .containsExactly("health", "replay 2026-03-01T09:50:00Z 2026-03-01T10:00:00Z", "restart");
  }

  @Test
  void nothingIsDoneTwiceNotEvenAfterARestart() {
    Command.Restart restart = new Command.Restart(1, "a", LATER);
    byte[] sent = signed(7, Leaf.CMD, codec.write(restart), key);
    assertThat(orders.command(sent, NOW).outcome()).isEqualTo(Outcome.DONE);

    Reply again = orders(true).command(sent, NOW);

    assertThat(again.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(again.detail()).contains("serial 7 is not above the last, 7");
    assertThat(done).containsExactly("restart");
  }

  @Test
  void whatIsLateIsNotDone() {
    Reply reply = command(1, new Command.Restart(1, "a", NOW.minusSeconds(1)));

    assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(reply.detail()).contains("expired");
    assertThat(done).isEmpty();
  }

  @Test
  void onlyTheCollectorsKeyIsObeyed() {
    String restart = codec.write(new Command.Restart(1, "a", LATER));

    for (byte[] payload :
        List.of(
            signed(1, Leaf.CMD, restart, pair()), // somebody else's key
            signed(1, Leaf.CONFIG_DESIRED, restart, key), // meant for another topic
            "no json".getBytes(UTF_8))) {
      assertThat(orders.command(payload, NOW).outcome()).isEqualTo(Outcome.REFUSED);
    }
    Reply unset = orders(false).command(signed(1, Leaf.CMD, restart, key), NOW);

    assertThat(unset.detail()).contains("uplink.collector_key");
    assertThat(done).isEmpty();
    assertThat(state.lastSerial(Leaf.CMD)).isZero();
  }

  @Test
  void aDesiredConfigurationIsTakenOnce() {
    byte[] payload = signed(5, Leaf.CONFIG_DESIRED, "cameras: []", key);

    orders.desired(payload);
    orders.desired(payload); // the broker keeps it and sends it with each connection
    orders.desired(signed(4, Leaf.CONFIG_DESIRED, "box: older", key));

    assertThat(done).containsExactly("desire 5 cameras: []");
  }

  @Test
  void aConfigurationThatNobodySignedIsRejected() {
    orders.desired(signed(5, Leaf.CONFIG_DESIRED, "cameras: []", pair()));
    orders.desired(signed(6, Leaf.CONFIG_DESIRED, "cameras: []", key));

    assertThat(done).hasSize(2);
    assertThat(done.getFirst()).startsWith("reject 5 not signed with the key");
    assertThat(done.getLast()).isEqualTo("desire 6 cameras: []");
  }

  private Reply command(long serial, Command command) {
    return orders.command(signed(serial, Leaf.CMD, codec.write((Record) command), key), NOW);
  }

  private byte[] signed(long serial, Leaf leaf, String text, KeyPair by) {
    Signed signed = Signing.sign(new Topic(DEVICE, leaf), serial, NOW, text, by.getPrivate());
    return codec.write(signed).getBytes(UTF_8);
  }

  private Orders orders(boolean trusting) {
    return new Orders(
        DEVICE,
        trusting ? Optional.of(key.getPublic()) : Optional.empty(),
        state,
        new Control(),
        new Work());
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Work implements Orders.Work {
    @Override
    public String pong() {
      return "here";
    }

    @Override
    public void health() {
      done.add("health");
    }

    @Override
    public long replay(Instant from, Instant to) {
      done.add("replay " + from + " " + to);
      return 42;
    }
  }

  private final class Control implements BoxControl {
    @Override
    public void desire(long serial, String text) {
      done.add("desire " + serial + " " + text);
    }

    @Override
    public void reject(long serial, String reason) {
      done.add("reject " + serial + " " + reason);
    }

    @Override
    public ReportedConfig reported() {
      return BoxControl.fixed(InstantSource.fixed(NOW)).reported();
    }

    @Override
    public void restart() {
      done.add("restart");
    }
  }
}
