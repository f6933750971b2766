package io.headcount.edge.config;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one part of the file. Immutable.
 *
 * @param place where in the file, such as {@code cameras[].lines[]}; empty for the top
 * @param names every key there is
 */
record Keys(String place, List<String> names) {
  static final Keys ROOT =
      of("", "box", "time_zone", "data", "detector", "status", "journal", "cameras");
  static final Keys DETECTOR = of("detector", "model", "engine", "device", "threads", "long_side");
  static final Keys STATUS = of("status", "bind", "port");
  static final Keys JOURNAL = of("journal", "budget", "retention");
  static final Keys CAMERA =
      of(
          "cameras[]",
          "id",
          "source",
          "username",
          "password_file",
          "playback",
          "enabled",
          "rate",
          "region",
          "lines",
          "zones",
          "statics");
  static final Keys LINE =
      of("cameras[].lines[]", "id", "from", "to", "anchor", "hysteresis", "debounce", "policy");
  static final Keys ZONE =
      of(
          "cameras[].zones[]",
          "id",
          "type",
          "polygon",
          "anchor",
          "inertia",
          "exit_grace",
          "min_dwell");

  static final Keys STATICS = of("cameras[].statics", "after", "radius");

  Keys {
    names = List.copyOf(names);
  }

  /** Every part of the file, from the top down. */
  static List<Keys> all() {
    return List.of(ROOT, DETECTOR, STATUS, JOURNAL, CAMERA, LINE, ZONE, STATICS);
  }

  /** The first part of the file that knows a key. */
  static Optional<Keys> knowing(String name) {
    return all().stream().filter(keys -> keys.names.contains(name)).findFirst();
  }

  private static Keys of(String place, String... names) {
    return new Keys(place, List.of(names));
  }
}
