package io.headcount.contract.homeassistant;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Joins ids to one that Home Assistant takes: letters, digits, underscores and dashes. Different
 * ids never give the same: a dash becomes two, an underscore too, a dot becomes {@code _d}, and a
 * single dash stands between. That can be taken apart again because each id begins with a letter or
 * digit. Stateless.
 */
final class ObjectId {
  private ObjectId() {}

  static String of(String... ids) {
    return Stream.of(ids)
        .map(id -> id.replace("-", "--").replace("_", "__").replace(".", "_d"))
        .collect(Collectors.joining("-"));
  }
}
