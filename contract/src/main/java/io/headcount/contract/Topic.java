package io.headcount.contract;

import java.util.Optional;

/**
 * Where a message of or to one device is published. Immutable.
 *
 * <p>{@code headcount/v1/{tenant}/{store}/{device}/{leaf}}.
 */
public record Topic(DeviceAddress device, Leaf leaf) {
  private static final String ROOT = "headcount/v1/";
  private static final int LEVELS = 4;

  /** The topic as it is published. */
  @Override
  public String toString() {
    return ROOT + device + "/" + leaf.path();
  }

  /** What this topic is, if it is one of ours. */
  public static Optional<Topic> parse(String text) {
    if (!text.startsWith(ROOT)) {
      return Optional.empty();
    }
    String[] levels = text.substring(ROOT.length()).split("/", LEVELS);
    if (levels.length < LEVELS
        || !DeviceAddress.valid(levels[0])
        || !DeviceAddress.valid(levels[1])
        || !DeviceAddress.valid(levels[2])) {
      return Optional.empty();
    }
    for (Leaf leaf : Leaf.values()) {
      if (leaf.path().equals(levels[3])) {
        return Optional.of(new Topic(new DeviceAddress(levels[0], levels[1], levels[2]), leaf));
      }
    }
    return Optional.empty();
  }

  /** Filter for what all devices say. */
  public static String ofAllDevices(Leaf leaf) {
    return ROOT + "+/+/+/" + leaf.path();
  }

  /** Where a collector says whether it is there. */
  public static String collectorState(String collector) {
    return ROOT + "_collectors/" + collector + "/state";
  }

  /** Filter for the states of all collectors. */
  public static String ofAllCollectors() {
    return collectorState("+");
  }
}
