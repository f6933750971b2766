package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.config.ConfigReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CheckCommandTest {
  private static final String GOOD =
      """
      cameras:
        - id: door
          source: rtsp://cam/1
          lines: [{id: in, from: [0.1, 0.5], to: [0.9, 0.5]}]
        - {id: spare, source: /dev/video0, enabled: false}
      """;
  private static final String BAD =
      """
      cameras:
        - id: door
          source: rtsp://admin:geheim@cam/1
          zones:
            - {id: a, type: area, polygon: [[0, 0], [1, 1], [1, 0], [0, 1]]}
      """;

  @TempDir private Path folder;

  private record Outcome(int status, String out, String err) {}

  private Outcome check(String text, Ansi ansi, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("agent.yaml"), text);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        new CommandLine(new CheckCommand(new ConfigReader(Map.of(), folder, "box")))
            .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    String[] args = Arrays.copyOf(options, options.length + 1);
    args[options.length] = file.toString();
    int status = line.execute(args);
    return new Outcome(status, out.toString(), err.toString());
  }

  @Test
  void goodFileIsShownAsTable() throws Exception {
    Outcome outcome = check(GOOD, Ansi.OFF);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("OK  ", "revision ")
        .containsPattern("door +1 +0  rtsp://cam/1\\R")
        .containsPattern("spare +0 +0  /dev/video0  \\(disabled\\)\\R")
        .contains("warning: this camera has no lines and no zones");
  }

  @Test
  void badFileIsShownWithLineAndCaret() throws Exception {
    Outcome outcome = check(BAD, Ansi.OFF);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("agent.yaml:3:13  cameras[0].source  a user or password is never written")
        .contains("        source: rtsp://***@cam/1\n                ^\n    -> ")
        .contains("agent.yaml:5:38  cameras[0].zones[0].polygon  it crosses itself: ")
        .contains("2 problems, 0 warnings")
        .doesNotContain("geheim", "\u001b");
  }

  @Test
  void coloursAndControlCharacters() throws Exception {
    Outcome outcome = check("cameras: []\n\"b\\e[31mox\": a\n", Ansi.ON);

    assertThat(outcome.out()).contains("\u001b[").doesNotContain("b\u001b[31mox");
  }

  @Test
  void jsonIsForScripts() throws Exception {
    ObjectMapper json = new ObjectMapper();

    JsonNode good = json.readTree(check(GOOD, Ansi.ON, "--json").out());
    assertThat(good.required("ok").booleanValue()).isTrue();
    assertThat(good.at("/cameras/0/lines/0").textValue()).isEqualTo("in");
    assertThat(good.required("warnings")).hasSize(1);

    Outcome outcome = check(BAD, Ansi.ON, "--json");
    JsonNode bad = json.readTree(outcome.out());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(bad.required("ok").booleanValue()).isFalse();
    assertThat(bad.at("/problems/1/line").intValue()).isEqualTo(5);
    assertThat(bad.at("/problems/1/path").textValue()).isEqualTo("cameras[0].zones[0].polygon");
    assertThat(outcome.out()).doesNotContain("geheim");
  }

  @Test
  void wrongCallIsStatusTwo() throws Exception {
    assertThat(check(GOOD, Ansi.OFF, "--jsn").status()).isEqualTo(2);
    assertThat(
            new CommandLine(new CheckCommand())
                .setErr(new PrintWriter(new StringWriter()))
                .execute())
        .isEqualTo(2);
  }
}
