package io.headcount.web.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table of texts held against the sources of the pages that show them. Immutable.
 *
 * <p>A page asks for a text by {@code t('key')}, by {@code t(`family.${name}`)}, or in its markup
 * by {@code data-t="key"}.
 */
public final class PageTexts {
  private static final Pattern ENTRY = Pattern.compile("(?m)^  (?:'([^']+)'|(\\w+)):");
  private static final Pattern CALL = Pattern.compile("\\bt\\(");
  private static final Pattern LITERAL = Pattern.compile("'([^'\\n]*)'");
  private static final Pattern COMPARED = Pattern.compile("[!=]==? *'[^'\\n]*'");
  private static final Pattern MARKED = Pattern.compile("data-t(?:-label)?=\"([^\"]+)\"");

  /**
   * What a person would read: a capital, and more than one word or the last child of an element.
   */
  private static final Pattern SENTENCE =
      Pattern.compile("'[A-Z][^'\\n]* [^'\\n]*'|`[A-Z][a-z]+ [^`]*`|, '[A-Z][a-z]+'\\)");

  private static final Pattern UNREAD =
      Pattern.compile("(?s)<(title|noscript|script|style)\\b.*?</\\1>|<!.*?>|<[^>]*>");
  private static final Pattern LABEL = Pattern.compile("\\b(?:aria-label|title|alt)=\"[^\"]+\"");

  private final Path table;
  private final Set<String> keys;
  private final List<Source> sources;

  /** A file of a page, and what its keys begin with in the table. */
  private record Source(Path file, String text, String prefix) {
    boolean script() {
      return file.toString().endsWith(".js");
    }
  }

  private PageTexts(Path table, Set<String> keys, List<Source> sources) {
    this.table = table;
    this.keys = keys;
    this.sources = sources;
  }

  /**
   * Reads a table and the pages that use it.
   *
   * @param table a module whose texts are indented by two blanks each
   * @param folders of pages, each with what its keys begin with in the table
   */
  public static PageTexts read(Path table, Map<Path, String> folders) {
    Set<String> keys = new TreeSet<>();
    Matcher entries = ENTRY.matcher(text(table));
    while (entries.find()) {
      keys.add(entries.group(1) != null ? entries.group(1) : entries.group(2));
    }
    List<Source> sources = new ArrayList<>();
    folders.forEach((folder, prefix) -> files(folder, table, prefix, sources));
    return new PageTexts(table, keys, List.copyOf(sources));
  }

  /** Keys of the table. */
  public Set<String> keys() {
    return keys;
  }

  /** Keys that a page asks for and that the table lacks, with the file. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Source source : sources) {
      for (String key : asked(source)) {
        if (!keys.contains(source.prefix() + key)) {
          missing.add(source.file().getFileName() + ": " + key);
        }
      }
      for (Pattern family : families(source)) {
        if (keys.stream().noneMatch(key -> family.matcher(key).matches())) {
          missing.add(source.file().getFileName() + ": " + family);
        }
      }
    }
    return missing;
  }

  /** Keys of the table that no page names. */
  public Set<String> unused() {
    Set<String> named = new HashSet<>();
    List<Pattern> families = new ArrayList<>();
    for (Source source : sources) {
      Stream.of(LITERAL, MARKED)
          .flatMap(form -> form.matcher(source.text()).results())
          .forEach(found -> named.add(source.prefix() + found.group(1)));
      families.addAll(families(source));
    }
    Set<String> unused = new TreeSet<>(keys);
    unused.removeIf(
        key ->
            named.contains(key)
                || families.stream().anyMatch(family -> family.matcher(key).matches()));
    return unused;
  }

  /** What pages would show that is not in the table, with the file. */
  public List<String> beside() {
    List<String> beside = new ArrayList<>();
    for (Source source : sources) {
      Stream<String> found =
          source.script()
              ? source
                  .text()
                  .lines()
                  .filter(line -> !line.strip().startsWith("//"))
                  .flatMap(line -> SENTENCE.matcher(line).results().map(MatchResult::group))
              : Stream.concat(
                  UNREAD
                      .matcher(source.text())
                      .replaceAll("\n")
                      .lines()
                      .map(String::strip)
                      .filter(text -> text.matches(".*\\p{L}.*")),
                  LABEL.matcher(source.text()).results().map(MatchResult::group));
      found.forEach(text -> beside.add(source.file().getFileName() + ": " + text));
    }
    return beside;
  }

  @Override
  public String toString() {
    return table + " for " + sources.size() + " files";
  }

  private static Set<String> asked(Source source) {
    Set<String> asked = new TreeSet<>();
    MARKED.matcher(source.text()).results().forEach(found -> asked.add(found.group(1)));
    for (String argument : arguments(source)) {
      if (!argument.contains("`")) {
        String keysOnly = COMPARED.matcher(argument).replaceAll("");
        LITERAL.matcher(keysOnly).results().forEach(found -> asked.add(found.group(1)));
      }
    }
    return asked;
  }

  /** What keys with a part that is computed look like. */
  private static List<Pattern> families(Source source) {
    return arguments(source).stream()
        .filter(argument -> argument.startsWith("`"))
        .map(argument -> Pattern.compile(Pattern.quote(source.prefix()) + form(argument)))
        .toList();
  }

  private static String form(String template) {
    StringBuilder form = new StringBuilder();
    int at = 1;
    while (template.charAt(at) != '`') {
      if (template.startsWith("${", at)) {
        at = end(template, at + 2, "}") + 1;
        form.append(".+");
      } else {
        form.append(Pattern.quote(template.substring(at, at + 1)));
        at++;
      }
    }
    return form.toString();
  }

  /** What stands first between the brackets of each call. */
  private static List<String> arguments(Source source) {
    if (!source.script()) {
      return List.of();
    }
    return CALL.matcher(source.text())
        .results()
        .map(
            call ->
                source.text().substring(call.end(), end(source.text(), call.end(), ",)")).strip())
        .toList();
  }

  /** Where one of these stands outside of all brackets and quotes. */
  private static int end(String text, int from, String ends) {
    int depth = 0;
    int at = from;
    while (depth > 0 || ends.indexOf(text.charAt(at)) < 0) {
      char here = text.charAt(at);
      if (here == '\'' || here == '`') {
        at = closing(text, at);
      } else if ("([{".indexOf(here) >= 0) {
        depth++;
      } else if (")]}".indexOf(here) >= 0) {
        depth--;
      }
      at++;
    }
    return at;
  }

  /** Where the quotation that opens here is closed. */
  private static int closing(String text, int open) {
    char quote = text.charAt(open);
    int at = open + 1;
    while (text.charAt(at) != quote) {
      at = quote == '`' && text.startsWith("${", at) ? end(text, at + 2, "}") + 1 : at + 1;
    }
    return at;
  }

  private static void files(Path folder, Path table, String prefix, List<Source> sources) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().matches(".*\\.(js|html)") && !file.equals(table))
          .sorted()
          .forEach(file -> sources.add(new Source(file, text(file), prefix)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pages in " + folder, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
