package io.headcount.collector.people;

import io.headcount.collector.query.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads users as they lie in the database. Stateless. */
final class Rows {
  /** An account with its open invitation; other tables may be joined to it. */
  static final String ACCOUNT =
      """
      a.id AS account_id, a.login, a.name, a.tenant, a.role, a.stores, a.networks, a.password,
        a.created AS account_created, a.disabled, a.signed_in, i.expires AS invited
      FROM account a LEFT JOIN invitation i ON i.account_id = a.id\
      """;

  private Rows() {}

  static User user(ResultSet row) throws SQLException {
    String tenant = row.getString("tenant");
    String stores = row.getString("stores");
    return new User(
        row.getInt("account_id"),
        new Profile(
            row.getString("login"),
            row.getString("name"),
            role(row.getString("role")),
            stores.equals("*")
                ? Scope.ofTenant(tenant)
                : Scope.ofStores(tenant, Set.copyOf(words(stores))),
            words(row.getString("networks")).stream()
                .flatMap(network -> Subnet.parse(network).stream())
                .toList()),
        Instant.ofEpochMilli(row.getLong("account_created")),
        instant(row, "disabled"),
        instant(row, "signed_in"),
        row.getString("password") != null,
        instant(row, "invited"));
  }

  private static Role role(String word) {
    return Role.of(word)
        .orElseThrow(
            () ->
                PeopleException.refused(
                    "the role '%s' is not known".formatted(word), "use a later version"));
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
