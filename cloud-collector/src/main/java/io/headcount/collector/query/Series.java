package io.headcount.collector.query;

import io.headcount.collector.query.Directory.Camera;
import io.headcount.collector.query.Directory.Counter;
import io.headcount.collector.query.Directory.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Numbers of one kind over time. Thread-safe. Points come by store, then by time, then by camera
 * and name.
 */
public final class Series<V> {
  /** What one transaction reads, about. */
  private static final int CHUNK = 60_000;

  private final Reading reading;
  private final Measure<V> measure;
  private final InstantSource clock;
  private final Limits limits;

  Series(Reading reading, Measure<V> measure, InstantSource clock, Limits limits) {
    this.reading = reading;
    this.measure = measure;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * All points.
   *
   * @throws QueryException when there are too many, or something named is not known
   */
  public List<Point<V>> list(Question question) {
    return list(context(question));
  }

  /** The points of what was found out to be meant. */
  List<Point<V>> list(Context context) {
    List<Point<V>> points = new ArrayList<>();
    passOn(context, limits.points(), points::add);
    return points;
  }

  /**
   * Passes all points on as they are read, in several transactions; never holds many.
   *
   * @throws QueryException when there are too many, or something named is not known
   */
  public void each(Question question, Consumer<Point<V>> out) {
    passOn(context(question), limits.rows(), out);
  }

  /** Finds what is selected; a question about unknown things fails here and not later. */
  Context context(Question question) {
    return reading.read(h -> context(h, question));
  }

  private void passOn(Context context, int limit, Consumer<Point<V>> out) {
    Consumer<Point<V>> counted = new Counted<>(limit, out);
    Question question = context.question();
    boolean nothing = measure.kind() != 0 && !context.whole() && context.counters().isEmpty();
    if (context.stores().isEmpty() || nothing) {
      return;
    }
    if (question.grain() == Grain.MINUTE) {
      new Minutes<>(reading, measure, context).read(counted);
    } else if (question.selection().by() == By.ALL) {
      new Rollups<>(reading, measure, context).together(context.stores()).forEach(counted);
    } else {
      for (List<Store> chunk : chunks(context)) {
        new Rollups<>(reading, measure, context).each(chunk).forEach(counted);
      }
    }
  }

  /** What a question means. Immutable. */
  record Context(
      Question question,
      List<Store> stores,
      Map<Integer, Camera> cameras,
      Map<Integer, List<Camera>> byStore,
      boolean allCameras,
      boolean whole,
      Map<Integer, Counter> counters) {
    boolean byPart() {
      return question.selection().by() == By.PART;
    }

    /** The same things in another period. */
    Context in(Period period) {
      return new Context(
          new Question(question.selection(), period, question.grain()),
          stores,
          cameras,
          byStore,
          allCameras,
          whole,
          counters);
    }

    List<Camera> camerasOf(Store store) {
      return byStore.getOrDefault(store.id(), List.of());
    }
  }

  private Context context(Handle h, Question question) {
    Selection selection = question.selection();
    boolean whole = selection.whole() && measure.only().isEmpty();
    List<Store> stores = Directory.stores(h, selection);
    Map<Integer, Camera> all = Directory.cameras(h, stores, selection, clock.millis());
    boolean named = selection.by() == By.PART || !whole || question.grain() == Grain.MINUTE;
    Map<Integer, Counter> counters = new HashMap<>();
    if (measure.kind() != 0 && named) {
      counters.putAll(Directory.counters(h, stores, all, selection, measure.kind()));
      counters
          .values()
          .removeIf(c -> !measure.only().isEmpty() && !measure.only().equals(c.type()));
    }
    Map<Integer, Camera> cameras = new HashMap<>(all);
    if (measure.kind() == Directory.LINE) {
      cameras.values().removeIf(camera -> !camera.lines());
    } else if (measure.kind() == Directory.ZONE) {
      cameras.values().removeIf(camera -> !camera.zones());
    }
    if (measure.kind() != 0 && !whole) {
      cameras
          .keySet()
          .retainAll(counters.values().stream().map(Counter::camera).collect(Collectors.toSet()));
    }
    return new Context(
        question,
        stores,
        cameras,
        cameras.values().stream().collect(Collectors.groupingBy(Camera::store)),
        cameras.size() == all.size(),
        whole,
        counters);
  }

  private static List<List<Store>> chunks(Context context) {
    long each = context.question().grain().parts(context.question().period());
    if (context.byPart()) {
      each *= Math.max(1, Math.max(context.counters().size(), context.cameras().size()));
      each /= context.stores().size();
    }
    int size = Math.clamp(CHUNK / Math.max(1, each), 1, context.stores().size());
    List<List<Store>> chunks = new ArrayList<>();
    for (int i = 0; i < context.stores().size(); i += size) {
      chunks.add(context.stores().subList(i, Math.min(i + size, context.stores().size())));
    }
    return chunks;
  }

  /** Counts what is passed on. Confined to the thread of one question. */
  private static final class Counted<T> implements Consumer<T> {
    private final int limit;
    private final Consumer<T> out;
    private int passed;

    Counted(int limit, Consumer<T> out) {
      this.limit = limit;
      this.out = out;
    }

    @Override
    public void accept(T point) {
      if (++passed > limit) {
        throw new QueryException(
            QueryException.Kind.TOO_LONG,
            "the answer has more than %d points".formatted(limit),
            "ask for a shorter period, a coarser grain, fewer stores, or for CSV");
      }
      out.accept(point);
    }
  }
}
