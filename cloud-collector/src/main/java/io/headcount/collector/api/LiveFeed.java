package io.headcount.collector.api;

import io.headcount.collector.history.News;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What just came in, for whoever watches. Thread-safe. Holds the last {@value #HELD} pieces of news
 * about windows and connections; older ones are forgotten, watched or not, so that whoever tells
 * the news never waits.
 */
public final class LiveFeed {
  static final int HELD = 8192;
  private static final int BATCH = 256;
  private static final int LIFE_BYTES = 6;

  private final String life = life();
  private final Deque<Event> events = new ArrayDeque<>();
  private long next = 1;
  private boolean closed;

  /** One piece of news. */
  record Event(long number, News news) {}

  private static String life() {
    byte[] drawn = new byte[LIFE_BYTES];
    new SecureRandom().nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  /** Tells what an ingest found to be new. Never waits for anybody. */
  public synchronized void publish(List<News> news) {
    for (News piece : news) {
      switch (piece) {
        case News.Counted counted -> add(counted);
        case News.Came came -> add(came);
        case News.Left left -> add(left);
        case News.Crossed crossed -> {}
        case News.Visited visited -> {}
        case News.Felt felt -> {}
        case News.Configured configured -> {}
        case News.Replied replied -> {}
      }
    }
    notifyAll();
  }

  private void add(News news) {
    events.addLast(new Event(next++, news));
    if (events.size() > HELD) {
      events.removeFirst();
    }
  }

  /** Names an event for who comes back. */
  String id(Event event) {
    return id(event.number());
  }

  private String id(long number) {
    return life + "-" + number;
  }

  /** Names where the feed stands. */
  synchronized String newest() {
    return id(next - 1);
  }

  /** The number in an id, if it is one of this feed's that has not been forgotten. */
  synchronized Optional<Long> position(String id) {
    if (!id.matches("[0-9a-f]{12}-[0-9]{1,18}") || !id.startsWith(life)) {
      return Optional.empty();
    }
    long number = Long.parseLong(id.substring(life.length() + 1));
    return holdsAfter(number) && number < next ? Optional.of(number) : Optional.empty();
  }

  /** Whether nothing after this number has been forgotten. */
  synchronized boolean holdsAfter(long number) {
    return events.isEmpty() ? number == next - 1 : number >= events.getFirst().number() - 1;
  }

  /** Some of what came after this number; waits for the first, none when the time is over. */
  synchronized List<Event> after(long number, Duration longest, LongSupplier nanos)
      throws InterruptedException {
    long deadline = nanos.getAsLong() + longest.toNanos();
    while (!closed && next - 1 <= number) {
      long left = Duration.ofNanos(deadline - nanos.getAsLong()).toMillis();
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    List<Event> found = new ArrayList<>();
    for (Event event : events) {
      if (event.number() > number && found.size() < BATCH) {
        found.add(event);
      }
    }
    return found;
  }

  /** Lets nobody wait any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
