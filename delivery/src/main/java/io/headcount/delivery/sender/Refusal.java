package io.headcount.delivery.sender;

import io.headcount.contract.DeviceAddress;

/**
 * A broker's reason for not taking a publish, in the words of whoever has to mend it. Stateless.
 */
final class Refusal {
  private static final int NO_SUBSCRIBER = 0x10;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int BAD_TOPIC = 0x90;
  private static final int QUOTA = 0x97;

  private Refusal() {}

  static String text(int reason, DeviceAddress device) {
    return switch (reason) {
      case NO_SUBSCRIBER ->
          "no collector listens at the broker: start it, or check that it uses this broker";
      case NOT_AUTHORIZED, BAD_TOPIC ->
          "the broker does not let this box publish: allow it to write headcount/v1/%s/#"
              .formatted(device);
      case QUOTA -> "the broker's quota is used up: raise it, or see why nobody takes the messages";
      default ->
          "the broker refuses what is sent (reason 0x%02x): see the broker's log".formatted(reason);
    };
  }
}
