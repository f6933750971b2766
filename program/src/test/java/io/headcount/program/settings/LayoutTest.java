package io.headcount.program.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  private static final String NAME = "name: a\n";

  @TempDir private Path folder;

  /** A file with one thing wrong in it, and where and what must be said. */
  record Row(String text, int line, String path, String message, String suggestion) {}

  static Stream<Row> rows() {
    return Stream.of(
        // the file as a whole
        row("", 0, "", "nothing in this file", "a minimal one is name: corner"),
        row("# only a remark\n", 0, "", "nothing in this file", "minimal"),
        row("name: [a\n", 2, "", "not readable as YAML", ""),
        row("name: a\n\topen: true\n", 2, "", "tab", "spaces"),
        row("name: a: b\n", 1, "", "mapping values are not allowed", "quotes"),
        row("name: a\n--- \nname: b\n", 2, "", "second document", "delete"),
        row("name: a\u0007\n", 1, "", "invisible character U+0007", "delete"),
        row("- a\n- b\n", 1, "", "must hold keys and values, this is a list", "name"),
        row("hello", 1, "", "must hold keys and values, this is a single value", "name"),
        row("a: *x\n", 1, "", "undefined alias", ""),
        row("name: " + "[".repeat(40) + "]".repeat(40), 1, "", "nested too deep", "bracket"),
        // keys
        row("open: true\n", 1, "", "name is missing", "such as corner"),
        row("port: 80\n" + NAME, 1, "port", "not a known key", "belongs under server"),
        row("pateince: 2s\n" + NAME, 1, "pateince", "not a known key", "patience?"),
        row("Name: 2s\n", 1, "Name", "not a known key", "name?"),
        row("zebra: 1\n" + NAME, 1, "zebra", "not a known key", "keys here are name"),
        row("name: a\nname: b\n", 2, "name", "given twice, first in line 1", "delete"),
        row("[a]: b\n" + NAME, 1, "?", "a key must be a word", ""),
        row("server: {password: x}\n" + NAME, 1, ".password", "never", "in server.password_file"),
        row("db_password: x\n" + NAME, 1, "db_password", "never", "in server.password_file"),
        // values
        row("name:\n", 1, "name", "has no value", "delete the key"),
        row("name: {a: b}\n", 1, "name", "must be a text, this is a mapping", ""),
        row("name: !big a\n", 1, "name", "the tag !big means nothing", "delete"),
        row("name: elevenchars\n", 1, "name", "1 to 10 characters", ""),
        row(NAME + "zone: '+02:00'\n", 2, "zone", "time zone", "summer time"),
        row(NAME + "zone: Europe/Pari\n", 2, "zone", "time zone", "Europe/Paris?"),
        row(NAME + "open: yes\n", 2, "open", "true or false", "true"),
        row(NAME + "open: 'false'\n", 2, "open", "true or false", "false"),
        row(NAME + "colour: dark-blue\n", 2, "colour", "one of red, dark_blue", "dark_blue?"),
        row(NAME + "colour: green\n", 2, "colour", "one of red", "one of"),
        row(NAME + "share: 2\n", 2, "share", "2 is outside 0..1", "1"),
        row(NAME + "share: 0,5\n", 2, "share", "a number from 0 to 1", "0.5"),
        row(NAME + "share: .nan\n", 2, "share", "a number", ""),
        row(NAME + "share: '0.5'\n", 2, "share", "a number", "without quotes"),
        row(NAME + "patience: 5\n", 2, "patience", "a duration such as", "5s?"),
        row(NAME + "patience: 1w\n", 2, "patience", "a duration such as", "units"),
        row(NAME + "patience: 2d\n", 2, "patience", "outside 1s to 36h", "36h"),
        row(NAME + "patience: 0.5s\n", 2, "patience", "outside 1s to 36h", "1s"),
        row(NAME + "budget: 2G\n", 2, "budget", "a size such as", "GiB"),
        row(NAME + "budget: 1kB\n", 2, "budget", "less than 1MiB", "1MiB"),
        row(NAME + "data: \"a\\0b\"\n", 2, "data", "is not a path", ""),
        row(NAME + "server: 80\n", 2, "server", "must hold keys and values", "port"),
        row(NAME + "doors: {id: a}\n", 2, "doors", "must be a list, this is a mapping", "- "),
        row(NAME + "doors: [{id: A1}]\n", 2, "doors[0].id", "1 to 8 letters", "front"),
        row(
            NAME + "doors: [{id: a}, {id: b}, {id: c}, {id: d}]\n",
            2,
            "doors",
            "4 entries, at most 3",
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void oneProblemAtItsPlace(Row row) {
    List<Problem> problems = problems(row.text());

    assertThat(problems).hasSize(1);
    Problem problem = problems.getFirst();
    assertThat(problem.line()).as(problem.toString()).isEqualTo(row.line());
    assertThat(problem.path()).endsWith(row.path());
    assertThat(problem.message()).contains(row.message());
    assertThat(problem.suggestion().orElse("")).contains(row.suggestion());
  }

  @Test
  void everyKindOfValueIsRead() {
    Shop.writeSecret(folder.resolve("word"), "s3cr3t!\n");

    Shop shop =
        read(
            """
            name: corner
            zone: Europe/Paris
            open: false
            colour: dark_blue
            share: 5e-1
            patience: 1m30.5s
            budget: 2 GB
            data: ~/state
            server: {port: 80, password_file: ./sub/../word}
            doors: [{id: front}, {id: back}]
            """);

    assertThat(shop)
        .isEqualTo(
            new Shop(
                Optional.of("corner"),
                Optional.of(ZoneId.of("Europe/Paris")),
                Optional.of(false),
                Optional.of(Shop.Colour.DARK_BLUE),
                Optional.of(0.5),
                Optional.of(Duration.ofMillis(90_500)),
                Optional.of(2_000_000_000L),
                Optional.of(Path.of("/home/shop/state")),
                Optional.of(80),
                Optional.of(new Secret("s3cr3t!")),
                List.of("front", "back"),
                List.of()));
    assertThat(shop.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void pathsStartAtTheFile() {
    assertThat(read(NAME + "data: a/../b").data()).contains(folder.resolve("b"));
    assertThat(read(NAME + "data: /var/b").data()).contains(Path.of("/var/b"));
  }

  @Test
  void allProblemsAreFoundInTheOrderOfTheFile() {
    List<Problem> problems = problems("colour: 1\nzebra: 2\nserver: {port: 0}\nopen: 7\n");

    assertThat(problems)
        .extracting(Problem::line, Problem::path)
        .containsExactly(
            tuple(1, ""),
            tuple(1, "colour"),
            tuple(2, "zebra"),
            tuple(3, "server"),
            tuple(3, "server.port"),
            tuple(4, "open"));
  }

  @Test
  void problemShowsItsLine() {
    assertThat(problems("name: a\ndoors: [{di: front}]\n").getFirst())
        .isEqualTo(
            new Problem(
                folder.resolve("shop.yaml").toString(),
                2,
                10,
                "doors[0].di",
                "di",
                "'di' is not a known key",
                Optional.of("did you mean id?"),
                "doors: [{di: front}]\n" + " ".repeat(9) + "^"));
  }

  @Test
  void jsonIsYaml() {
    assertThat(read("{\n\t\"name\": \"a\",\n\t\"share\": 0.5\n}\n").share()).contains(0.5);
    assertThat(read("\uFEFFname: a").name()).contains("a");
  }

  @Test
  void unusableFilesAreNamed() throws IOException {
    Path file = folder.resolve("x.yaml");
    assertThat(problem(file).message()).isEqualTo("no such file");
    assertThat(problem(folder).message()).isEqualTo("this is a folder");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThat(problem(file).message()).isEqualTo("larger than 1 MiB");
    Files.write(file, "name: a".getBytes(StandardCharsets.UTF_16));
    assertThat(problem(file).message()).isEqualTo("saved as UTF-16");
    Files.write(file, "name: a\ndata: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(file))
        .extracting(Problem::line, Problem::column, Problem::message)
        .containsExactly(2, 10, "this character is not UTF-8");
  }

  @Test
  void hostileFilesEndSoon() {
    String bomb =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            + "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
            + "doors: [*c, *c, *c, *c, *c, *c, *c, *c]\n".repeat(6);
    assertThat(problems(bomb)).isNotEmpty();
    assertThat(problems("doors: &loop [*loop]")).isNotEmpty();
    assertThat(problems("&loop {*loop : a}")).isNotEmpty();
    assertThat(problems("[".repeat(500_000))).hasSize(1);
    assertThat(problems("name: " + "x".repeat(1_000_000))).hasSize(1);
    assertThat(problems("name: " + "x://".repeat(250_000))).hasSize(1);
    assertThat(problems("name: password=" + "pass: ".repeat(150_000))).isNotEmpty();
    assertThatThrownBy(() -> read("- x\n".repeat(200_000))).isInstanceOf(ConfigException.class);
  }

  @Test
  void passwordsAreNeverRepeated() {
    for (String file :
        List.of(
            "name: 'mqtt://shop:geheim@broker:1883'",
            "name: 'mqtt://shop:ge/geheim@broker with more'",
            "name: postgresql://db/a?user=a&password=geheim",
            "server:\n  port: 1\n  password: geheim, geheim # geheim\n",
            "{\"server\": {\"password\": \"ge\\\"heim geheim\"}}",
            "server:\n  port: 1\n  db_password: 'geheim'\n name: x\n")) {
      List<Problem> problems = problems(file);
      assertThat(problems).as(file).isNotEmpty();
      assertThat(problems.toString()).as(file).doesNotContain("geheim", "heim");
    }
  }

  private Shop read(String text) {
    return Shop.read(Shop.write(folder, text));
  }

  private List<Problem> problems(String text) {
    return Shop.problems(Shop.write(folder, text));
  }

  private static Problem problem(Path file) {
    return Shop.problems(file).getFirst();
  }

  private static Row row(String text, int line, String path, String message, String suggestion) {
    return new Row(text, line, path, message, suggestion);
  }
}
