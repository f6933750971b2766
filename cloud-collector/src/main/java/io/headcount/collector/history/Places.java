package io.headcount.collector.history;

import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Where the people who run stores put them. Thread-safe. */
public final class Places {
  private final Database database;

  Places(Database database) {
    this.database = database;
  }

  /**
   * What somebody said of a store. Immutable.
   *
   * @param group of stores that it belongs to; empty when to none
   * @param region that it is in; empty when in none
   * @param capacity how many people it is meant to hold at once
   */
  public record Place(String group, String region, OptionalInt capacity) {
    /** Most characters of a name. */
    public static final int LONGEST = 80;

    /** Most people that a store may be meant to hold. */
    public static final int MOST = 1_000_000;

    /** What holds of a store that nobody said anything of. */
    public static final Place NONE = new Place("", "", OptionalInt.empty());

    public Place {
      requireName("group", group);
      requireName("region", region);
      if (capacity.isPresent() && (capacity.getAsInt() < 1 || capacity.getAsInt() > MOST)) {
        throw new IllegalArgumentException(
            "capacity %d is not from 1 to %d".formatted(capacity.getAsInt(), MOST));
      }
    }

    private static void requireName(String what, String name) {
      if (name.length() > LONGEST
          || !name.equals(name.strip())
          || name.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "%s '%s' is no name: give %d characters at most on one line, without blanks around"
                .formatted(what, name, LONGEST));
      }
    }
  }

  /**
   * Says where a store is.
   *
   * @return whether there is such a store
   */
  public boolean put(String tenant, String store, Place place) {
    return database.write(h -> put(h, tenant, store, place));
  }

  private static boolean put(Handle h, String tenant, String store, Place place) {
    return h.createUpdate(
                """
                INSERT INTO store_place (tenant_id, store_id, team, region, capacity)
                SELECT s.tenant_id, s.id, :group, :region, CAST(nullif(:capacity, '') AS INTEGER)
                FROM store s JOIN tenant t ON t.id = s.tenant_id
                WHERE t.name = :tenant AND s.name = :store
                ON CONFLICT (tenant_id, store_id) DO UPDATE SET team = excluded.team,
                  region = excluded.region, capacity = excluded.capacity""")
            .bind("tenant", tenant)
            .bind("store", store)
            .bind("group", place.group())
            .bind("region", place.region())
            .bind("capacity", capacity(place))
            .execute()
        > 0;
  }

  private static String capacity(Place place) {
    return place.capacity().isPresent() ? Integer.toString(place.capacity().getAsInt()) : "";
  }
}
