package io.headcount.collector.cli;

import io.headcount.collector.query.By;
import io.headcount.collector.query.Scope;
import io.headcount.collector.query.Selection;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code --tenant} and {@code --store}. Confined to one command. */
final class StoresFlag {
  @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose stores.")
  private String tenant = "";

  @Option(
      names = "--store",
      split = ",",
      paramLabel = "STORE",
      description = "Only these stores (default: all of the tenant).")
  private Set<String> stores = Set.of();

  Selection selection(By by) {
    return Selection.of(Scope.ofTenant(tenant), by).in(stores);
  }
}
