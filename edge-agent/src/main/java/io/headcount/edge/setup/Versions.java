package io.headcount.edge.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.headcount.edge.setup.Version.Origin;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configurations of this box, one file each ({@code 000012.json}), the newest {@value #KEPT} of
 * them. Thread-safe. One that cannot be read is left out, and told in the log.
 */
public final class Versions {
  static final int KEPT = 50;
  private static final Logger LOG = System.getLogger(Versions.class.getName());
  private static final Pattern NAME = Pattern.compile("\\d{6,9}\\.json");

  private final Path folder;
  private final InstantSource clock;
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** The oldest first; at most {@value #KEPT}. */
  private final List<Version> all = new ArrayList<>();

  private Versions(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Opens the folder, which is made when missing. */
  public static Versions open(Path folder, InstantSource clock) {
    Versions versions = new Versions(Disk.folder(folder), clock);
    versions.load();
    return versions;
  }

  private void load() {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .flatMap(file -> read(file).stream())
          .sorted(Comparator.comparingInt(Version::number))
          .forEach(all::add);
    } catch (IOException e) {
      throw Disk.failure(folder, e);
    }
  }

  private Optional<Version> read(Path file) {
    try {
      return Optional.of(mapper.readValue(Files.readString(file), Version.class));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is damaged and left out: {1}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** The newest first. */
  public synchronized List<Version> list() {
    return all.reversed().stream().toList();
  }

  public synchronized Optional<Version> newest() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  public synchronized Optional<Version> get(int number) {
    return all.stream().filter(version -> version.number() == number).findFirst();
  }

  /** Those that came after this one, the newest first. */
  public synchronized List<Version> since(int number) {
    return list().stream().filter(version -> version.number() > number).toList();
  }

  /** Adds one; it is on the disk when this returns. The oldest goes when there are too many. */
  synchronized Version add(Origin origin, String by, String what, String text, String file) {
    int number = newest().map(Version::number).orElse(0) + 1;
    Version version = new Version(number, clock.instant(), origin, by, what, text, file);
    try {
      Disk.put(name(number), mapper.writeValueAsString(version));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a version is always JSON", e);
    }
    all.add(version);
    while (all.size() > KEPT) {
      Disk.delete(name(all.removeFirst().number()));
    }
    return version;
  }

  private Path name(int number) {
    return folder.resolve("%06d.json".formatted(number));
  }
}
