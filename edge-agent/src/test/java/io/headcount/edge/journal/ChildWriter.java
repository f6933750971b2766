package io.headcount.edge.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A program of its own that appends until it is killed, and says each number once appended. */
final class ChildWriter {
  private ChildWriter() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int from = Integer.parseInt(args[1]);
    try (Journal journal =
        Journal.open(Path.of(args[0]), InstantSource.system(), JournalOptions.DEFAULT)) {
      for (int n = from; n < from + 2_000_000; n++) {
        if (journal.append(Entries.entry(n)).isEmpty()) {
          return;
        }
        out.println(n);
      }
    }
  }

  static Process start(Path dir, int from, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx64m");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ChildWriter.class.getName());
    command.add(dir.toString());
    command.add(Integer.toString(from));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Kills it after so many numbers; the last number it said, or -1. */
  static int killAfter(Process child, int numbers) throws IOException, InterruptedException {
    int last = -1;
    int count = 0;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isEmpty() && line.chars().allMatch(Character::isDigit)) {
          last = Integer.parseInt(line);
          count++;
        }
        if (count == numbers) {
          child.toHandle().destroyForcibly(); // leaves what it said to be read
        }
      }
    }
    child.waitFor();
    return last;
  }
}
