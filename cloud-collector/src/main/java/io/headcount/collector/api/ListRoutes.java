package io.headcount.collector.api;

import io.headcount.collector.people.Permission;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Catalogue;
import io.headcount.collector.query.DeviceEntry;
import io.headcount.collector.query.Gaps;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.PartEntry;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Selection;
import io.headcount.collector.query.StoreEntry;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists of what there is and of what is missing. Immutable. */
final class ListRoutes {
  private static final Set<String> STORES = Set.of("store", "limit", "offset");
  private static final Set<String> DEVICES = Set.of("store", "device", "limit", "offset");
  private static final Set<String> CAMERAS = Set.of("store", "device", "camera", "limit", "offset");

  /** Which level of a topic is the store. */
  private static final int TOPIC_STORE = 3;

  private final Catalogue catalogue;
  private final Gaps gaps;
  private final Simulated simulated;
  private final Answers answers;

  ListRoutes(Queries queries, Simulated simulated, Answers answers) {
    this.catalogue = queries.catalogue();
    this.gaps = queries.gaps();
    this.simulated = simulated;
    this.answers = answers;
  }

  List<Route> routes() {
    Predicate<PartEntry> part = PartEntry::simulated;
    return List.of(
        list(
            "/api/v1/stores",
            Permission.SEE_NUMBERS,
            STORES,
            "",
            Tables.STORES,
            catalogue::stores,
            StoreEntry::simulated),
        list(
            "/api/v1/devices",
            Permission.SEE_FLEET,
            DEVICES,
            "",
            Tables.DEVICES,
            catalogue::devices,
            DeviceEntry::simulated),
        list(
            "/api/v1/cameras",
            Permission.SEE_NUMBERS,
            CAMERAS,
            "",
            Tables.CAMERAS,
            catalogue::cameras,
            part),
        list(
            "/api/v1/lines",
            Permission.SEE_NUMBERS,
            with(CAMERAS, "line"),
            "line",
            Tables.LINES,
            catalogue::lines,
            part),
        list(
            "/api/v1/zones",
            Permission.SEE_NUMBERS,
            with(CAMERAS, "zone", "type"),
            "zone",
            Tables.ZONES,
            catalogue::zones,
            part),
        Route.read("/api/v1/gaps", Permission.SEE_NUMBERS, this::totals),
        gaps(
            "/api/v1/gaps/missing",
            Permission.SEE_NUMBERS,
            DEVICES,
            Tables.STRETCHES,
            gaps::missing,
            g -> g.store()),
        gaps(
            "/api/v1/gaps/tombstones",
            Permission.SEE_NUMBERS,
            DEVICES,
            Tables.TOMBSTONES,
            gaps::tombstones,
            g -> g.stretch().store()),
        gaps(
            "/api/v1/gaps/clock-fixes",
            Permission.SEE_NUMBERS,
            DEVICES,
            Tables.FIXES,
            gaps::fixes,
            g -> g.stretch().store()),
        gaps(
            "/api/v1/quarantine",
            Permission.SEE_FLEET,
            DEVICES,
            Tables.QUARANTINED,
            gaps::quarantined,
            g -> g.stretch().store()),
        gaps(
            "/api/v1/dead-letters",
            Permission.SEE_FLEET,
            STORES,
            Tables.DEAD_LETTERS,
            gaps::deadLetters,
            letter -> letter.topic().split("/", -1)[TOPIC_STORE]));
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(List.of(more));
    return all;
  }

  private <T> Route list(
      String path,
      Permission permission,
      Set<String> known,
      String name,
      Table<T> table,
      BiFunction<Selection, Page.Range, Page<T>> read,
      Predicate<T> isSimulated) {
    return Route.read(
        path,
        permission,
        (request, response, caller) -> {
          Parameters asked = new Parameters(request, known);
          Page<T> page = read.apply(asked.selection(caller.reads(), name, By.PART), asked.range());
          answers.page(
              response, table, page, page.items().stream().anyMatch(isSimulated), asked.csv());
        });
  }

  private <T> Route gaps(
      String path,
      Permission permission,
      Set<String> known,
      Table<T> table,
      BiFunction<Selection, Page.Range, Page<T>> read,
      Function<T, String> store) {
    return Route.read(
        path,
        permission,
        (request, response, caller) -> {
          Parameters asked = new Parameters(request, known);
          Page<T> page = read.apply(asked.selection(caller.reads(), "", By.PART), asked.range());
          Set<String> made = simulated.stores(caller.reads());
          boolean any = page.items().stream().map(store).anyMatch(made::contains);
          answers.page(response, table, page, any, asked.csv());
        });
  }

  private void totals(ServerRequest request, ServerResponse response, Caller caller) {
    Parameters asked = new Parameters(request, Set.of("store"));
    Selection selection = asked.selection(caller.reads(), "", By.STORE);
    Gaps.Totals totals = gaps.totals(selection);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("simulated", simulated.any(selection));
    body.put("missing", totals.missing());
    body.put("tombstones", totals.tombstones());
    body.put("clockFixes", totals.fixes());
    body.put("quarantined", totals.quarantined());
    body.put("deadLetters", totals.deadLetters());
    answers.ok(response, body);
  }
}
