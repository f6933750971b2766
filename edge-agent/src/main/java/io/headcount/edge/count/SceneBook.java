package io.headcount.edge.count;

import io.headcount.analytics.scene.Scene;
import java.util.List;

/** Knows what each configuration revision measured. */
@FunctionalInterface
public interface SceneBook {
  /** The scenes of a revision, one a camera. An unknown revision is answered, and logged. */
  List<Scene> scenes(String revision);
}
