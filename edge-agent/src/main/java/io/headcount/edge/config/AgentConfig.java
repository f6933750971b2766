package io.headcount.edge.config;

import io.headcount.analytics.scene.Scene;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.program.settings.Problem;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * All that one box is told. Immutable.
 *
 * @param box name shown to people
 * @param zone the store's time zone, for "today" and opening hours
 * @param dataDirectory where journal and database live, absolute; need not exist yet
 * @param detector how people are found
 * @param budget what that may take
 * @param status where the local page is served
 * @param journal how much of the past is kept
 * @param uplink where numbers are sent; without it the box keeps them to itself
 * @param cameras with different ids, in the order of the file; none where the page or the collector
 *     is to name them
 * @param revision names the lines, zones and their rules: the same scenes give the same 12 hex
 *     digits, whatever else changes
 * @param warnings what is allowed and yet probably not meant, in the order of the file
 */
public record AgentConfig(
    String box,
    ZoneId zone,
    Path dataDirectory,
    DetectorOptions detector,
    BudgetConfig budget,
    StatusConfig status,
    JournalConfig journal,
    Optional<UplinkConfig> uplink,
    List<CameraConfig> cameras,
    String revision,
    List<Problem> warnings) {
  /** By a name that browsers know, too; they know no {@code Z}. */
  static final ZoneId UTC = ZoneId.of("UTC");

  public AgentConfig {
    cameras = List.copyOf(cameras);
    zone = zone.equals(ZoneOffset.UTC) ? UTC : zone;
    warnings = List.copyOf(warnings);
  }

  /**
   * The same with other cameras, data folder and page, for a run by hand; scenes stay as they are.
   */
  public AgentConfig with(List<CameraConfig> others, Path data, StatusConfig page) {
    return new AgentConfig(
        box, zone, data, detector, budget, page, journal, uplink, others, revision, warnings);
  }

  /** This, where the box itself decides: where its data lies, its page, and where it sends. */
  AgentConfig on(AgentConfig box) {
    return new AgentConfig(
        this.box,
        zone,
        box.dataDirectory,
        detector,
        budget,
        box.status,
        journal,
        box.uplink,
        cameras,
        revision,
        warnings);
  }

  /**
   * Whether a running agent can go over to another configuration: only the cameras, their lines and
   * zones differ.
   */
  public boolean leadsTo(AgentConfig next) {
    return box.equals(next.box)
        && zone.equals(next.zone)
        && dataDirectory.equals(next.dataDirectory)
        && detector.equals(next.detector)
        && budget.equals(next.budget)
        && status.equals(next.status)
        && journal.equals(next.journal)
        && uplink.equals(next.uplink)
        && (!seesNothing() || next.seesNothing());
  }

  /** Whether no camera is enabled, so that no detector is needed. */
  private boolean seesNothing() {
    return cameras.stream().noneMatch(CameraConfig::enabled);
  }

  /** What is measured, camera by camera, in the order of the file. */
  public List<Scene> scenes() {
    return cameras.stream().map(CameraConfig::scene).toList();
  }
}
