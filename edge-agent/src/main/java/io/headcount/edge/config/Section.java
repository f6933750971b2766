package io.headcount.edge.config;

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
final class Section {
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
  Optional<Value> find(String key) {
    if (!keys.names().contains(key)) {
      throw new IllegalArgumentException(key + " is not among " + keys);
    }
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a key that has to be there; its absence is reported. */
  Optional<Value> need(String key, String suggestion) {
    Optional<Value> value = find(key);
    if (value.isEmpty() && !meant.contains(key)) {
      place.fault(key + " is missing", suggestion);
    }
    return value;
  }

  /** The mapping itself. */
  Value place() {
    return place;
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
      at.fault(
          key + " is given twice, first in line " + Problems.line(earlier.node()),
          "delete one of them");
    }
  }

  private void unknown(String key, Value at) {
    if (Mask.namesSecret(key)) {
      meant.add("password_file");
      at.fault(
          "a password is never written into this file",
          "put it in a file of its own and name that in cameras[].password_file");
      return;
    }
    String message = "'" + Problems.shown(key) + "' is not a known key";
    Optional<String> near = Spelling.nearest(key, keys.names());
    if (near.isPresent()) {
      meant.add(near.get());
      at.fault(message, "did you mean " + near.get() + "?");
      return;
    }
    Optional<Keys> elsewhere = Keys.knowing(key).filter(other -> !other.equals(Keys.ROOT));
    List<String> all = keys.names();
    at.fault(
        message,
        elsewhere
            .map(other -> "it belongs under " + other.place())
            .orElse("keys here are " + String.join(", ", all)));
  }
}
