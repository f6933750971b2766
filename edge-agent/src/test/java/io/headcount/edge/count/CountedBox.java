package io.headcount.edge.count;

import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.contract.CountWindow;
import io.headcount.edge.config.Scenes;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A data folder with a journal and a database, filled by hand. Confined to its test. */
public final class CountedBox implements AutoCloseable {
  public static final List<Scene> SCENES =
      List.of(Walkers.scene(Walkers.DOOR), Walkers.scene(Walkers.TILL));
  public static final String REVISION = Scenes.revision(SCENES);

  private final Path data;
  private final Journal journal;
  private final StateDb database;
  private Ledger ledger;
  private JournalTailer tailer;

  private CountedBox(Path data, Path databaseFile) {
    this.data = data;
    journal =
        Journal.open(
            data.resolve("journal"),
            InstantSource.system(),
            new JournalOptions(1L << 30, 0.001, 64L << 20));
    database = StateDb.open(databaseFile, InstantSource.system());
    remember(SCENES);
    ledger = new Ledger(database, SCENES);
    tailer = journal.tailer(ledger.position());
  }

  public static CountedBox open(Path data) {
    return open(data, data.resolve("state.db"));
  }

  public static CountedBox open(Path data, Path database) {
    return new CountedBox(data, database);
  }

  public String remember(List<Scene> scenes) {
    String revision = Scenes.revision(scenes);
    Ledger.remember(database, revision, scenes, Walkers.MORNING);
    return revision;
  }

  public CountedBox append(List<? extends JournalEntry> entries) {
    entries.forEach(entry -> journal.append(entry).orElseThrow());
    journal.sync();
    return this;
  }

  /** Counts all there is; each closed minute is committed, what is open is not. */
  public CountedBox count() {
    readAll(OptionalInt.empty());
    return this;
  }

  void readAll(OptionalInt most) {
    int left = most.orElse(Integer.MAX_VALUE);
    for (var next = tailer.next(); next.isPresent(); next = tailer.next()) {
      ledger.apply(next.get());
      if (ledger.due() && most.isEmpty()) {
        ledger.commit();
      }
      if (--left == 0) {
        return;
      }
    }
  }

  /** As after a crash: what was not committed is forgotten. */
  CountedBox forget() {
    tailer.close();
    ledger = new Ledger(database, SCENES);
    tailer = journal.tailer(ledger.position());
    return this;
  }

  Ledger ledger() {
    return ledger;
  }

  Journal journal() {
    return journal;
  }

  public StateDb database() {
    return database;
  }

  public Path data() {
    return data;
  }

  public static List<CountWindow> stored(Path databaseFile) {
    return new StateReader(databaseFile).windows();
  }

  /** What the whole journal gives, counted without any database. */
  public static List<CountWindow> recount(Path data, List<Scene> scenes) {
    Counting counting = new Counting(revision -> scenes, CountingState.EMPTY);
    List<CountWindow> windows = new ArrayList<>();
    try (JournalTailer all = Journal.read(data.resolve("journal"))) {
      for (Optional<JournalTailer.Positioned> next = all.next();
          next.isPresent();
          next = all.next()) {
        JournalEntry entry = next.get().entry();
        for (Counted one : counting.apply(entry)) {
          if (one.event() instanceof SceneEvent.WindowClosed(var window)) {
            windows.add(Messages.window(one.camera(), one.revision(), window));
          }
        }
      }
    }
    return windows;
  }

  @Override
  public void close() {
    tailer.close();
    database.close();
    journal.close();
  }
}
