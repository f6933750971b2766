package io.headcount.edge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Headcount as its users run it. */
final class Program {
  private static final List<String> FLAGS =
      List.of(
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dchronicle.analytics.disable=true",
          "-Dai.djl.offline=true",
          "-XX:+UseSerialGC",
          "-Xmx256m");

  private Program() {}

  record Outcome(int status, String out, String err) {}

  /** A command in this process, without colours. */
  static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        HeadcountAgent.program()
            .commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int status = program.execute(arguments);
    return new Outcome(status, out.toString(), err.toString());
  }

  /** The agent in a process of its own, its errors among what it says. */
  static Process start(Path log, String... arguments) throws IOException {
    return start("io.headcount.edge.Main", log, arguments);
  }

  static Process start(String main, Path log, String... arguments) throws IOException {
    return new ProcessBuilder(command(main, arguments))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  static List<String> command(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-Dheadcount.home=" + System.getProperty("headcount.home"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }
}
