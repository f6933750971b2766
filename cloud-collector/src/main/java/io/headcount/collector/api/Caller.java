package io.headcount.collector.api;

import io.headcount.collector.history.ApiTokens;
import io.headcount.collector.query.Scope;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, and what a token allows. Immutable. Scopes are {@code read:TENANT/STORE} and {@code
 * write:TENANT/STORE}, with {@code *} for every store; who may write may read.
 *
 * @param token its public part
 */
record Caller(String token, Scope reads, Scope writes) {
  private static final Pattern SCOPE =
      Pattern.compile("(read|write):([A-Za-z0-9][A-Za-z0-9._-]*)/([A-Za-z0-9][A-Za-z0-9._-]*|\\*)");

  /** The token's bearer, if its scopes are those of one tenant. */
  static Optional<Caller> of(ApiTokens.Token token) {
    Set<String> tenants = new HashSet<>();
    Set<String> reads = new HashSet<>();
    Set<String> writes = new HashSet<>();
    for (String scope : token.scopes()) {
      Matcher matcher = SCOPE.matcher(scope);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      tenants.add(matcher.group(2));
      reads.add(matcher.group(3));
      if (matcher.group(1).equals("write")) {
        writes.add(matcher.group(3));
      }
    }
    return tenants.size() == 1
        ? tenants.stream()
            .findFirst()
            .map(tenant -> new Caller(token.id(), scope(tenant, reads), scope(tenant, writes)))
        : Optional.empty();
  }

  private static Scope scope(String tenant, Set<String> stores) {
    return stores.contains("*") ? Scope.ofTenant(tenant) : Scope.ofStores(tenant, stores);
  }

  boolean mayWrite() {
    return writes.all() || !writes.stores().isEmpty();
  }
}
