package io.headcount.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The journal's files in their three folders. {@code live} is the queue's own and holds only what
 * this run wrote; {@code sealed} has the files of earlier runs, {@code quarantine} those in which
 * damage was found. The queue never opens an old file, so nothing in one can keep it from starting:
 * no damage, no lock of a dead process, no cycle that the clock has not reached again. Old files
 * are still read, quarantined ones too. Thread-safe.
 */
final class Segments {
  private final Path dir;
  private final Path live;
  private final Path sealed;
  private final Path quarantine;
  private final Losses losses;
  private final boolean readOnly;

  Segments(Path dir, Losses losses) {
    this(dir, losses, false);
  }

  /**
   * @param readOnly moves nothing, whatever it finds
   */
  Segments(Path dir, Losses losses, boolean readOnly) {
    this.dir = dir;
    this.readOnly = readOnly;
    this.live = dir.resolve("live");
    this.sealed = dir.resolve("sealed");
    this.quarantine = dir.resolve("quarantine");
    this.losses = losses;
  }

  Path live() {
    return live;
  }

  /** Puts away what earlier runs left in the live folder. */
  synchronized void seal() {
    try {
      for (Path folder : List.of(live, sealed, quarantine)) {
        Files.createDirectories(folder);
      }
      for (Path file : list(live)) {
        if (Position.ofFile(file.getFileName().toString()).isPresent()) {
          Files.move(file, sealed.resolve(file.getFileName()));
        } else {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The highest cycle that was ever used and not deleted, -1 when there is none. */
  synchronized int highestCycle() {
    NavigableMap<Integer, Path> files = files();
    return files.isEmpty() ? -1 : files.lastKey();
  }

  synchronized int oldestCycle() {
    NavigableMap<Integer, Path> files = files();
    return files.isEmpty() ? Integer.MAX_VALUE : files.firstKey();
  }

  /** Opens the first file of this cycle or a later one. */
  synchronized Optional<FrameReader> open(int cycle) {
    Map.Entry<Integer, Path> next = files().ceilingEntry(cycle);
    return next == null
        ? Optional.empty()
        : Optional.of(new FrameReader(next.getValue(), next.getKey(), losses));
  }

  /** Moves a damaged file out of the way; it is still read from there. */
  synchronized void quarantine(int cycle) {
    Path file = files().get(cycle);
    if (file != null && !readOnly && !quarantine.equals(file.getParent())) {
      try {
        Files.move(file, quarantine.resolve(file.getFileName()));
      } catch (IOException e) {
        throw unusable(e);
      }
    }
  }

  synchronized int quarantined() {
    return list(quarantine).size();
  }

  synchronized long bytes() {
    return files().values().stream().mapToLong(Segments::size).sum();
  }

  /**
   * Deletes whole files, oldest first, all of whose entries are before this cycle: those last
   * written before a time, and more until the rest fits the budget.
   *
   * @return bytes that became free
   */
  synchronized long delete(int before, long budget, Instant older) {
    NavigableMap<Integer, Path> files = files();
    long total = files.values().stream().mapToLong(Segments::size).sum();
    long freed = 0;
    for (Path file : files.headMap(before).values()) {
      if (total - freed <= budget && !written(file).isBefore(older)) {
        break;
      }
      long size = size(file);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw unusable(e);
      }
      freed += size;
    }
    return freed;
  }

  private NavigableMap<Integer, Path> files() {
    TreeMap<Integer, Path> files = new TreeMap<>();
    for (Path folder : List.of(sealed, quarantine, live)) {
      for (Path file : list(folder)) {
        Position.ofFile(file.getFileName().toString()).ifPresent(cycle -> files.put(cycle, file));
      }
    }
    return files;
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // deleted meanwhile
    }
  }

  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MAX; // deleted meanwhile
    }
  }

  private JournalException unusable(IOException e) {
    return new JournalException(
        "journal folder %s cannot be used (%s): make it writable by the agent's user"
            .formatted(dir, e),
        e);
  }
}
