package io.headcount.edge.count;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.edge.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Folds the journal of one box into counts. Confined to one thread; a deterministic function of the
 * journal and the scenes of its revisions.
 */
public final class Counting {
  private final SceneBook book;

  /** One for each camera of the configuration that holds. */
  private final Map<CameraId, SceneAnalytics> cameras = new TreeMap<>();

  private String revision;

  public Counting(SceneBook book, CountingState state) {
    this.book = book;
    this.revision = state.revision();
    if (!revision.isEmpty()) {
      Map<CameraId, Scene> scenes = scenesOf(revision);
      state
          .byCamera()
          .forEach(
              (id, kept) ->
                  Optional.ofNullable(scenes.get(id))
                      .ifPresent(scene -> cameras.put(id, new SceneAnalytics(scene, kept))));
    }
  }

  /** Takes in the next entry of the journal. */
  public List<Counted> apply(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.Started started -> started(started);
      case JournalEntry.Observed observed ->
          camera(observed.camera())
              .map(scene -> counted(observed.camera(), scene.observe(observed.observation())))
              .orElse(List.of());
      case JournalEntry.Unobserved unobserved ->
          camera(unobserved.camera())
              .map(scene -> counted(unobserved.camera(), scene.unobserved(unobserved.at())))
              .orElse(List.of());
    };
  }

  public CountingState state() {
    Map<String, SceneAnalytics.State> states = new LinkedHashMap<>();
    cameras.forEach((id, scene) -> states.put(id.value(), scene.state()));
    return new CountingState(revision, states);
  }

  /** The scenes that are measured now. */
  public Map<CameraId, SceneAnalytics> cameras() {
    return cameras;
  }

  public String revision() {
    return revision;
  }

  private Optional<SceneAnalytics> camera(CameraId id) {
    return Optional.ofNullable(cameras.get(id));
  }

  private List<Counted> started(JournalEntry.Started started) {
    List<Counted> counted = new ArrayList<>();
    Map<CameraId, Scene> scenes = scenesOf(started.revision());
    for (CameraId id : List.copyOf(cameras.keySet())) {
      if (!scenes.containsKey(id)) {
        // closes its open minute; nothing is measured there any more
        Scene nothing = new Scene(id, List.of(), List.of());
        counted.addAll(redrawn(id, nothing, started.at()));
        cameras.remove(id);
      }
    }
    for (Scene scene : scenes.values()) {
      SceneAnalytics running = cameras.get(scene.camera());
      if (running == null) {
        cameras.put(scene.camera(), new SceneAnalytics(scene, SceneAnalytics.State.empty(scene)));
      } else if (running.scene().equals(scene)) {
        counted.addAll(counted(scene.camera(), running.restarted(started.at())));
      } else {
        counted.addAll(redrawn(scene.camera(), scene, started.at()));
      }
    }
    revision = started.revision();
    return counted;
  }

  private List<Counted> redrawn(CameraId id, Scene scene, Instant at) {
    SceneAnalytics running = cameras.get(id);
    if (running == null) {
      return List.of();
    }
    SceneAnalytics.Redrawn redrawn = running.redrawn(scene, at);
    cameras.put(id, redrawn.analytics());
    return counted(id, redrawn.events());
  }

  private List<Counted> counted(CameraId id, List<SceneEvent> events) {
    return events.stream().map(event -> new Counted(id, revision, event)).toList();
  }

  private Map<CameraId, Scene> scenesOf(String wanted) {
    return book.scenes(wanted).stream()
        .collect(
            Collectors.toMap(Scene::camera, scene -> scene, (first, again) -> first, TreeMap::new));
  }
}
