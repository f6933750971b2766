package io.headcount.edge.config;

import io.headcount.program.settings.Keys;
import io.headcount.program.settings.Layout;
import java.util.List;

/** Every key of a box's configuration file. */
final class AgentKeys {
  static final Keys ROOT =
      Keys.of(
          "",
          "box",
          "time_zone",
          "data",
          "detector",
          "budget",
          "status",
          "journal",
          "uplink",
          "cameras");
  static final Keys DETECTOR =
      Keys.of("detector", "model", "engine", "device", "threads", "long_side");
  static final Keys BUDGET = Keys.of("budget", "cores");
  static final Keys STATUS =
      Keys.of(
          "status",
          "bind",
          "port",
          "names",
          "privacy",
          "claim_code_file",
          "certificate_file",
          "key_file");
  static final Keys JOURNAL = Keys.of("journal", "budget", "retention");
  static final Keys UPLINK =
      Keys.of(
          "uplink",
          "broker",
          "tenant",
          "store",
          "device",
          "username",
          "password_file",
          "ca_file",
          "certificate_file",
          "key_file",
          "collector_key",
          "budget",
          "events",
          "home_assistant");
  static final Keys CAMERA =
      Keys.of(
          "cameras[]",
          "id",
          "source",
          "username",
          "password_file",
          "playback",
          "decoding",
          "enabled",
          "rate",
          "looks",
          "long_side",
          "region",
          "lines",
          "zones",
          "statics",
          "floor");
  static final Keys LINE =
      Keys.of(
          "cameras[].lines[]", "id", "from", "to", "anchor", "hysteresis", "debounce", "policy");
  static final Keys ZONE =
      Keys.of(
          "cameras[].zones[]",
          "id",
          "type",
          "polygon",
          "anchor",
          "inertia",
          "exit_grace",
          "min_dwell");
  static final Keys FLOOR =
      Keys.of(
          "cameras[].floor",
          "corners",
          "width",
          "depth",
          "height",
          "tilt",
          "lens",
          "aspect",
          "spread");
  static final Keys STATICS = Keys.of("cameras[].statics", "after", "radius");

  /** What only the box itself decides. */
  static final List<String> OF_THE_BOX = List.of("data", "status", "uplink");

  static final Layout LAYOUT =
      new Layout(
          "cameras: [{id: door, source: rtsp://camera/stream}]",
          List.of(
              ROOT, DETECTOR, BUDGET, STATUS, JOURNAL, UPLINK, CAMERA, LINE, ZONE, FLOOR, STATICS));

  private AgentKeys() {}
}
