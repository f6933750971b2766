package io.headcount.contract.homeassistant;

import io.headcount.contract.StoreDay;

/** A number of a {@link StoreDay} that gets a sensor. */
enum Measure {
  IN("line", "lines", "in", "total_increasing", "people", "mdi:location-enter"),
  OUT("line", "lines", "out", "total_increasing", "people", "mdi:location-exit"),
  NOW("zone", "zones", "now", "measurement", "people", "mdi:account-group"),
  VISITS("zone", "zones", "visits", "total_increasing", "visits", "mdi:counter");

  private final String kind;
  private final String list;
  private final String field;
  final String stateClass;
  final String unit;
  final String icon;

  Measure(String kind, String list, String field, String stateClass, String unit, String icon) {
    this.kind = kind;
    this.list = list;
    this.field = field;
    this.stateClass = stateClass;
    this.unit = unit;
    this.icon = icon;
  }

  /** Names it within its box. */
  String objectId(String camera, String id) {
    return ObjectId.of(camera, kind, id, field);
  }

  /** For people, such as {@code Entrance door in}. */
  String name(String camera, String id) {
    String words = (camera + " " + id + " " + field).replaceAll("[._-]+", " ");
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Finds it in the message; what is not there any more is unknown, not 0. */
  String template(String camera, String id) {
    return ("{{ value_json.cameras | selectattr('id', 'eq', '%s') | map(attribute='%s')"
            + " | sum(start=[]) | selectattr('id', 'eq', '%s') | map(attribute='%s')"
            + " | first | default('None') }}")
        .formatted(camera, list, id, field);
  }
}
