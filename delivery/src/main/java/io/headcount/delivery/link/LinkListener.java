package io.headcount.delivery.link;

/**
 * Told what happens on a link, one call after the other. No call may wait for long: it holds up the
 * answers that the session waits for, which is given up after {@link LinkTimings#stall}. An
 * exception ends the session. The calling thread is interrupted when its session ends.
 */
public interface LinkListener {
  /** A session has begun; the time to subscribe, and to publish. */
  void connected(Session session);

  /**
   * The broker sent something. At most {@link LinkOptions#receiveMaximum} of those sent with
   * quality 1 should be unacknowledged at a time; not every broker keeps to that.
   */
  void message(Session session, Message message);

  /**
   * A session is over, and all its publishes have their results.
   *
   * @param reason names the broker and the cure, for people to read
   */
  void disconnected(Session session, String reason);

  /**
   * An attempt to connect failed; another one follows.
   *
   * @param reason names the broker and the cure, for people to read
   */
  default void failed(String reason) {}
}
