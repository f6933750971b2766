package io.headcount.contract;

/** What is said about or to one device; the last levels of its topics. */
public enum Leaf {
  BIRTH("birth", true, true),
  DATA("data", true, false),
  EVENT("event", true, false),
  HEALTH("health", true, false),
  STATE("state", true, true),
  CONFIG_REPORTED("config/reported", true, true),
  REPLY("reply", true, false),
  ACK("ack", false, true),
  CONFIG_DESIRED("config/desired", false, true),
  CMD("cmd", false, false);

  private final String path;
  private final boolean fromDevice;
  private final boolean retained;

  Leaf(String path, boolean fromDevice, boolean retained) {
    this.path = path;
    this.fromDevice = fromDevice;
    this.retained = retained;
  }

  /** As it is written in a topic. */
  public String path() {
    return path;
  }

  /** Whether the device publishes it; else the collector does. */
  public boolean fromDevice() {
    return fromDevice;
  }

  /** Whether brokers keep the last message for whoever subscribes later. */
  public boolean retained() {
    return retained;
  }
}
