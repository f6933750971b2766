package io.headcount.edge.status;

import io.headcount.edge.detect.DetectorInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How the box is at one moment. Immutable.
 *
 * @param name what people call this box
 * @param version of the agent
 * @param started when the agent started
 * @param uptime since then, by a clock that cannot be set
 * @param clockBehind how far the wall clock lies behind the latest time already on record; zero
 *     when it is right
 * @param timeZone of the store: where "today" begins
 * @param detector what really runs, empty until a model is loaded
 * @param budget what detection may take and takes, empty while none runs
 * @param cameras in configuration order
 * @param uplink the way to the collector, if there is one
 * @param problems what a technician should see to, the worst first
 */
public record BoxStatus(
    String name,
    String version,
    Instant started,
    Duration uptime,
    Duration clockBehind,
    ZoneId timeZone,
    Optional<DetectorInfo> detector,
    Optional<BudgetState> budget,
    List<CameraStatus> cameras,
    JournalStatus journal,
    DatabaseStatus database,
    DiskStatus disk,
    Optional<UplinkState> uplink,
    List<Problem> problems) {
  public BoxStatus {
    cameras = List.copyOf(cameras);
    problems = List.copyOf(problems);
  }

  /**
   * What detection takes of the machine.
   *
   * @param cores that it may use
   * @param used cores that it used over the last minute
   */
  public record BudgetState(double cores, double used) {}

  /**
   * The record of what was observed.
   *
   * @param entries held at present
   * @param bytes on disk
   * @param paused nothing is appended, because the disk is nearly full
   * @param damaged a part could not be read and was set aside
   */
  public record JournalStatus(long entries, long bytes, boolean paused, boolean damaged) {}

  /**
   * The box's database.
   *
   * @param bytes on disk
   * @param windows closed minutes held
   * @param lastCommit empty until the first
   */
  public record DatabaseStatus(long bytes, long windows, Optional<Instant> lastCommit) {}

  /** The file system that holds the data, in bytes. */
  public record DiskStatus(long freeBytes, long totalBytes) {}

  /**
   * The way to the collector.
   *
   * @param broker its address
   * @param device who this box is there
   * @param connected to the broker
   * @param since when it is, or is not
   * @param lastAck when the collector last said what it has; empty until it did
   * @param backlog records that the collector lacks
   * @param problem why nothing is sent, and the cure
   */
  public record UplinkState(
      String broker,
      String device,
      boolean connected,
      Instant since,
      Optional<Instant> lastAck,
      long backlog,
      Optional<String> problem) {}

  /** Something to see to, and how. */
  public record Problem(Severity severity, String text, String cure) {}

  /** How bad a problem is. */
  public enum Severity {
    /** Numbers are being lost. */
    ERROR,
    /** Numbers are right so far. */
    WARNING
  }
}
