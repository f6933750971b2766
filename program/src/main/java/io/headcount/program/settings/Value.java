package io.headcount.program.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of the file with its place. Every way of reading it reports what is wrong and then
 * gives nothing, so that reading goes on. Confined to the thread that reads.
 */
public final class Value {
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);
  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_ZONE = 64;

  private final Reading reading;
  private final Node node;
  private final String path;

  /**
   * @param path which key, such as {@code cameras[0].id}; empty for the whole file
   */
  Value(Reading reading, Node node, String path) {
    this.reading = reading;
    this.node = node;
    this.path = path;
  }

  /** Reports what is wrong here. */
  public void fault(String message) {
    reading.problems().fault(node, path, message, Optional.empty());
  }

  /** Reports what is wrong here, and what to write instead. */
  public void fault(String message, String suggestion) {
    reading.problems().fault(node, path, message, Optional.of(suggestion));
  }

  /** Reports what is allowed here and yet probably not meant. */
  public void warn(String message, String suggestion) {
    reading.problems().warn(node, path, message, suggestion);
  }

  /** The line that it begins in, from 1. */
  public int line() {
    return Problems.line(node);
  }

  Reading reading() {
    return reading;
  }

  /** Any text that is not blank; numbers are texts too. */
  public Optional<String> text(int longest) {
    Optional<String> text = scalar("a text");
    if (text.isPresent() && (text.get().isBlank() || text.get().length() > longest)) {
      fault("must have 1 to " + longest + " characters");
      return Optional.empty();
    }
    return text;
  }

  /** A text that must have a form; {@code rule} finishes the sentence "must be …". */
  public Optional<String> text(Pattern form, String rule, String suggestion) {
    Optional<String> text = scalar(rule);
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      fault("'" + shown(text.get()) + "' must be " + rule, suggestion);
      return Optional.empty();
    }
    return text;
  }

  /** A path, made absolute; nothing has to be there. */
  public Optional<Path> path() {
    Optional<String> text = text(LONGEST_PATH);
    try {
      return text.map(given -> resolve(Path.of(given)));
    } catch (InvalidPathException e) {
      fault("'" + shown(text.orElse("")) + "' is not a path: " + e.getReason());
      return Optional.empty();
    }
  }

  /** The same path, absolute: it starts at the file's folder, or after {@code ~} at the home. */
  public Path resolve(Path given) {
    return reading.resolve(given);
  }

  /** The one line in the file that this names; a warning when everybody may read it. */
  public Optional<Secret> secret() {
    return path().flatMap(file -> SecretFile.read(this, file));
  }

  /** A time zone by the name of a place. */
  public Optional<ZoneId> timeZone() {
    Optional<String> text = text(LONGEST_ZONE);
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (text.isEmpty() || known.contains(text.get())) {
      return text.map(ZoneId::of);
    }
    fault(
        "'" + text.get() + "' must be a time zone by the name of a place, such as Europe/Paris",
        Spelling.nearest(text.get(), known)
            .map(near -> "did you mean " + near + "?")
            .orElse("offsets know no summer time; timedatectl list-timezones shows all names"));
    return Optional.empty();
  }

  /** Whether this is exactly a word. */
  public boolean is(String word) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(word);
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> flag() {
    Optional<String> text = scalar("true or false");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean yes = text.get().equals("true");
    if (plain() && (yes || text.get().equals("false"))) {
      return Optional.of(yes);
    }
    boolean meansYes = Set.of("true", "yes", "on", "1").contains(lower(text.get()));
    fault("'" + shown(text.get()) + "' must be true or false", "write " + meansYes);
    return Optional.empty();
  }

  /** A number within bounds, both included. */
  public Optional<Double> number(double least, double most) {
    return number(least, most, "");
  }

  /** The same; {@code hint} ends the message "… is outside …". */
  public Optional<Double> number(double least, double most, String hint) {
    return number("a number from " + show(least) + " to " + show(most))
        .filter(number -> within(number, least, most, hint));
  }

  /** A number without a fraction within bounds, both included. */
  public Optional<Integer> whole(int least, int most) {
    String rule = "a whole number from " + least + " to " + most;
    Optional<Double> number = number(rule);
    if (number.isPresent() && number.get() != Math.rint(number.get())) {
      fault(show(number.get()) + " must be " + rule, "write " + Math.round(number.get()));
      return Optional.empty();
    }
    return number.filter(n -> within(n, least, most, "")).map(Double::intValue);
  }

  /** A duration within bounds, both included. */
  public Optional<Duration> duration(Duration least, Duration most) {
    String rule = "a duration such as 500ms, 2s, 1m30s or 24h";
    Optional<String> text = scalar(rule);
    Optional<Duration> duration = text.flatMap(Quantities::duration);
    if (text.isPresent() && duration.isEmpty()) {
      boolean bare = NUMBER.matcher(text.get()).matches();
      fault(
          "'" + shown(text.get()) + "' must be " + rule,
          bare ? "with its unit: " + shown(text.get()) + "s?" : "units are ms, s, m, h and d");
    }
    return duration.filter(
        given -> {
          boolean fits = given.compareTo(least) >= 0 && given.compareTo(most) <= 0;
          if (!fits) {
            Duration nearest = given.compareTo(least) < 0 ? least : most;
            String bounds = Quantities.show(least) + " to " + Quantities.show(most);
            fault(
                "'" + text.orElse("") + "' is outside " + bounds,
                "write " + Quantities.show(nearest));
          }
          return fits;
        });
  }

  /** Bytes; {@code least} as it is written in the file. */
  public Optional<Long> size(String least) {
    Optional<String> text = scalar("a size such as 512MiB or 2GB");
    Optional<Long> bytes = text.flatMap(Quantities::size);
    if (text.isPresent() && bytes.isEmpty()) {
      fault(
          "'" + shown(text.get()) + "' must be a size such as 512MiB or 2GB",
          "units are kB, MB, GB, TB and KiB, MiB, GiB, TiB");
    }
    return bytes.filter(
        given -> {
          boolean fits = given >= Quantities.size(least).orElse(0L);
          if (!fits) {
            fault("'" + text.orElse("") + "' is less than " + least, "write " + least);
          }
          return fits;
        });
  }

  /** A constant of an enum, written in lower case. */
  public <E extends Enum<E>> Optional<E> choice(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    List<String> names = constants.stream().map(constant -> lower(constant.name())).toList();
    Optional<String> text = scalar("one of " + String.join(", ", names));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int found = names.indexOf(text.get());
    if (found < 0) {
      unknown(text.get(), names);
      return Optional.empty();
    }
    return Optional.of(constants.get(found));
  }

  /** Reports a text that is not among the known ones, with the nearest of them. */
  public void unknown(String text, Collection<String> known) {
    String all = "one of " + String.join(", ", known);
    fault(
        "'" + shown(text) + "' must be " + all,
        Spelling.nearest(text, known).map(near -> "did you mean " + near + "?").orElse(all));
  }

  /** How many entries it has, when it is a list. */
  public OptionalInt entries() {
    return node instanceof SequenceNode list
        ? OptionalInt.of(list.getValue().size())
        : OptionalInt.empty();
  }

  /** The values of a list; those over the limit are reported and left out. */
  public List<Value> items(int most) {
    if (!(node instanceof SequenceNode sequence)) {
      fault("must be a list, this is " + kind(), "put '- ' before each entry, or use [ ]");
      return List.of();
    }
    List<Node> nodes = sequence.getValue();
    if (nodes.size() > most) {
      fault("has " + nodes.size() + " entries, at most " + most + " are allowed");
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < Math.min(most, nodes.size()); i++) {
      items.add(new Value(reading, nodes.get(i), path + "[" + i + "]"));
    }
    return items;
  }

  /** The keys and values under a key. */
  public Optional<Section> section(Keys keys) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(Section.of(this, mapping, keys));
    }
    String example = keys.names().getFirst() + ": …";
    fault("must hold keys and values, this is " + kind(), "such as " + example);
    return Optional.empty();
  }

  /** Whether the key is there and nothing behind it. */
  private boolean isNothing() {
    return node instanceof ScalarNode scalar && plain() && NOTHING.contains(scalar.getValue());
  }

  /** The value under a key of this one. */
  Value at(String key, Node child) {
    return new Value(reading, child, path.isEmpty() ? key : path + "." + key);
  }

  private Optional<Double> number(String rule) {
    Optional<String> text = scalar(rule);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String digits = text.get();
    boolean isNumber = digits.length() <= LONGEST_NUMBER && NUMBER.matcher(digits).matches();
    if (isNumber && plain()) {
      return Optional.of(Double.valueOf(digits));
    }
    String message = "'" + shown(digits) + "' must be " + rule;
    if (isNumber) {
      fault(message, "without quotes: " + digits);
    } else if (digits.contains(",")) {
      fault(message, "with a point: " + shown(digits.replace(',', '.')));
    } else {
      fault(message);
    }
    return Optional.empty();
  }

  private boolean within(double number, double least, double most, String hint) {
    if (number >= least && number <= most) {
      return true;
    }
    String nearest = show(number < least ? least : most);
    fault(
        show(number) + " is outside " + show(least) + ".." + show(most) + hint,
        "write " + nearest + " or what lies between");
    return false;
  }

  private Optional<String> scalar(String rule) {
    if (!TAGS.contains(node.getTag())) {
      fault("the tag " + shown(node.getTag().getValue()) + " means nothing here", "delete it");
      return Optional.empty();
    }
    if (!(node instanceof ScalarNode scalar)) {
      fault("must be " + rule + ", this is " + kind());
      return Optional.empty();
    }
    if (isNothing()) {
      fault("has no value: must be " + rule, "give it one or delete the key");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  private boolean plain() {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
  }

  /** What it is, to say so: a list, a mapping, a single value. */
  public String kind() {
    return switch (node.getNodeType()) {
      case SEQUENCE -> "a list";
      case MAPPING -> "a mapping";
      case SCALAR -> isNothing() ? "empty" : "a single value";
      case ANCHOR -> "a reference";
    };
  }

  private static String shown(String text) {
    return Problems.shown(text);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String show(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
