package io.headcount.analytics.scene;

import io.headcount.analytics.line.Crossing;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.analytics.zone.ZoneVisit;

/** Something a scene found out, certain and final. */
public sealed interface SceneEvent {
  /** A line was crossed. */
  record LineCrossed(Crossing crossing) implements SceneEvent {}

  /** A visit to a zone ended. */
  record ZoneVisited(ZoneVisit visit) implements SceneEvent {}

  /** A minute is over. */
  record WindowClosed(MinuteWindow window) implements SceneEvent {}
}
