package io.headcount.program.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** From a file to the tree of its YAML, or to a problem that says why there is none. */
final class YamlText {
  static final int LARGEST_FILE = 1 << 20;

  /** Far deeper than any configuration; without it a row of brackets overflows the stack. */
  private static final int DEEPEST = 32;

  private static final int MOST_ALIASES = 50;

  /** Its byte order mark, either way round. */
  private static final Set<Integer> UTF_16 = Set.of(0xfeff, 0xfffe);

  private final Problems problems;
  private final String minimal;

  /**
   * @param minimal the smallest file, to show when there is none
   */
  YamlText(Problems problems, String minimal) {
    this.problems = problems;
    this.minimal = minimal;
  }

  /** The text of a file; empty when it has been reported as unusable. */
  Optional<String> read(Path file) {
    Optional<byte[]> bytes = bytes(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = decode(bytes.get());
    text.ifPresent(problems::text);
    return text.filter(this::printable);
  }

  /** A text that came another way; empty when it has been reported as unusable. */
  Optional<String> given(String text) {
    problems.text(text);
    if (text.length() > LARGEST_FILE) {
      problems.file("larger than 1 MiB", "is it the right text? A configuration is a few kB");
      return Optional.empty();
    }
    return Optional.of(text).filter(this::printable);
  }

  /** The tree of a text; empty when it has been reported as no YAML or as empty. */
  Optional<Node> parse(String text) {
    // JSON may be indented with tabs, YAML may not; spaces leave every column where it was
    String source = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(LARGEST_FILE)
            .setMaxAliasesForCollections(MOST_ALIASES)
            // refused by us, with line and cure
            .setAllowNonScalarKeys(true)
            .build();
    try {
      if (!shallow(new Parse(settings).parseString(source))) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(source);
      if (root.isEmpty() && minimal.isEmpty()) {
        return Optional.of(new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK));
      }
      if (root.isEmpty()) {
        problems.file("there is nothing in this file", "a minimal one is " + minimal);
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      report(e, text);
    } catch (YamlEngineException e) {
      problems.file("not readable as YAML: " + e.getMessage(), "write it with fewer references");
    }
    return Optional.empty();
  }

  private String smallest() {
    return minimal.isEmpty() ? "an empty one will do" : "a minimal one is " + minimal;
  }

  private Optional<byte[]> bytes(Path file) {
    if (Files.isDirectory(file)) {
      problems.file("this is a folder", "give the configuration file in it");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length <= LARGEST_FILE) {
        return Optional.of(bytes);
      }
      problems.file("larger than 1 MiB", "is it the right file? A configuration is a few kB");
    } catch (NoSuchFileException e) {
      problems.file("no such file", "check the path, or write one; " + smallest());
    } catch (IOException e) {
      problems.file("cannot be read", "check who may read it: ls -l " + file);
    }
    return Optional.empty();
  }

  private Optional<String> decode(byte[] bytes) {
    if (bytes.length >= 2 && UTF_16.contains((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff))) {
      problems.file("saved as UTF-16", "save it as UTF-8");
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      problems.text(text);
      place(text, "this character is not UTF-8", "save the file as UTF-8");
      return Optional.empty();
    }
    // a byte order mark says nothing in UTF-8 and some editors write it
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private boolean printable(String text) {
    int bad = 0;
    while (bad < text.length() && StreamReader.isPrintable(text.codePointAt(bad))) {
      bad += Character.charCount(text.codePointAt(bad));
    }
    if (bad == text.length()) {
      return true;
    }
    String name = "U+%04X".formatted(text.codePointAt(bad));
    place(text.substring(0, bad), "the invisible character " + name + " stands here", "delete it");
    return false;
  }

  /** Reports a fault right behind a piece of text. */
  private void place(String before, String message, String suggestion) {
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String start = before.substring(before.lastIndexOf('\n') + 1);
    int column = start.codePointCount(0, start.length()) + 1;
    problems.place(line, column, message, Optional.of(suggestion));
  }

  private boolean shallow(Iterable<Event> events) {
    int depth = 0;
    int documents = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case DocumentStart -> documents++;
        case Alias, Comment, DocumentEnd, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > DEEPEST || documents > 1) {
        String message = documents > 1 ? "a second document begins here" : "nested too deep";
        String cure = documents > 1 ? "only one can be read: delete this" : "close a bracket";
        Optional<Mark> mark = event.getStartMark();
        problems.place(line(mark), column(mark), message, Optional.of(cure));
        return false;
      }
    }
    return true;
  }

  private void report(MarkedYamlEngineException e, String text) {
    Optional<Mark> mark = e.getProblemMark();
    String line = text.lines().skip(Math.max(0, line(mark) - 1)).findFirst().orElse("");
    boolean tab = line.substring(0, line.length() - line.stripLeading().length()).contains("\t");
    if (tab) {
      place(mark, "indented with a tab, which YAML forbids", Optional.of("indent with spaces"));
    } else {
      place(mark, "not readable as YAML: " + e.getProblem(), advice(e.getProblem()));
    }
  }

  private void place(Optional<Mark> mark, String message, Optional<String> suggestion) {
    problems.place(line(mark), column(mark), message, suggestion);
  }

  private static Optional<String> advice(String problem) {
    if (problem.contains("mapping values are not allowed")) {
      return Optional.of("check the indentation, or put a text that holds ': ' in quotes");
    }
    if (problem.contains("block end")) {
      return Optional.of("check the indentation of this line and of the one above it");
    }
    if (problem.contains("end of stream")) {
      return Optional.of("a quote or bracket before this is not closed");
    }
    return Optional.empty();
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Optional<Mark> mark) {
    return mark.map(Mark::getColumn).orElse(0) + 1;
  }
}
