package io.headcount.program.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings with a value of every kind; what is not given, or is wrong, is empty. */
record Shop(
    Optional<String> name,
    Optional<ZoneId> zone,
    Optional<Boolean> open,
    Optional<Colour> colour,
    Optional<Double> share,
    Optional<Duration> patience,
    Optional<Long> budget,
    Optional<Path> data,
    Optional<Integer> port,
    Optional<Secret> password,
    List<String> doors,
    List<Problem> warnings) {
  enum Colour {
    RED,
    DARK_BLUE
  }

  static final Path HOME = Path.of("/home/shop");

  private static final Pattern ID = Pattern.compile("[a-z]{1,8}");
  private static final Keys TOP =
      Keys.of(
          "",
          "name",
          "zone",
          "open",
          "colour",
          "share",
          "patience",
          "budget",
          "data",
          "server",
          "doors");
  private static final Keys SERVER = Keys.of("server", "port", "password_file");
  private static final Keys DOOR = Keys.of("doors[]", "id");

  static final Layout LAYOUT = new Layout("name: corner", List.of(TOP, SERVER, DOOR));

  static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("shop.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file that its owner alone may read. */
  static Path writeSecret(Path file, String text) {
    try {
      Files.writeString(file, text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Shop read(Path file) {
    return LAYOUT.read(file, HOME, Shop::of);
  }

  /** The problems of a file; empty when it is accepted. */
  static List<Problem> problems(Path file) {
    try {
      read(file);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private static Shop of(Section top) {
    Optional<Section> server = top.find("server").flatMap(value -> value.section(SERVER));
    return new Shop(
        top.need("name", "such as corner").flatMap(value -> value.text(10)),
        top.find("zone").flatMap(Value::timeZone),
        top.find("open").flatMap(Value::flag),
        top.find("colour").flatMap(value -> value.choice(Colour.class)),
        top.find("share").flatMap(value -> value.number(0, 1)),
        top.find("patience")
            .flatMap(value -> value.duration(Duration.ofSeconds(1), Duration.ofHours(36))),
        top.find("budget").flatMap(value -> value.size("1MiB")),
        top.find("data").flatMap(Value::path),
        server.flatMap(part -> part.find("port")).flatMap(value -> value.whole(1, 100)),
        server
            .flatMap(part -> part.need("password_file", "a file that holds it"))
            .flatMap(Value::secret),
        top.find("doors").stream()
            .flatMap(list -> list.items(3).stream())
            .flatMap(Shop::id)
            .toList(),
        top.warnings());
  }

  private static Stream<String> id(Value door) {
    return door
        .section(DOOR)
        .flatMap(section -> section.need("id", "such as front"))
        .flatMap(value -> value.text(ID, "1 to 8 letters", "such as front"))
        .stream();
  }
}
