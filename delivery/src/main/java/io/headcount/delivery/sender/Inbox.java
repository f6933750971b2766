package io.headcount.delivery.sender;

import io.headcount.contract.Ack;
import io.headcount.contract.CollectorState;
import io.headcount.contract.Range;
import io.headcount.contract.StreamName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happened since the sender last looked. Thread-safe; putting in never waits. Bounded because
 * the newest word of a kind replaces the one before.
 */
final class Inbox {
  private static final int MOST_COLLECTORS = 64;
  private static final int MOST_REPLAYS = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private Content content = new Content();
  private boolean empty = true;
  private boolean closed;

  /** Of the connection. */
  sealed interface Change {
    /** Immutable. */
    record Connected(Connection connection) implements Change {}

    /** Immutable. */
    record Disconnected(String reason) implements Change {}
  }

  /** The broker's answer to a publish. Immutable. */
  record Answer(long token, int reason) {}

  /** Numbers that somebody wants again. Immutable. */
  record Replay(StreamName stream, Range range) {}

  /** All that came in between two looks. Confined to the inbox, then to who took it. */
  static final class Content {
    @Nullable Change change;
    @Nullable Ack ack;
    @Nullable String unreadable;
    boolean appended;
    // by collector; empty when it is known no more
    final Map<String, Optional<CollectorState>> collectors = new LinkedHashMap<>();
    final List<Replay> replays = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>(); // one for each publish of this connection
  }

  void connected(Connection connection) {
    changed(new Change.Connected(connection));
  }

  void disconnected(String reason) {
    changed(new Change.Disconnected(reason));
  }

  private void changed(Change change) {
    put(
        () -> {
          content.change = change;
          content.answers.clear(); // nobody waits for them any more
          content.collectors.clear();
        });
  }

  void answered(Answer answer) {
    put(() -> content.answers.add(answer));
  }

  void acknowledged(Ack ack) {
    put(() -> content.ack = ack);
  }

  void collector(String name, Optional<CollectorState> state) {
    put(
        () -> {
          content.collectors.remove(name);
          content.collectors.put(name, state);
          if (content.collectors.size() > MOST_COLLECTORS) {
            content.collectors.remove(content.collectors.keySet().iterator().next());
          }
        });
  }

  void unreadable(String what) {
    put(() -> content.unreadable = what);
  }

  void appended() {
    put(() -> content.appended = true);
  }

  /** Whether there was room for it. */
  boolean replay(Replay replay) {
    lock.lock();
    try {
      if (content.replays.size() >= MOST_REPLAYS) {
        return false;
      }
      put(() -> content.replays.add(replay));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void put(Runnable change) {
    lock.lock();
    try {
      change.run();
      empty = false;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something, or so long; empty when it is closed. */
  Optional<Content> await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long rest = nanos;
      while (empty && !closed && rest > 0) {
        rest = something.awaitNanos(rest);
      }
      if (closed) {
        return Optional.empty();
      }
      Content taken = content;
      content = new Content();
      empty = true;
      return Optional.of(taken);
    } finally {
      lock.unlock();
    }
  }
}
