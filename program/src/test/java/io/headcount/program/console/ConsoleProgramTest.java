package io.headcount.program.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

class ConsoleProgramTest {
  enum Way {
    WELL,
    SETTINGS,
    ARGUMENT,
    MENDABLE,
    BUG
  }

  @Command(name = "work")
  static final class Work implements Callable<Integer> {
    @Option(names = "--way")
    private Way way = Way.WELL;

    @Override
    public Integer call() {
      return switch (way) {
        case WELL -> 0;
        case SETTINGS ->
            new Layout("a: b", List.of(Keys.of("", "a")))
                .read(Path.of("/none.yaml"), Path.of("/"), top -> 0);
        case ARGUMENT -> throw new IllegalArgumentException("bad argument: give another");
        case MENDABLE -> throw new UncheckedIOException(new IOException("disk"));
        case BUG -> throw new NoSuchElementException("oops");
      };
    }
  }

  @Command(name = "check")
  static final class Check implements Runnable {
    @Override
    public void run() {}
  }

  @Command(
      name = "program",
      mixinStandardHelpOptions = true,
      subcommands = {Work.class, Check.class})
  static final class Commands {}

  @Command(name = "other", subcommands = Work.class)
  static final class Unchecked {}

  private record Outcome(int status, String out, String err) {}

  @Test
  void workThatGoesWellSaysNothing() {
    assertThat(run(new Commands(), "work", "--way=well")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void whatAUserCanMendIsOneLine() {
    assertThat(run(new Commands(), "work", "--way=argument"))
        .isEqualTo(new Outcome(1, "", "work: bad argument: give another\n"));
    assertThat(run(new Commands(), "work", "--way=mendable"))
        .isEqualTo(new Outcome(1, "", "work: java.io.IOException: disk\n"));
  }

  @Test
  void badSettingsAreListedAndCheckIsNamedWhereThereIsOne() {
    Outcome checked = run(new Commands(), "work", "--way=settings");
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.err().lines())
        .hasSize(2)
        .contains("see all of it with: program check FILE")
        .anySatisfy(line -> assertThat(line).startsWith("/none.yaml").contains("no such file"));
    assertThat(run(new Unchecked(), "work", "--way=settings").err()).doesNotContain("check FILE");
  }

  @Test
  void aFaultOfTheProgramIsShownWhole() {
    Outcome outcome = run(new Commands(), "work", "--way=bug");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("please report it", "NoSuchElementException: oops", "\tat ");
  }

  @Test
  void aWrongCommandLineIsTwo() {
    assertThat(run(new Commands(), "play").status()).isEqualTo(2);
    assertThat(run(new Commands(), "work", "--way=sideways").status()).isEqualTo(2);
  }

  @Test
  void theVersionNamesProgramAndJava() {
    assertThat(run(new Commands(), "--version").out())
        .contains("program development", "Java " + Runtime.version());
  }

  private static Outcome run(Object commands, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new ConsoleProgram(commands, fault -> fault instanceof UncheckedIOException)
            .commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Outcome(status, out.toString(), err.toString());
  }

  @Command(name = "figures")
  static final class Figures implements Runnable {
    private final StringBuilder written = new StringBuilder();

    @Override
    public void run() {
      written.append("%.1f %d".formatted(1.5, 7));
    }
  }

  @Test
  void numbersAreWrittenTheSameOnAMachineThatSpeaksAnotherLanguage() {
    Locale before = Locale.getDefault();
    Figures figures = new Figures();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat("%.1f %d".formatted(1.5, 7)).isNotEqualTo("1.5 7"); // or this shows nothing
      assertThat(new ConsoleProgram(figures, _ -> false).run()).isZero();
      assertThat(figures.written).hasToString("1.5 7");
    } finally {
      Locale.setDefault(before);
    }
  }
}
