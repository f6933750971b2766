package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.people.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines in the documentation, against a filled collector. */
class DocsTest {
  private static final Path DOCS = Path.of(System.getProperty("headcount.home", ".."));
  private static final String FENCE = "```";

  @TempDir private Path folder;

  /** Lines to run together, and what they print where that is told. */
  private record Example(List<String> lines, List<String> printed) {}

  @Test
  void everyLineDoesWhatItSays() throws Exception {
    List<Example> examples = examples(Files.readAllLines(DOCS.resolve("docs/collector-api.md")));
    assertThat(examples).hasSizeGreaterThan(6);
    try (RunningApi api = new RunningApi(folder)) {
      String token = api.token("write:acme/*");
      Browser.user(api, "anna@chain.example", Role.ADMIN);
      for (Example example : examples) {
        List<String> printed = new ArrayList<>();
        for (String line : example.lines()) {
          String output = run(line.replaceFirst("^curl ", "curl --fail-with-body "), api, token);
          printed.addAll(output.lines().toList());
        }
        if (!example.printed().isEmpty()) {
          assertThat(printed).isEqualTo(example.printed());
        }
      }
    }
  }

  private static List<Example> examples(List<String> page) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i).equals(FENCE + "sh")) {
        List<String> lines = block(page, i + 1);
        int after = i + lines.size() + 3;
        boolean told = after < page.size() && page.get(after).equals(FENCE + "text");
        examples.add(new Example(lines, told ? block(page, after + 1) : List.of()));
      }
    }
    return examples;
  }

  private static List<String> block(List<String> page, int first) {
    return page.stream().skip(first).takeWhile(line -> !line.equals(FENCE)).toList();
  }

  private String run(String line, RunningApi api, String token)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("API", api.server.address().toString());
    shell.environment().put("TOKEN", token);
    shell.environment().put("PASSWORD", Browser.PASSWORD);
    Process process = shell.start();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(line).isTrue();
    assertThat(process.exitValue()).as(line + "\n" + printed).isZero();
    return printed;
  }
}
