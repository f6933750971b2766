package io.headcount.edge.uplink;

import io.headcount.contract.Birth;
import io.headcount.contract.Health;
import io.headcount.contract.StoreDay;
import java.time.ZoneId;
import java.util.List;

/** What a box says of itself. Thread-safe. */
public interface BoxReport {
  /** Shown to people. */
  String name();

  /** The agent's version. */
  String software();

  /** The store's. */
  ZoneId zone();

  /** Of the lines and zones in force. */
  String revision();

  /** What is measured. */
  List<Birth.Camera> cameras();

  /** Those that the box shows to others, as far as they can be read. */
  List<Birth.Certificate> certificates();

  /** The store's day so far. */
  StoreDay today();

  /** How the box does now. */
  Health health(Stored stored);

  /**
   * How the records for the collector stand. Immutable.
   *
   * @param backlog records that wait for the collector's acknowledgement
   * @param bytes what the records take on the disk
   * @param coarsened minutes that were put together for want of room
   * @param evicted records that were given up for want of room
   */
  record Stored(long backlog, long bytes, long coarsened, long evicted) {}
}
