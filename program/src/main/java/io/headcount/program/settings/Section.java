package io.headcount.program.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys and values of one part of the file. Immutable once made. */
public final class Section {
  private static final String PASSWORD_FILE = "password_file";

  private final Value place;
  private final Keys keys;
  private final Map<String, Value> values;

  /** Known keys that somebody most likely misspelt: those are not reported as missing as well. */
  private final Set<String> meant;

  private Section(Value place, Keys keys, Map<String, Value> values, Set<String> meant) {
    this.place = place;
    this.keys = keys;
    this.values = values;
    this.meant = meant;
  }

  /** Reads a mapping; reports keys that are unknown, given twice, or no text. */
  static Section of(Value place, MappingNode mapping, Keys keys) {
    Section section = new Section(place, keys, new HashMap<>(), new HashSet<>());
    mapping.getValue().forEach(section::add);
    return section;
  }

  /** The value of a key; empty when the key is not there. */
  public Optional<Value> find(String key) {
    if (!keys.names().contains(key)) {
      throw new IllegalArgumentException(key + " is not among " + keys);
    }
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a key that has to be there; its absence is reported. */
  public Optional<Value> need(String key, String suggestion) {
    Optional<Value> value = find(key);
    if (value.isEmpty() && !meant.contains(key)) {
      place.fault(key + " is missing", suggestion);
    }
    return value;
  }

  /** The mapping itself. */
  public Value place() {
    return place;
  }

  /** What is odd in the file as far as it has been read, in the order of the file. */
  public List<Problem> warnings() {
    return place.reading().problems().warnings();
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
      place.at("?", tuple.getKeyNode()).fault("a key must be a word");
      return;
    }
    String key = name.getValue();
    Value at = place.at(Problems.shown(key), name);
    if (!keys.names().contains(key)) {
      unknown(key, at);
      return;
    }
    Value earlier = values.putIfAbsent(key, place.at(key, tuple.getValueNode()));
    if (earlier != null) {
      at.fault(key + " is given twice, first in line " + earlier.line(), "delete one of them");
    }
  }

  private void unknown(String key, Value at) {
    if (Mask.namesSecret(key)) {
      at.fault(
          "a password is never written into this file", "put it in a file of its own" + namedIn());
      return;
    }
    String message = "'" + Problems.shown(key) + "' is not a known key";
    Optional<String> near = Spelling.nearest(key, keys.names());
    if (near.isPresent()) {
      meant.add(near.get());
      at.fault(message, "did you mean " + near.get() + "?");
      return;
    }
    Optional<Keys> elsewhere =
        place.reading().layout().knowing(key).filter(other -> !other.place().isEmpty());
    List<String> all = keys.names();
    at.fault(
        message,
        elsewhere
            .map(other -> "it belongs under " + other.place())
            .orElse("keys here are " + String.join(", ", all)));
  }

  /** Where the file of a secret is named: here, or in the first part that has one. */
  private String namedIn() {
    meant.add(PASSWORD_FILE);
    return keys.names().contains(PASSWORD_FILE)
        ? named(keys)
        : place.reading().layout().knowing(PASSWORD_FILE).map(Section::named).orElse("");
  }

  private static String named(Keys keys) {
    String place = keys.place().isEmpty() ? "" : keys.place() + ".";
    return " and name that in " + place + PASSWORD_FILE;
  }
}
