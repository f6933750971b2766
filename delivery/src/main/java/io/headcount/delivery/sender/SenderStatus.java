package io.headcount.delivery.sender;

import io.headcount.contract.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the sending stands. Immutable.
 *
 * @param connectedSince empty without a connection
 * @param lastAck when the collector was last heard acknowledging
 * @param held nothing is sent but a probe now and then, because every collector is away
 * @param streams each stream that is sent
 * @param inFlight publishes that the broker has not answered
 * @param credit how many batches of the backlog may wait for the collector
 * @param resent batches that were sent again since the start, because the collector did not
 *     acknowledge them in time
 * @param problem what is wrong now
 */
public record SenderStatus(
    Optional<Instant> connectedSince,
    Optional<Instant> lastAck,
    boolean held,
    List<Stream> streams,
    int inFlight,
    int credit,
    long resent,
    Optional<Problem> problem) {

  public SenderStatus {
    streams = List.copyOf(streams);
  }

  /**
   * How one stream stands. Immutable.
   *
   * @param acked the collector has all numbers up to this one
   * @param next number that the next record will get
   * @param backlog numbers that the collector lacks
   * @param unacknowledged batches that wait for the collector
   */
  public record Stream(
      StreamName stream, long acked, long next, long backlog, int unacknowledged) {}

  /**
   * What a person should look at. Immutable.
   *
   * @param since when it was first seen
   * @param text what it is, and the cure
   */
  public record Problem(Instant since, String text) {}
}
