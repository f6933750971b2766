package io.headcount.program.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of its own beneath the data directory, or beneath the next folder above that is there;
 * deleted at the end with all that is in it. Confined to one thread.
 */
public record Scratch(Path folder) implements AutoCloseable {
  /** Makes it. */
  public static Scratch beneath(Path data) throws IOException {
    return new Scratch(Files.createTempDirectory(existing(data), "doctor-"));
  }

  /** The folder itself, or the next one above that is there. */
  public static Path existing(Path folder) {
    Path place = folder.toAbsolutePath();
    while (!Files.isDirectory(place) && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
