package io.headcount.collector.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A camera of a shop and what it measures. Immutable.
 *
 * @param entrance which of the shop's doors its line lies across, if any; the first is 0
 * @param statics mannequins and posters in its view
 */
public record ShopCamera(String id, Optional<Integer> entrance, List<Zone> zones, int statics) {
  /** Every line's id. */
  public static final String LINE = "door";

  /** How every line counts. */
  public static final String POLICY = "every_crossing";

  public ShopCamera {
    zones = List.copyOf(zones);
  }

  /**
   * A zone and what people do there. Immutable.
   *
   * @param visiting share of the shop's visitors who stop there
   * @param passing share who only walk through
   * @param dwellSeconds how long half of those who stop stay at most
   */
  public record Zone(String id, Use use, double visiting, double passing, int dwellSeconds) {}

  /** What a zone is for. */
  public enum Use {
    ENTRANCE,
    PRODUCT,
    QUEUE,
    SERVICE;

    /** As it is written in messages. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What hangs where: a door first, then the tills, then shelves, with more doors in between. */
  static List<ShopCamera> of(long seed, ShopKind kind, int doors, int count) {
    Layout layout = new Layout(seed, kind, doors);
    return IntStream.range(0, count).mapToObj(layout::camera).toList();
  }

  /** Places cameras by their number. Immutable. */
  private record Layout(long seed, ShopKind kind, int doors) {
    private static final int TILLS = 1;

    ShopCamera camera(int index) {
      int statics = (int) (3 * Chance.unit(Chance.key(seed, index, 1)));
      int door = index == 0 ? 0 : index - TILLS;
      if (index != TILLS && door < doors) {
        return new ShopCamera(
            door == 0 ? "entrance" : "entrance-" + (door + 1),
            Optional.of(door),
            List.of(new Zone("mat", Use.ENTRANCE, 0.2, 0.8, 8)),
            0);
      }
      if (index == TILLS) {
        return new ShopCamera("tills", Optional.empty(), tills(), statics);
      }
      int aisle = index - TILLS - (doors - 1);
      return new ShopCamera("aisle-" + aisle, Optional.empty(), shelves(index), statics);
    }

    private List<Zone> tills() {
      return List.of(
          new Zone("queue", Use.QUEUE, kind.buyers(), 0.05, 40),
          new Zone("till", Use.SERVICE, kind.buyers(), 0, 35));
    }

    private List<Zone> shelves(int index) {
      return List.of(shelf("shelf-a", index, 2), shelf("shelf-b", index, 3));
    }

    private Zone shelf(String id, int index, int key) {
      double liked = Chance.unit(Chance.key(seed, index, key));
      double passing = 0.1 + 0.3 * Chance.unit(Chance.key(seed, index, key, 1));
      return new Zone(id, Use.PRODUCT, 0.1 + 0.4 * liked, passing, 10 + (int) (40 * liked));
    }
  }
}
