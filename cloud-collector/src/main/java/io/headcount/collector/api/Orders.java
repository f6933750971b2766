package io.headcount.collector.api;

import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;

/**
 * Tells devices what to do: keeps it, signs it and publishes it. Whoever holds the signing key and
 * the broker's link does it.
 */
public interface Orders {
  /** Makes this the device's desired configuration, in YAML. */
  DesiredConfigs.Desired configure(DeviceAddress device, String yaml);

  /** Gives the device a command. */
  Commands.Given command(DeviceAddress device, Command command);
}
