package io.headcount.collector.api;

import io.headcount.collector.query.By;
import io.headcount.collector.query.Catalogue;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Scope;
import io.headcount.collector.query.Selection;
import io.headcount.collector.query.StoreEntry;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** Knows behind which stores no real shop stands. Immutable. */
final class Simulated {
  private final Catalogue catalogue;

  Simulated(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The simulated ones among those that may be seen. */
  Set<String> stores(Scope scope) {
    return stores(Selection.of(scope, By.STORE));
  }

  /**
   * Whether any store of a selection is.
   *
   * @throws io.headcount.collector.query.QueryException when one of them is not known
   */
  boolean any(Selection selection) {
    return !stores(Selection.of(selection.scope(), By.STORE).in(selection.stores())).isEmpty();
  }

  private Set<String> stores(Selection selection) {
    Set<String> names = new HashSet<>();
    OptionalInt offset = OptionalInt.of(0);
    while (offset.isPresent()) {
      Page<StoreEntry> page =
          catalogue.stores(selection, new Page.Range(offset.getAsInt(), Page.MOST));
      page.items().stream()
          .filter(StoreEntry::simulated)
          .map(StoreEntry::store)
          .forEach(names::add);
      offset = page.next();
    }
    return names;
  }
}
