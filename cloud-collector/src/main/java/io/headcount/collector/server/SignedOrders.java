package io.headcount.collector.server;

import io.headcount.collector.api.Orders;
import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.collector.history.History;
import io.headcount.collector.ingest.Ingest;
import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Leaf;
import io.headcount.contract.Topic;

/** Keeps, signs and publishes what devices are told to do. Thread-safe. */
final class SignedOrders implements Orders {
  private final History history;
  private final SigningKey key;
  private final Ingest ingest;

  SignedOrders(History history, SigningKey key, Ingest ingest) {
    this.history = history;
    this.key = key;
    this.ingest = ingest;
  }

  @Override
  public DesiredConfigs.Desired configure(DeviceAddress device, String yaml) {
    Topic topic = new Topic(device, Leaf.CONFIG_DESIRED);
    DesiredConfigs.Desired desired =
        history
            .desiredConfigs()
            .desire(device, yaml, (serial, issued, text) -> key.sign(topic, serial, issued, text));
    ingest.publish(desired);
    return desired;
  }

  @Override
  public Commands.Given command(DeviceAddress device, Command command) {
    Topic topic = new Topic(device, Leaf.CMD);
    Commands.Given given =
        history
            .commands()
            .give(device, command, (serial, issued, text) -> key.sign(topic, serial, issued, text));
    ingest.publish(given);
    return given;
  }
}
