package io.headcount.delivery.link;

/** What became of a publish; there is exactly one for each that was handed over. */
public sealed interface PublishResult {

  /**
   * The broker answered.
   *
   * @param reason MQTT's reason code, 0 to 255
   */
  record Acknowledged(int reason) implements PublishResult {
    private static final int NO_SUBSCRIBER = 0x10;
    private static final int REFUSED = 0x80;

    /** The broker took it, but nobody is subscribed to it now. */
    public boolean noSubscriber() {
      return reason == NO_SUBSCRIBER;
    }

    /** The broker did not take it. */
    public boolean refused() {
      return reason >= REFUSED;
    }
  }

  /** The session ended before an answer came; the broker may have it or not. */
  record Lost() implements PublishResult {}
}
