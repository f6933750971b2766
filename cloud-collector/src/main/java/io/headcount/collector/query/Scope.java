package io.headcount.collector.query;

import java.util.Set;

/**
 * What somebody may see: stores of one tenant. Immutable.
 *
 * @param all every store of the tenant, those to come too
 * @param stores the names of those that may be seen when not all may
 */
public record Scope(String tenant, boolean all, Set<String> stores) {
  public Scope {
    stores = Set.copyOf(stores);
  }

  /** The whole tenant. */
  public static Scope ofTenant(String tenant) {
    return new Scope(tenant, true, Set.of());
  }

  /** Some stores of a tenant. */
  public static Scope ofStores(String tenant, Set<String> stores) {
    return new Scope(tenant, false, stores);
  }

  /** Whether a store may be seen. */
  public boolean allows(String tenantName, String store) {
    return tenant.equals(tenantName) && (all || stores.contains(store));
  }
}
