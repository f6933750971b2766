package io.headcount.edge.status;

import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.zone.ZoneType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one camera is at one moment. Immutable.
 *
 * @param id unique on the box
 * @param source where the picture comes from, without user and password
 * @param state what its capture does now
 * @param since when pictures began to come, or ceased to
 * @param width of the picture in pixels, 0 until known
 * @param height of the picture in pixels, 0 until known
 * @param input how large the picture is shown to the network; empty while it does not run
 * @param throughput how many frames pass
 * @param lastFrame when the newest processed frame was done, by the box's clock; empty until one is
 * @param reconnects how often the source was opened again since start
 * @param lost how long no picture came since start, while there should have been one
 * @param lastError why the source last failed
 * @param people confirmed in the newest picture
 * @param statics things that look like a person and never move, left out of all numbers
 * @param coverage share of the last closed minute that was really observed, 0..1
 * @param lines in configuration order
 * @param zones in configuration order
 */
public record CameraStatus(
    CameraId id,
    String source,
    CameraState state,
    Instant since,
    int width,
    int height,
    Optional<Input> input,
    Throughput throughput,
    Optional<Instant> lastFrame,
    long reconnects,
    Duration lost,
    Optional<Fault> lastError,
    int people,
    int statics,
    Optional<Double> coverage,
    List<LineStatus> lines,
    List<ZoneStatus> zones) {
  public CameraStatus {
    lines = List.copyOf(lines);
    zones = List.copyOf(zones);
  }

  /** What the capture of a camera does. */
  public enum CameraState {
    CONNECTING,
    STREAMING,
    /** Open, and no frame comes. */
    STALLED,
    /** Waits before it tries to open the source again. */
    BACKING_OFF,
    /** A file was read to its end. */
    ENDED,
    /** Switched off in the configuration. */
    DISABLED
  }

  /**
   * How large the picture is shown to the network.
   *
   * @param longSide pixels of the longer side
   * @param needed pixels that the people who are seen call for; more than {@code longSide} where
   *     the budget does not bear it
   * @param coresMissing cores that the budget lacks for all that the cameras call for
   * @param smallest pixels that nine in ten people reach in {@code longSide}; empty until measured,
   *     and where the size is configured
   */
  public record Input(int longSide, int needed, double coresMissing, Optional<Double> smallest) {}

  /**
   * Frames per second over the last seconds, frames since start, and time in the detector.
   *
   * @param fpsIn frames the source delivers
   * @param fpsProcessed frames that were looked at
   * @param processed frames since start
   * @param dropped frames since start that a newer one replaced
   * @param looks why not all were looked at
   * @param detection empty until something was detected in
   */
  public record Throughput(
      double fpsIn,
      double fpsProcessed,
      long processed,
      long dropped,
      Looks looks,
      Optional<DetectionTime> detection) {}

  /**
   * What the detector was wanted for, and what it did; rates are of the last minute, numbers since
   * start.
   *
   * @param wantedPerSecond looks that were called for by what is to be seen
   * @param gotPerSecond looks
   * @param lostShare part of the wanted for which there was no time, 0..1
   * @param lost looks that were wanted and could not be had
   * @param repeated frames observed without a look, because nothing had moved
   * @param leftOut frames that came sooner than needed
   */
  public record Looks(
      double wantedPerSecond,
      double gotPerSecond,
      double lostShare,
      long lost,
      long repeated,
      long leftOut) {
    /** Of a camera that does not run. */
    public static final Looks NONE = new Looks(0, 0, 0, 0, 0, 0);
  }

  /** Milliseconds the detector takes for one frame of this camera. */
  public record DetectionTime(double meanMillis, double p95Millis) {}

  /** What went wrong, when, and the cure. Without credentials. */
  public record Fault(Instant at, String text, String cure) {}

  /**
   * A counting line; in is towards its right-hand side as seen in the picture.
   *
   * @param from one end, 0..1
   * @param to the other end, 0..1
   * @param metres its length on the floor; empty unless that is measured
   * @param today since midnight in the store's time zone
   * @param total since this box began to count the line
   */
  public record LineStatus(
      String id, Point from, Point to, Optional<Double> metres, Tally today, Tally total) {}

  /** Crossings in both directions. */
  public record Tally(long in, long out) {}

  /**
   * A zone.
   *
   * @param polygon its outline, 0..1
   * @param squareMetres its area on the floor; empty unless that is measured
   * @param now people inside
   * @param visitsToday visits that ended since midnight in the store's time zone
   * @param meanDwellToday over those visits, empty when there are none
   */
  public record ZoneStatus(
      String id,
      ZoneType type,
      Polygon polygon,
      Optional<Double> squareMetres,
      int now,
      long visitsToday,
      Optional<Duration> meanDwellToday) {}
}
