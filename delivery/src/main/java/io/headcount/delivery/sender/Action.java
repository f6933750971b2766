package io.headcount.delivery.sender;

import io.headcount.contract.StreamName;

/**
 * What a {@link Sender} wants done. Each but {@link Wait} is answered before anything else is said
 * to the sender.
 */
sealed interface Action {
  /** Read where a stream stands; answered with {@link Sender#looked}. Immutable. */
  record Look(StreamName stream) implements Action {}

  /** Write down what the collector has; answered with {@link Sender#remembered}. Immutable. */
  record Remember(StreamName stream, long upto) implements Action {}

  /** Publish the birth; answered with {@link Sender#announced}. Immutable. */
  record Announce(long token) implements Action {}

  /**
   * Take a batch and publish it; answered with {@link Sender#sent}. Immutable.
   *
   * @param token names the publish when the broker answers it
   * @param to last number wanted; the batch may end before
   */
  record Send(long token, StreamName stream, long from, long to, Kind kind) implements Action {}

  /**
   * Nothing now. Immutable.
   *
   * @param nanos ask again after so long, if nothing happens before; positive
   */
  record Wait(long nanos) implements Action {}

  /** Why a batch is sent. */
  enum Kind {
    /** It is new. */
    LIVE,
    /** The collector lacks it. */
    BACKLOG,
    /** Somebody asked for it. */
    REPLAY
  }
}
