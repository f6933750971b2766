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
import java.util.Set;
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

  /**
   * Those that the configuration left out in a minute that they had begun: should they come back
   * within it, they go on with its next part. Let go at the first start after that minute.
   */
  private final Map<CameraId, SceneAnalytics> removed = new TreeMap<>();

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
                      .ifPresentOrElse(
                          scene -> cameras.put(id, new SceneAnalytics(scene, kept)),
                          () -> removed.put(id, new SceneAnalytics(nothing(id), kept))));
    }
  }

  /** Takes in the next entry of the journal. */
  public List<Counted> apply(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.Started started -> holds(started.revision(), started.at(), true);
      case JournalEntry.Changed changed -> holds(changed.revision(), changed.at(), false);
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
    removed.forEach((id, scene) -> states.put(id.value(), scene.state()));
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

  /** From this moment on a revision holds, after a start or in the midst of it all. */
  private List<Counted> holds(String next, Instant at, boolean started) {
    Map<CameraId, Scene> scenes = scenesOf(next);
    List<Counted> counted = new ArrayList<>(remove(scenes.keySet(), at));
    for (Scene scene : scenes.values()) {
      SceneAnalytics running = cameras.get(scene.camera());
      if (running == null) {
        cameras.put(scene.camera(), new SceneAnalytics(scene, SceneAnalytics.State.empty(scene)));
      } else if (!running.scene().equals(scene)) {
        SceneAnalytics.Redrawn redrawn = running.redrawn(scene, at);
        cameras.put(scene.camera(), redrawn.analytics());
        counted.addAll(counted(scene.camera(), redrawn.events()));
      } else if (started) {
        counted.addAll(counted(scene.camera(), running.restarted(at)));
      }
    }
    revision = next;
    return counted;
  }

  /** Closes the open minute of each camera that is not wanted any more. */
  private List<Counted> remove(Set<CameraId> wanted, Instant at) {
    Map<CameraId, SceneAnalytics> leaving = new TreeMap<>(removed);
    leaving.putAll(cameras);
    leaving.keySet().removeAll(wanted);
    List<Counted> counted = new ArrayList<>();
    leaving.forEach(
        (id, running) -> {
          SceneAnalytics.Redrawn redrawn = running.redrawn(nothing(id), at);
          counted.addAll(counted(id, redrawn.events()));
          cameras.remove(id);
          if (redrawn.analytics().state().minute() == null) {
            removed.remove(id);
          } else {
            removed.put(id, redrawn.analytics());
          }
        });
    for (CameraId id : wanted) {
      Optional.ofNullable(removed.remove(id)).ifPresent(scene -> cameras.put(id, scene));
    }
    return counted;
  }

  private static Scene nothing(CameraId id) {
    return new Scene(id, List.of(), List.of());
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
