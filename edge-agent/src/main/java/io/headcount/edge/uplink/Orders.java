package io.headcount.edge.uplink;

import io.headcount.contract.Command;
import io.headcount.contract.ContractException;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Reply;
import io.headcount.contract.Reply.Outcome;
import io.headcount.contract.Signed;
import io.headcount.contract.Signing;
import io.headcount.contract.Topic;
import io.headcount.edge.store.UplinkState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes configurations and commands of the collector: only what its key has signed for this box,
 * and nothing twice. Confined to the clerk's thread.
 */
final class Orders {
  private static final Logger LOG = System.getLogger(Orders.class.getName());

  private static final String NO_KEY =
      "the box has no uplink.collector_key: set it to the key that 'headcount-collector doctor'"
          + " prints";
  private static final String WRONG_KEY =
      "not signed with the key in uplink.collector_key: compare it with the one that"
          + " 'headcount-collector doctor' prints";

  private final DeviceAddress device;
  private final Optional<PublicKey> key;
  private final UplinkState state;
  private final BoxControl control;
  private final Work work;
  private final JsonCodec codec = new JsonCodec();

  /** What a command has done. */
  interface Work {
    /** In words, for the reply to a ping. */
    String pong();

    /** Publishes the box's health. */
    void health();

    /**
     * Has the records of these times sent again.
     *
     * @return how many numbers
     */
    long replay(Instant from, Instant to);
  }

  Orders(
      DeviceAddress device,
      Optional<PublicKey> key,
      UplinkState state,
      BoxControl control,
      Work work) {
    this.device = device;
    this.key = key;
    this.state = state;
    this.control = control;
    this.work = work;
  }

  /** A retained configuration comes with each connection; one that is known changes nothing. */
  void desired(byte[] payload) {
    Signed signed;
    try {
      signed = codec.read(payload, Signed.class);
    } catch (ContractException e) {
      LOG.log(Level.WARNING, "a desired configuration cannot be read: {0}", e.getMessage());
      return;
    }
    if (signed.serial() <= state.lastSerial(Leaf.CONFIG_DESIRED)) {
      return;
    }
    Optional<String> doubt = doubt(signed, Leaf.CONFIG_DESIRED);
    if (doubt.isPresent()) {
      control.reject(signed.serial(), doubt.get());
      return;
    }
    state.setSerial(Leaf.CONFIG_DESIRED, signed.serial());
    control.desire(signed.serial(), signed.text());
  }

  /**
   * Carries a command out.
   *
   * @param now the true time, as far as it is known
   */
  Reply command(byte[] payload, Instant now) {
    Signed signed;
    Command command;
    try {
      signed = codec.read(payload, Signed.class);
      command = codec.read(signed.text(), Command.class);
    } catch (ContractException e) {
      return new Reply(Reply.VERSION, "", 0, now, Outcome.REFUSED, String.valueOf(e.getMessage()));
    }
    Optional<String> refusal = doubt(signed, Leaf.CMD).or(() -> stale(signed, command, now));
    if (refusal.isPresent()) {
      return reply(signed, command, now, Outcome.REFUSED, refusal.get());
    }
    state.setSerial(Leaf.CMD, signed.serial()); // before it is done: never twice
    try {
      return reply(signed, command, now, Outcome.DONE, done(command));
    } catch (RuntimeException e) {
      // whatever it met, the collector is to hear of it
      return reply(signed, command, now, Outcome.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private String done(Command command) {
    return switch (command) {
      case Command.Ping _ -> work.pong();
      case Command.Snapshot _ -> {
        work.health();
        yield "published on " + Leaf.HEALTH.path();
      }
      case Command.Replay replay ->
          "%d numbers are sent again".formatted(work.replay(replay.from(), replay.to()));
      case Command.Restart _ -> {
        control.restart();
        yield "starting anew";
      }
    };
  }

  private Optional<String> doubt(Signed signed, Leaf leaf) {
    if (key.isEmpty()) {
      return Optional.of(NO_KEY);
    }
    return Signing.verified(signed, new Topic(device, leaf), key.get())
        ? Optional.empty()
        : Optional.of(WRONG_KEY);
  }

  private Optional<String> stale(Signed signed, Command command, Instant now) {
    long last = state.lastSerial(Leaf.CMD);
    if (signed.serial() <= last) {
      return Optional.of("serial %d is not above the last, %d".formatted(signed.serial(), last));
    }
    return now.isAfter(command.expires())
        ? Optional.of("expired at %s, and it is %s".formatted(command.expires(), now))
        : Optional.empty();
  }

  private static Reply reply(
      Signed signed, Command command, Instant now, Outcome outcome, String detail) {
    return new Reply(Reply.VERSION, command.id(), signed.serial(), now, outcome, detail);
  }
}
