package io.headcount.collector.cli;

import io.headcount.collector.history.History;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.AuditLog.Entry;
import io.headcount.collector.query.Page;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-collector audit}: who did what. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Shows who did what, newest first; wrong sign-ins that name nobody too.")
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Only what is of this tenant (default: of all).")
  private Optional<String> tenant = Optional.empty();

  @Option(names = "--from", paramLabel = "DATE", description = "Not before this day, UTC.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "So many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit = 100;

  @Option(names = "--json", description = "Print a JSON list.")
  private boolean json;

  @Override
  public Integer call() {
    AuditLog.Filter filter =
        new AuditLog.Filter(
            tenant,
            Optional.empty(),
            Optional.empty(),
            from.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()),
            Optional.empty());
    try (History history = config.open()) {
      Output.list(
          spec,
          json,
          new AuditLog(history, InstantSource.system())
              .list(filter, new Page.Range(0, limit))
              .items(),
          AuditCommand::fields,
          List.of("when", "who", "from", "what", "about", "change"),
          AuditCommand::cells);
    }
    return 0;
  }

  private static String deed(Entry entry) {
    return entry.deed().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> cells(Entry entry) {
    return List.of(
        Output.time(Optional.of(entry.at())),
        entry.who(),
        entry.address(),
        deed(entry),
        entry.subject(),
        entry.was().isEmpty() ? entry.became() : entry.was() + " -> " + entry.became());
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", entry.at().toString());
    fields.put("tenant", entry.tenant());
    fields.put("who", entry.who());
    fields.put("address", entry.address());
    fields.put("deed", deed(entry));
    fields.put("subject", entry.subject());
    fields.put("was", entry.was());
    fields.put("became", entry.became());
    return fields;
  }
}
