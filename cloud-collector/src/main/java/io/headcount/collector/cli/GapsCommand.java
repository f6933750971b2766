package io.headcount.collector.cli;

import io.headcount.collector.history.History;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Gaps;
import io.headcount.collector.query.Limits;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Selection;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-collector gaps}: what is missing or could not be taken in, and why. */
@Command(
    name = "gaps",
    mixinStandardHelpOptions = true,
    description = "Shows what is missing or could not be taken in, device by device, and why.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was shown; there may be gaps",
      "1:it could not be looked at; the reason is printed",
      "2:the command line is wrong"
    })
final class GapsCommand implements Callable<Integer> {
  /** Nobody reads more of one kind; the totals tell how many there are. */
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();
  @Mixin private StoresFlag stores = new StoresFlag();

  @Option(
      names = "--json",
      description =
          "Print one JSON object: totals, missing, tombstones, clockFixes, quarantined,"
              + " deadLetters.")
  private boolean json;

  /** One kind of gap. Immutable. */
  private record Kind(String name, List<String> heads, List<List<String>> rows) {}

  @Override
  public Integer call() {
    try (History history = config.open()) {
      Gaps gaps = new Queries(history, InstantSource.system(), Limits.USUAL).gaps();
      Selection selection = stores.selection(By.PART);
      Gaps.Totals totals = gaps.totals(selection);
      List<Kind> kinds =
          List.of(
              kind(
                  "missing",
                  List.of(),
                  all(range -> gaps.missing(selection, range)),
                  GapsCommand::cells),
              kind(
                  "tombstones",
                  List.of("reason"),
                  all(range -> gaps.tombstones(selection, range)),
                  one -> with(one.stretch(), one.reason())),
              kind(
                  "clockFixes",
                  List.of("onward", "shift ms", "received"),
                  all(range -> gaps.fixes(selection, range)),
                  one ->
                      with(
                          one.stretch(),
                          String.valueOf(one.onward()),
                          String.valueOf(one.shift().toMillis()),
                          one.received().toString())),
              kind(
                  "quarantined",
                  List.of("at", "kind", "reason"),
                  all(range -> gaps.quarantined(selection, range)),
                  one -> with(one.stretch(), one.at().toString(), one.kind(), one.reason())),
              new Kind(
                  "deadLetters",
                  List.of("topic", "last", "times", "bytes", "reason"),
                  all(range -> gaps.deadLetters(selection, range)).stream()
                      .map(
                          one ->
                              List.of(
                                  one.topic(),
                                  one.lastAt().toString(),
                                  String.valueOf(one.times()),
                                  String.valueOf(one.bytes()),
                                  one.reason()))
                      .toList()));
      print(spec.commandLine().getOut(), totals, kinds);
    }
    return 0;
  }

  private static <T> List<T> all(Function<Page.Range, Page<T>> list) {
    List<T> items = new ArrayList<>();
    OptionalInt next = OptionalInt.of(0);
    while (next.isPresent() && items.size() < MOST) {
      Page<T> page = list.apply(new Page.Range(next.getAsInt(), Page.MOST));
      items.addAll(page.items());
      next = page.next();
    }
    return items;
  }

  private static <T> Kind kind(
      String name, List<String> more, List<T> items, Function<T, List<String>> cells) {
    List<String> heads =
        new ArrayList<>(List.of("store", "device", "stream", "epoch", "from", "to"));
    heads.addAll(more);
    return new Kind(name, heads, items.stream().map(cells).toList());
  }

  private static List<String> cells(Gaps.Stretch stretch) {
    return with(stretch);
  }

  private static List<String> with(Gaps.Stretch stretch, String... more) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                stretch.store(),
                stretch.device(),
                stretch.stream().text(),
                stretch.epoch(),
                String.valueOf(stretch.from()),
                String.valueOf(stretch.to())));
    cells.addAll(List.of(more));
    return cells;
  }

  private void print(PrintWriter out, Gaps.Totals totals, List<Kind> kinds) {
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("totals", totals);
      kinds.forEach(kind -> report.put(kind.name(), objects(kind)));
      out.println(Output.json(report));
    } else {
      for (Kind kind : kinds) {
        if (!kind.rows().isEmpty()) {
          out.println(kind.name() + ":");
          Output.table(out, kind.heads(), kind.rows());
          out.println();
        }
      }
      out.printf(
          "%d missing, %d tombstones, %d clock fixes, %d quarantined, %d dead letters%n",
          totals.missing(),
          totals.tombstones(),
          totals.fixes(),
          totals.quarantined(),
          totals.deadLetters());
    }
    out.flush();
  }

  private static List<Map<String, String>> objects(Kind kind) {
    return kind.rows().stream()
        .map(
            row -> {
              Map<String, String> object = new LinkedHashMap<>();
              for (int i = 0; i < row.size(); i++) {
                object.put(kind.heads().get(i), row.get(i));
              }
              return object;
            })
        .toList();
  }
}
