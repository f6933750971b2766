package io.headcount.edge.count;

import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.contract.CountWindow;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.ZoneVisited;
import io.headcount.edge.config.Scenes;
import io.headcount.edge.journal.JournalTailer.Positioned;
import io.headcount.edge.store.Commit;
import io.headcount.edge.store.Snapshot;
import io.headcount.edge.store.StateDb;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counting whose results go into state.db together with the place in the journal that they were
 * read up to, in one transaction. Confined to the counting thread, which is the one that writes the
 * database.
 *
 * <p>A commit is made when a minute closes. Whatever was read after it is read again after a crash,
 * from the snapshot, and comes out the same: nothing is lost and nothing counts twice.
 */
public final class Ledger {
  private static final Logger LOG = System.getLogger(Ledger.class.getName());

  /** With so many results that the database would not take, reading stops until it does. */
  private static final int MAX_PENDING = 50_000;

  private final StateDb db;
  private final StateCodec codec = new StateCodec();
  private final Counting counting;
  private final List<CountWindow> windows = new ArrayList<>();
  private final List<LineCrossed> crossings = new ArrayList<>();
  private final List<ZoneVisited> visits = new ArrayList<>();
  private long position;
  private boolean due;

  /**
   * Goes on from the snapshot in the database, or from the beginning of the journal.
   *
   * @param current scenes of a revision that the database lost
   */
  public Ledger(StateDb db, List<Scene> current) {
    this.db = db;
    Snapshot snapshot = db.snapshot().orElse(null);
    this.position = snapshot == null ? 0 : snapshot.position();
    CountingState state = snapshot == null ? CountingState.EMPTY : codec.read(snapshot.state());
    this.counting = new Counting(book(db, current), state);
  }

  /** Looks revisions up in the database. */
  public static SceneBook book(StateDb db, List<Scene> current) {
    return revision ->
        db.configuration(revision)
            .map(Scenes::read)
            .orElseGet(
                () -> {
                  LOG.log(
                      Level.WARNING,
                      "configuration {0} is not in the database any more: the present one is used",
                      revision);
                  return current;
                });
  }

  /** Makes a revision known before the journal names it. */
  public static void remember(StateDb db, String revision, List<Scene> scenes, Instant at) {
    db.saveConfiguration(revision, Scenes.write(scenes), at);
  }

  /** The same while it counts. */
  void remember(String revision, List<Scene> scenes, Instant at) {
    remember(db, revision, scenes, at);
  }

  public Counting counting() {
    return counting;
  }

  /** Position of the last entry taken in. */
  public long position() {
    return position;
  }

  /** Takes in the next entry; what it came to waits for {@link #commit}. */
  public List<Counted> apply(Positioned next) {
    List<Counted> counted = counting.apply(next.entry());
    position = next.position();
    counted.forEach(this::collect);
    return counted;
  }

  private void collect(Counted counted) {
    switch (counted.event()) {
      case SceneEvent.LineCrossed(var crossing) ->
          crossings.add(Messages.crossing(counted.camera(), crossing));
      case SceneEvent.ZoneVisited(var visit) -> visits.add(Messages.visit(counted.camera(), visit));
      case SceneEvent.WindowClosed(var window) -> {
        windows.add(Messages.window(counted.camera(), counted.revision(), window));
        due = true;
      }
    }
  }

  /** Whether a minute closed since the last commit. */
  public boolean due() {
    return due;
  }

  /** Whether so much waits that reading on would only fill the memory. */
  public boolean full() {
    return windows.size() + crossings.size() + visits.size() >= MAX_PENDING;
  }

  /**
   * Stores what came together since the last commit.
   *
   * @throws io.headcount.edge.store.StoreException when it cannot; all of it then still waits
   */
  public void commit() {
    Snapshot snapshot = new Snapshot(position, counting.revision(), codec.write(counting.state()));
    db.commit(new Commit(windows, crossings, visits, snapshot));
    windows.clear();
    crossings.clear();
    visits.clear();
    due = false;
  }
}
