package io.headcount.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.program.settings.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples are valid, and the manual leaves no key out. */
class ExamplesTest {
  private static final Path HOME = Path.of(System.getProperty("headcount.home", ".."));

  @TempDir private Path folder;

  @Test
  void streetIsValid() throws IOException {
    Box box = new Box(folder);
    box.write("vtest.avi", "video");

    AgentConfig config = box.read(example("street.yaml"));

    assertThat(config.warnings()).isEmpty();
    assertThat(config.scenes().getFirst().lines()).hasSize(1);
    assertThat(config.scenes().getFirst().zones()).hasSize(2);
  }

  @Test
  void shopIsValid() throws IOException {
    Box box = new Box(folder);
    box.writeSecret("door", "one\n");
    box.writeSecret("tills", "two\n");

    AgentConfig config =
        box.read(example("shop.yaml").replace("/run/credentials/headcount.service/", ""));

    assertThat(config.warnings()).isEmpty();
    assertThat(config.cameras()).hasSize(2);
  }

  @Test
  void manualNamesEveryKey() throws IOException {
    String manual = Files.readString(HOME.resolve("docs/configuration.md"));
    for (Keys keys : AgentKeys.LAYOUT.parts()) {
      String heading = "## " + (keys.place().isEmpty() ? "The top" : "`" + keys.place() + "`");
      assertThat(manual).contains(heading + "\n");
      String after = manual.substring(manual.indexOf(heading + "\n") + heading.length());
      int end = after.indexOf("\n## ");
      String section = end < 0 ? after : after.substring(0, end);
      assertThat(keys.names())
          .allSatisfy(key -> assertThat(section).as(heading).contains("| `" + key + "` |"));
    }
  }

  private static String example(String name) throws IOException {
    return Files.readString(HOME.resolve("edge-agent/examples").resolve(name));
  }
}
