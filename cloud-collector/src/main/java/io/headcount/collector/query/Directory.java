package io.headcount.collector.query;

import io.headcount.collector.query.QueryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Finds out which stores, cameras, lines and zones a selection means. Stateless. */
final class Directory {
  static final int LINE = 1;
  static final int ZONE = 2;

  /** A camera that has been silent for so long is taken for gone. */
  private static final Duration GONE = Duration.ofDays(7);

  private static final long DAY = Duration.ofDays(1).toMillis();

  private Directory() {}

  /** A store that may be seen. Immutable. */
  record Store(int tenant, int id, String name, ZoneId zone, boolean simulated) {}

  /**
   * A camera and since when and until when it is expected to see. Immutable.
   *
   * @param from 0 with {@code until} when it never saw anything
   * @param lines whether it has any
   * @param zones whether it has any
   */
  record Camera(
      int store,
      int id,
      String device,
      String name,
      long from,
      long until,
      boolean lines,
      boolean zones) {
    long expected(Instant start, Instant end) {
      long begins = Math.max(from, start.toEpochMilli());
      return Math.max(0, Math.min(until, end.toEpochMilli()) - begins);
    }
  }

  /** A line or zone. Immutable. */
  record Counter(int id, int camera, String name, String type) {}

  /** The selected stores, by name. */
  static List<Store> stores(Handle h, Selection selection) {
    List<Store> stores =
        h
            .createQuery(
                """
                SELECT s.tenant_id, s.id, s.name, s.zone, s.simulated
                FROM store s JOIN tenant t ON t.id = s.tenant_id
                WHERE t.name = ? ORDER BY s.name""")
            .bind(0, selection.scope().tenant())
            .map(
                (row, context) ->
                    new Store(
                        row.getInt(1),
                        row.getInt(2),
                        row.getString(3),
                        ZoneId.of(row.getString(4)),
                        row.getBoolean(5)))
            .list()
            .stream()
            .filter(s -> selection.scope().allows(selection.scope().tenant(), s.name()))
            .filter(s -> selection.stores().isEmpty() || selection.stores().contains(s.name()))
            .toList();
    Set<String> missing = new HashSet<>(selection.stores());
    stores.forEach(s -> missing.remove(s.name()));
    requireNone("store", missing);
    return stores;
  }

  /** The selected cameras of these stores, by number. */
  static Map<Integer, Camera> cameras(Handle h, List<Store> stores, Selection selection, long now) {
    if (stores.isEmpty()) {
      return Map.of();
    }
    Map<Integer, Camera> cameras = new HashMap<>();
    Set<String> missingDevices = new HashSet<>(selection.devices());
    Set<String> missingCameras = new HashSet<>(selection.cameras());
    h.createQuery(
            """
            SELECT c.store_id, c.id, d.name, c.name,
              (SELECT r.start FROM camera_rollup r
                WHERE r.camera_id = c.id AND r.grain = 2 AND r.tenant_id = c.tenant_id
                  AND r.store_id = c.store_id ORDER BY r.start LIMIT 1),
              (SELECT r.start FROM camera_rollup r
                WHERE r.camera_id = c.id AND r.grain = 2 AND r.tenant_id = c.tenant_id
                  AND r.store_id = c.store_id ORDER BY r.start DESC LIMIT 1),
              EXISTS (SELECT 1 FROM counter n WHERE n.camera_id = c.id AND n.kind = 1),
              EXISTS (SELECT 1 FROM counter n WHERE n.camera_id = c.id AND n.kind = 2)
            FROM camera c JOIN device d ON d.id = c.device_id
            WHERE c.tenant_id = ? AND c.store_id IN (%s)"""
                .formatted(ids(stores.stream().map(Store::id).toList())))
        .bind(0, stores.getFirst().tenant())
        .map(
            (row, context) -> {
              long first = row.getLong(5);
              long last = row.getLong(6);
              long until = first == 0 ? 0 : Math.min(last + DAY + GONE.toMillis(), now);
              return new Camera(
                  row.getInt(1),
                  row.getInt(2),
                  row.getString(3),
                  row.getString(4),
                  first,
                  until,
                  row.getBoolean(7),
                  row.getBoolean(8));
            })
        .forEach(
            camera -> {
              missingDevices.remove(camera.device());
              missingCameras.remove(camera.name());
              if (chosen(selection.devices(), camera.device())
                  && chosen(selection.cameras(), camera.name())) {
                cameras.put(camera.id(), camera);
              }
            });
    requireNone("device", missingDevices);
    requireNone("camera", missingCameras);
    return cameras;
  }

  /** The selected lines or zones of these cameras, by number. */
  static Map<Integer, Counter> counters(
      Handle h, List<Store> stores, Map<Integer, Camera> cameras, Selection selection, int kind) {
    if (stores.isEmpty()) {
      return Map.of();
    }
    Map<Integer, Counter> counters = new HashMap<>();
    Set<String> missing = new HashSet<>(selection.names());
    Set<String> missingTypes = new HashSet<>(selection.types());
    h
        .createQuery(
            """
            SELECT id, camera_id, name, type FROM counter
            WHERE tenant_id = ? AND store_id IN (%s) AND kind = ?"""
                .formatted(ids(stores.stream().map(Store::id).toList())))
        .bind(0, stores.getFirst().tenant())
        .bind(1, kind)
        .map(
            (row, context) ->
                new Counter(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4)))
        .stream()
        .filter(counter -> cameras.containsKey(counter.camera()))
        .forEach(
            counter -> {
              missing.remove(counter.name());
              missingTypes.remove(counter.type());
              if (chosen(selection.names(), counter.name())
                  && chosen(selection.types(), counter.type())) {
                counters.put(counter.id(), counter);
              }
            });
    requireNone(kind == LINE ? "line" : "zone", missing);
    requireNone("type", missingTypes);
    return counters;
  }

  private static boolean chosen(Set<String> asked, String name) {
    return asked.isEmpty() || asked.contains(name);
  }

  private static void requireNone(String what, Set<String> missing) {
    if (!missing.isEmpty()) {
      throw new QueryException(
          Kind.UNKNOWN,
          "%s '%s' is not known".formatted(what, missing.stream().sorted().findFirst().orElse("")),
          "check its name in the list of %ss".formatted(what));
    }
  }

  /** Numbers from the database as SQL lists them. */
  static String ids(Collection<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
