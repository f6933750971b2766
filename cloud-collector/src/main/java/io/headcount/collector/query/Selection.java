package io.headcount.collector.query;

import java.util.Set;

/**
 * What a question is about. Immutable. An empty set leaves the choice open.
 *
 * @param stores names of stores
 * @param devices names of devices
 * @param cameras names of cameras
 * @param names names of lines or zones
 * @param types policies of lines, types of zones
 */
public record Selection(
    Scope scope,
    Set<String> stores,
    Set<String> devices,
    Set<String> cameras,
    Set<String> names,
    Set<String> types,
    By by) {
  public Selection {
    stores = Set.copyOf(stores);
    devices = Set.copyOf(devices);
    cameras = Set.copyOf(cameras);
    names = Set.copyOf(names);
    types = Set.copyOf(types);
  }

  /** All that may be seen. */
  public static Selection of(Scope scope, By by) {
    return new Selection(scope, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), by);
  }

  /** The same of these stores only. */
  public Selection in(Set<String> those) {
    return new Selection(scope, those, devices, cameras, names, types, by);
  }

  /** Whether every line, zone and camera of the stores is meant. */
  boolean whole() {
    return devices.isEmpty() && cameras.isEmpty() && names.isEmpty() && types.isEmpty();
  }
}
