package io.headcount.edge.count;

import io.headcount.analytics.scene.CameraId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows of the counts, at one moment. Immutable.
 *
 * @param cameras by id
 * @param lastCommit when state.db last took something; empty before the first
 * @param position of the last journal entry that was counted
 * @param problem why state.db takes nothing at present; empty when all is well
 */
public record CountsNow(
    Map<CameraId, CameraCounts> cameras,
    Optional<Instant> lastCommit,
    long position,
    Optional<String> problem) {
  public static final CountsNow NONE =
      new CountsNow(Map.of(), Optional.empty(), 0, Optional.empty());

  public CountsNow {
    cameras = Map.copyOf(cameras);
  }

  /**
   * One camera.
   *
   * @param lines by line id
   * @param zones by zone id
   * @param statics things left out now
   * @param coverage of the last closed minute; empty before the first
   */
  public record CameraCounts(
      Map<String, LineNow> lines,
      Map<String, ZoneNow> zones,
      int statics,
      Optional<Double> coverage) {
    public CameraCounts {
      lines = Map.copyOf(lines);
      zones = Map.copyOf(zones);
    }
  }

  /** Crossings today, and since counting began. */
  public record LineNow(long inToday, long outToday, long totalIn, long totalOut) {}

  /** People present, and visits that ended today. */
  public record ZoneNow(int present, long visitsToday, double dwellSecondsToday) {}
}
