package io.headcount.edge.setup;

import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.zone.Zone;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in one line what tells one configuration from another. Stateless. */
final class Changes {
  private static final int LONGEST = 240;

  private Changes() {}

  /** Empty when nothing does that the page could change. */
  static String between(AgentConfig before, AgentConfig after) {
    List<String> found = new ArrayList<>();
    differ(before, after, AgentConfig::box, "name of the box", found);
    differ(before, after, AgentConfig::zone, "time zone", found);
    differ(before, after, AgentConfig::detector, "detector", found);
    differ(before, after, AgentConfig::budget, "budget", found);
    differ(before, after, AgentConfig::journal, "journal", found);
    Map<String, CameraConfig> was = byId(before.cameras(), camera -> camera.id().value());
    Map<String, CameraConfig> is = byId(after.cameras(), camera -> camera.id().value());
    eachId(was, is, (old, next) -> camera(old, next)).forEach(found::add);
    List<String> oldOrder = new ArrayList<>(was.keySet());
    List<String> newOrder = new ArrayList<>(is.keySet());
    oldOrder.retainAll(is.keySet());
    newOrder.retainAll(was.keySet());
    if (!oldOrder.equals(newOrder)) {
      found.add("order of the cameras");
    }
    String all = String.join("; ", found);
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST - 1) + "…";
  }

  private static List<String> camera(Optional<CameraConfig> old, Optional<CameraConfig> next) {
    if (old.isEmpty() || next.isEmpty()) {
      return List.of("camera %s %s".formatted(id(old, next), old.isEmpty() ? "added" : "removed"));
    }
    CameraConfig was = old.get();
    CameraConfig is = next.get();
    List<String> found = new ArrayList<>();
    if (was.enabled() != is.enabled()) {
      found.add(is.enabled() ? "switched on" : "switched off");
    }
    if (!bare(was).equals(bare(is))) {
      found.add("address");
    } else if (!was.login().equals(is.login())) {
      found.add("login");
    }
    differ(was, is, CameraConfig::region, "region", found);
    boolean settings =
        !List.of(was.playback(), was.decoding(), was.rate(), was.looks(), was.longSide())
            .equals(List.of(is.playback(), is.decoding(), is.rate(), is.looks(), is.longSide()));
    if (settings) {
      found.add("settings");
    }
    eachId(
            byId(was.scene().lines(), CountingLine::id),
            byId(is.scene().lines(), CountingLine::id),
            (a, b) -> shape("line", a.map(CountingLine::id), b.map(CountingLine::id), a, b))
        .forEach(found::add);
    eachId(
            byId(was.scene().allZones(), Zone::id),
            byId(is.scene().allZones(), Zone::id),
            (a, b) -> shape("zone", a.map(Zone::id), b.map(Zone::id), a, b))
        .forEach(found::add);
    differ(was, is, camera -> camera.scene().statics(), "rule for still things", found);
    differ(was, is, CameraConfig::floor, "floor", found);
    return found.isEmpty() ? List.of() : List.of(is.id() + ": " + String.join(", ", found));
  }

  private static List<String> shape(
      String kind,
      Optional<String> oldId,
      Optional<String> newId,
      Optional<?> old,
      Optional<?> next) {
    String id = newId.or(() -> oldId).orElse("");
    if (old.isEmpty()) {
      return List.of("%s %s added".formatted(kind, id));
    }
    if (next.isEmpty()) {
      return List.of("%s %s removed".formatted(kind, id));
    }
    return old.equals(next) ? List.of() : List.of("%s %s changed".formatted(kind, id));
  }

  private static String bare(CameraConfig camera) {
    return ConfigWriter.address(camera.source());
  }

  private static String id(Optional<CameraConfig> old, Optional<CameraConfig> next) {
    return next.or(() -> old).map(camera -> camera.id().value()).orElse("");
  }

  private static <T> void differ(
      T before, T after, Function<T, ?> part, String name, List<String> found) {
    if (!Objects.equals(part.apply(before), part.apply(after))) {
      found.add(name);
    }
  }

  private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
    return items.stream()
        .collect(Collectors.toMap(id, item -> item, (a, b) -> a, LinkedHashMap::new));
  }

  private static <T> List<String> eachId(
      Map<String, T> was,
      Map<String, T> is,
      BiFunction<Optional<T>, Optional<T>, List<String>> say) {
    Map<String, T> all = new LinkedHashMap<>(was);
    is.forEach(all::putIfAbsent);
    return all.keySet().stream()
        .flatMap(
            id ->
                say
                    .apply(Optional.ofNullable(was.get(id)), Optional.ofNullable(is.get(id)))
                    .stream())
        .toList();
  }
}
