package io.headcount.web.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow: after some failures each further attempt has to wait, longer each time, by
 * account and by network. Thread-safe. Remembers {@value #NAMES} of each; the one that was not
 * heard of for longest is forgotten.
 *
 * <p>An attempt counts as failed from its start until it is told to have succeeded, so that many at
 * the same time gain nothing.
 */
public final class Throttle {
  static final int NAMES = 10_000;

  private final Table accounts;
  private final Table networks;
  private final LongSupplier nanos;

  /**
   * How failures turn into waits. Immutable.
   *
   * @param free how many failures cost nothing
   * @param first the wait after one more; each further failure doubles it
   * @param longest the longest wait
   * @param forgotten after how long without an attempt all is forgotten; not under the longest wait
   */
  public record Rule(int free, Duration first, Duration longest, Duration forgotten) {
    public Rule {
      if (free < 0 || !first.isPositive() || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException("waits grow from a first to a longest one");
      }
      if (forgotten.compareTo(longest) < 0) {
        throw new IllegalArgumentException("nothing is forgotten before the wait is over");
      }
    }

    /** The wait after so many failures. */
    Duration after(int failures) {
      int over = failures - free;
      if (over <= 0) {
        return Duration.ZERO;
      }
      int doublings = over - 1;
      boolean within =
          doublings < Long.SIZE - 1 && first.toNanos() <= longest.toNanos() >> doublings;
      return within ? first.multipliedBy(1L << doublings) : longest;
    }
  }

  /**
   * Both rules. Immutable.
   *
   * @param account for one account, from wherever; a wait here also keeps its owner out, so it is
   *     short
   * @param network for one network, whatever the account
   */
  public record Rules(Rule account, Rule network) {
    /** Five wrong ones cost nothing; then 1, 2, 4 … s, at most 1 min; networks at most 15 min. */
    public static final Rules USUAL =
        new Rules(
            new Rule(5, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1)),
            new Rule(10, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(1)));
  }

  /** What may become of an attempt. */
  public sealed interface Attempt {
    /** It may be made. Tell {@link #succeeded} when it was right. */
    final class Allowed implements Attempt {
      private final Throttle throttle;
      private final String account;
      private final Network network;

      private Allowed(Throttle throttle, String account, Network network) {
        this.throttle = throttle;
        this.account = account;
        this.network = network;
      }

      /** Forgets the account's failures, and of the network this one; once. */
      public void succeeded() {
        throttle.succeeded(account, network);
      }
    }

    /**
     * It must not be made yet. Immutable.
     *
     * @param left how long until one may be, more than nothing
     */
    record Refused(Duration left) implements Attempt {
      /** Whole seconds to wait, for {@code Retry-After} and people. */
      public long seconds() {
        return Math.max(1, left.plusMillis(999).toSeconds());
      }
    }
  }

  /** The failures of one name, and when the last was. */
  private record Failures(int count, long last) {}

  /** Failures by name. Guarded by the throttle. */
  private static final class Table {
    private final Rule rule;
    private final Map<String, Failures> names =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > NAMES;
          }
        };

    Table(Rule rule) {
      this.rule = rule;
    }

    int failures(String name, long now) {
      Failures failures = names.get(name);
      return failures == null || now - failures.last() >= rule.forgotten().toNanos()
          ? 0
          : failures.count();
    }

    Duration wait(String name, long now) {
      Failures failures = names.get(name);
      if (failures == null) {
        return Duration.ZERO;
      }
      Duration left = rule.after(failures.count()).minusNanos(now - failures.last());
      return left.isPositive() ? left : Duration.ZERO;
    }

    void add(String name, long now) {
      names.put(name, new Failures(failures(name, now) + 1, now));
    }

    void takeBack(String name) {
      names.computeIfPresent(
          name,
          (key, failures) ->
              failures.count() == 1 ? null : new Failures(failures.count() - 1, failures.last()));
    }
  }

  /**
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   */
  public Throttle(Rules rules, LongSupplier nanos) {
    this.accounts = new Table(rules.account());
    this.networks = new Table(rules.network());
    this.nanos = nanos;
  }

  /** Asks for an attempt; a refused one counts for nothing. */
  public synchronized Attempt attempt(String account, Network network) {
    Duration wait = wait(account, network);
    if (wait.isPositive()) {
      return new Attempt.Refused(wait);
    }
    long now = nanos.getAsLong();
    accounts.add(account, now);
    networks.add(network.name(), now);
    return new Attempt.Allowed(this, account, network);
  }

  /** How long one would have to wait now; nothing when an attempt is free. */
  public synchronized Duration wait(String account, Network network) {
    long now = nanos.getAsLong();
    Duration ofAccount = accounts.wait(account, now);
    Duration ofNetwork = networks.wait(network.name(), now);
    return ofAccount.compareTo(ofNetwork) > 0 ? ofAccount : ofNetwork;
  }

  private synchronized void succeeded(String account, Network network) {
    accounts.names.remove(account);
    // an own account must not open the way to guess at others
    networks.takeBack(network.name());
  }
}
