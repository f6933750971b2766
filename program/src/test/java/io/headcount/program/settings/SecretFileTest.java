package io.headcount.program.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {
  @TempDir private Path folder;

  @Test
  void blanksAroundItAreNoPartOfIt() {
    Shop.writeSecret(folder.resolve("word"), " two words \r\n\n");

    assertThat(shop("word").password().map(Secret::reveal)).contains("two words");
  }

  @Test
  void aSecretIsNeverPrinted() {
    assertThat(new Secret("geheim")).hasToString("***");
    assertThat("" + List.of(new Secret("geheim"))).isEqualTo("[***]");
  }

  @Test
  void unusableFilesAreNamedWithTheirLine() {
    Shop.writeSecret(folder.resolve("empty"), " \n");
    Shop.writeSecret(folder.resolve("two"), "geheim\ngeheim\n");
    Shop.writeSecret(folder.resolve("long"), "x".repeat(4097));

    assertThat(problem("none").message()).endsWith("none does not exist");
    assertThat(problem("none").suggestion())
        .contains("write the password into it, alone on one line");
    assertThat(problem(".").message()).endsWith("cannot be read");
    for (String file : List.of("empty", "two", "long")) {
      Problem problem = problem(file);
      assertThat(problem.message())
          .isEqualTo("the file %s must hold one line", folder.resolve(file));
      assertThat(problem.line()).isEqualTo(2);
      assertThat(problem.path()).isEqualTo("server.password_file");
      assertThat(problem.toString()).doesNotContain("geheim");
    }
  }

  @ParameterizedTest
  @CsvSource({"r--------,0", "rw-r-----,0", "rw-r--r--,1", "r-----r--,1"})
  void aFileThatEverybodyMayReadIsWarnedOf(String mode, int warnings) throws IOException {
    Path file = Shop.writeSecret(folder.resolve("word"), "geheim");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    Shop shop = shop("word");

    assertThat(shop.password()).isPresent();
    assertThat(shop.warnings())
        .hasSize(warnings)
        .allSatisfy(
            warning -> {
              assertThat(warning.line()).isEqualTo(2);
              assertThat(warning.message()).contains("everybody", file.toString());
              assertThat(warning.suggestion()).contains("chmod o= " + file);
            });
  }

  private Shop shop(String file) {
    return Shop.read(text(file));
  }

  private Problem problem(String file) {
    List<Problem> problems = Shop.problems(text(file));
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private Path text(String file) {
    return Shop.write(folder, "name: a\nserver: {password_file: " + file + "}\n");
  }
}
