package io.headcount.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds THIRD-PARTY.md against what the build found on the program's class path. */
final class ThirdPartyIT {
  private static final Path HOME = Path.of(System.getProperty("headcount.home"));

  /** A line of the build's list: licences in parentheses, name, then group:artifact:version. */
  private static final Pattern FOUND =
      Pattern.compile("\\s+(\\(.*\\)) .* \\(([\\w.-]+:[\\w.-]+):([\\w.-]+) - .*\\)");

  /** A row of the table: library, version, licence, purpose. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w.-]+:[\\w.-]+)` \\| (\\S+) \\| ([^|]+) \\| [^|]+ \\|");

  /** Bouncy Castle's has the words of MIT. */
  private static final Pattern FREE_TO_SHIP =
      Pattern.compile("Apache|MIT|BSD|LGPL|Lesser|EPL|Eclipse|Public Domain|Bouncy Castle Licence");

  private static final String HEADING = "\n## Libraries of the collector\n";

  private record Library(String name, String version, String licences) {
    String coordinates() {
      return name + ":" + version;
    }
  }

  @Test
  void everyLibraryIsListedWithItsVersionAndNoOther() throws IOException {
    List<String> shipped = coordinates(shipped());

    assertThat(shipped).hasSizeGreaterThan(50);
    assertThat(coordinates(listed())).containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void noLibraryIsOfferedUnderTheGplAlone() throws IOException {
    assertThat(shipped())
        .allSatisfy(library -> assertThat(library.licences()).containsPattern(FREE_TO_SHIP));
    assertThat(listed())
        .allSatisfy(library -> assertThat(library.licences()).containsPattern(FREE_TO_SHIP));
  }

  @Test
  void everyJarInLibIsAShippedLibrary() throws IOException {
    List<String> jars;
    try (Stream<Path> files = Files.list(HOME.resolve("cloud-collector/target/lib"))) {
      jars = files.map(file -> file.getFileName().toString()).toList();
    }
    List<String> known =
        shipped().stream()
            .map(library -> library.coordinates().replaceFirst(".*:(.*):", "$1-"))
            .toList();

    assertThat(jars)
        .filteredOn(jar -> !jar.startsWith("headcount-"))
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(known).anyMatch(jar::startsWith));
  }

  private static List<Library> shipped() throws IOException {
    return Files.readAllLines(HOME.resolve("cloud-collector/target/third-party.txt")).stream()
        .map(FOUND::matcher)
        .filter(Matcher::matches)
        .map(line -> new Library(line.group(2), line.group(3), line.group(1)))
        .filter(library -> !library.name().startsWith("io.headcount:"))
        .toList();
  }

  private static List<Library> listed() throws IOException {
    String page = Files.readString(HOME.resolve("THIRD-PARTY.md"));
    int table = page.indexOf(HEADING) + HEADING.length();
    int end = page.indexOf("\n## ", table);
    return page.substring(table, end)
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Library(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  private static List<String> coordinates(List<Library> libraries) {
    return libraries.stream().map(Library::coordinates).toList();
  }
}
