package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.doctor.Doctor;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.Finding.Level;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class DoctorCommandTest {
  @TempDir private Path dir;

  private record Outcome(int status, String out, String err) {}

  private record Fixed(String name, Level level, String found, Optional<String> cure)
      implements Check {
    @Override
    public Finding run() {
      return new Finding(name, level, found, cure);
    }
  }

  private static final Check GOOD = new Fixed("java", Level.OK, "Java 25", Optional.empty());
  private static final Check ODD =
      new Fixed("data", Level.WARN, "on tmpfs", Optional.of("move it"));
  private static final Check BAD =
      new Fixed("camera door", Level.FAIL, "refused\u001b[2J", Optional.of("first\nsecond"));

  private static Outcome doctor(Function<Optional<Path>, List<Check>> checks, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new DoctorCommand(checks))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Outcome(status, out.toString(), err.toString());
  }

  @Test
  void tableHasCuresAndASum() {
    Outcome outcome = doctor(file -> List.of(GOOD, ODD, BAD));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out().lines())
        .containsExactly(
            "ok    java         Java 25",
            "warn  data         on tmpfs",
            "      -> move it",
            "FAIL  camera door  refused [2J",
            "      -> first",
            "      -> second",
            "",
            "1 ok, 1 to look at, 1 failed");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void warningsAreAllowed() {
    assertThat(doctor(file -> List.of(GOOD, ODD)).status()).isZero();
  }

  @Test
  void jsonIsForScripts() throws Exception {
    Outcome outcome = doctor(file -> List.of(GOOD, ODD, BAD), "--json");

    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(report.get("ok").booleanValue()).isFalse();
    assertThat(report.get("failed").intValue()).isEqualTo(1);
    assertThat(report.get("warnings").intValue()).isEqualTo(1);
    assertThat(report.at("/checks/1/name").textValue()).isEqualTo("data");
    assertThat(report.at("/checks/1/level").textValue()).isEqualTo("warn");
    assertThat(report.at("/checks/1/cure").textValue()).isEqualTo("move it");
  }

  @Test
  void wrongUseIsTold() {
    assertThat(doctor(file -> List.of(), "--konfig").status()).isEqualTo(2);
  }

  @Test
  void theFileIsHandedOn() {
    List<Optional<Path>> given = new ArrayList<>();
    doctor(
        file -> {
          given.add(file);
          return List.of();
        },
        "--config",
        "agent.yaml");
    assertThat(given).containsExactly(Optional.of(Path.of("agent.yaml")));
  }

  @Test
  void thisBoxIsWellButForWhatIsBroken() throws Exception {
    Path data = dir.resolve("data");
    Path video = Files.writeString(dir.resolve("clip.mp4"), "no video");
    Path config =
        Files.writeString(
            dir.resolve("agent.yaml"),
            """
            data: %s
            status: {port: 0}
            cameras:
              - {id: door, source: %s}
              - {id: spare, source: rtsp://cam/1, enabled: false}
            """
                .formatted(data, video));
    Path home = Path.of(System.getProperty("headcount.home", ".."));
    Doctor doctor =
        new Doctor(
            new ConfigReader(Map.of(), dir, "box"),
            new ModelDirectories(home.resolve("models"), dir.resolve("own")),
            InstantSource.system(),
            System::nanoTime);
    Outcome outcome = doctor(doctor::checks, "--json", "--config", config.toString());

    JsonNode checks = new ObjectMapper().readTree(outcome.out()).get("checks");
    List<String> failed = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode check : checks) {
      names.add(check.get("name").textValue());
      if (check.get("level").textValue().equals("fail")) {
        failed.add(check.toString());
      }
    }
    assertThat(names)
        .containsExactly(
            "config",
            "java",
            "privacy",
            "machine",
            "agent",
            "data",
            "journal",
            "sqlite",
            "database",
            "clock",
            "port",
            "page",
            "video",
            "models",
            "onnxruntime",
            "pytorch",
            "detector",
            "camera door",
            "camera spare");
    assertThat(failed).singleElement().asString().contains("camera door", "unsupported");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(data).doesNotExist();
    try (var left = Files.list(dir)) {
      assertThat(left).containsExactlyInAnyOrder(config, video);
    }
  }

  @Test
  void configurationThatCannotBeUsedIsAFinding() throws Exception {
    Path config = Files.writeString(dir.resolve("agent.yaml"), "cameras: 3\nbox: ''\n");
    Doctor doctor =
        new Doctor(
            new ConfigReader(Map.of(), dir, "box"),
            new ModelDirectories(dir, dir),
            InstantSource.system(),
            System::nanoTime);
    Finding finding = doctor.checks(Optional.of(config)).getFirst().run();

    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.cure().orElse("")).contains("agent.yaml:1:10").contains("box");
  }
}
