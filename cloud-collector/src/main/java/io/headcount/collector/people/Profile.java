package io.headcount.collector.people;

import io.headcount.collector.query.Scope;
import io.headcount.contract.DeviceAddress;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an admin says of a user. Immutable.
 *
 * @param login a name or mail address, in small letters
 * @param name as the person is called
 * @param scope the stores that may be seen
 * @param networks those that the user may come from; empty for any
 */
public record Profile(String login, String name, Role role, Scope scope, List<Subnet> networks) {
  private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._+@-]{0,99}");
  private static final int LONGEST_NAME = 100;
  private static final int STORES = 1000;
  private static final int NETWORKS = 20;

  /**
   * @throws PeopleException when it is not fit for a user
   */
  public Profile {
    networks = List.copyOf(networks);
    require(
        LOGIN.matcher(login).matches(),
        "'%s' is no name to sign in with".formatted(login),
        "use a mail address, or 1 to 100 of a-z 0-9 . _ + @ - beginning with a letter or digit");
    require(
        !name.isBlank()
            && name.length() <= LONGEST_NAME
            && name.chars().noneMatch(Character::isISOControl),
        "the name is empty, too long, or has characters that cannot be seen",
        "give 1 to %d characters".formatted(LONGEST_NAME));
    require(
        DeviceAddress.valid(scope.tenant()),
        "'%s' is no name for a tenant".formatted(scope.tenant()),
        "use letters, digits, dots, underscores and dashes");
    for (String store : scope.stores()) {
      require(
          DeviceAddress.valid(store),
          "'%s' is no name for a store".formatted(store),
          "use letters, digits, dots, underscores and dashes");
    }
    require(
        scope.all() || !scope.stores().isEmpty(),
        "the user has no store",
        "give some, or all of the tenant");
    require(
        scope.stores().size() <= STORES,
        "%d stores are too many to list".formatted(scope.stores().size()),
        "give %d at most, or all of the tenant".formatted(STORES));
    require(
        role != Role.ADMIN || scope.all(),
        "an admin manages the users of all stores, so the role goes with all stores",
        "leave the stores out, or give another role");
    require(
        networks.size() <= NETWORKS,
        "%d networks are too many".formatted(networks.size()),
        "give %d at most".formatted(NETWORKS));
  }

  private static void require(boolean fine, String fault, String cure) {
    if (!fine) {
      throw PeopleException.refused(fault, cure);
    }
  }

  /** As people type it: capitals and spaces around it make no other login. */
  static String login(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /** Its stores in one word: {@code *} or names. */
  String stores() {
    return scope.all() ? "*" : String.join(" ", new TreeSet<>(scope.stores()));
  }

  String networkList() {
    return String.join(" ", networks.stream().map(Subnet::toString).toList());
  }

  /** In short, for the log. */
  String summary() {
    return "name=%s role=%s stores=%s%s"
        .formatted(
            name, role.word(), stores(), networks.isEmpty() ? "" : " networks=" + networkList());
  }
}
