package io.headcount.edge.journal;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import java.time.Instant;

/** One thing the journal holds. Entries of one camera are in the order of their time. */
public sealed interface JournalEntry {
  /** When it happened, by the box's clock that never runs backwards. */
  Instant at();

  /**
   * The agent began to observe: every earlier track has ended, open visits end with it, and from
   * here on the configuration of this revision holds.
   *
   * @param revision names the configuration, as kept in state.db
   */
  record Started(Instant at, String revision) implements JournalEntry {}

  /**
   * Lines, zones or cameras were changed while the agent runs: from here on the configuration of
   * this revision holds. Cameras whose lines and zones it leaves as they were go on undisturbed.
   *
   * @param revision names the configuration, as kept in state.db
   */
  record Changed(Instant at, String revision) implements JournalEntry {}

  /** One processed frame. */
  record Observed(CameraId camera, Observation observation) implements JournalEntry {
    @Override
    public Instant at() {
      return observation.at();
    }
  }

  /** Up to this moment nothing more was observed of the camera: windows before it may close. */
  record Unobserved(CameraId camera, Instant at) implements JournalEntry {}
}
