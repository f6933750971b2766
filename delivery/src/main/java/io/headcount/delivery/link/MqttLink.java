package io.headcount.delivery.link;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Keeps a session with a broker: connects, watches over it, and connects again after every failure,
 * for ever, until closed. Thread-safe.
 */
public final class MqttLink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MqttLink.class.getName());

  private final LinkOptions options;
  private final LinkTimings timings;
  private final Supplier<Optional<Will>> will;
  private final LinkListener listener;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final RandomGenerator random;
  private final ThreadFactory threads;
  private final Bell bell;
  private final Thread thread;
  private volatile boolean closing;
  private volatile LinkStatus status;

  private MqttLink(
      LinkOptions options,
      LinkTimings timings,
      Supplier<Optional<Will>> will,
      LinkListener listener,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random,
      ThreadFactory threads) {
    this.options = options;
    this.timings = timings;
    this.will = will;
    this.listener = listener;
    this.clock = clock;
    this.nanos = nanos;
    this.random = random;
    this.threads = threads;
    this.bell = new Bell(nanos);
    this.status = new LinkStatus(false, clock.instant(), 0, Optional.empty());
    this.thread = threads.newThread(this::run);
  }

  /**
   * Starts at once, on virtual threads.
   *
   * @param will made anew for each attempt
   * @param clock stamps the status
   * @param nanos measures deadlines, as {@link System#nanoTime} does
   * @param random spreads the attempts
   * @param name for its threads
   */
  public static MqttLink start(
      LinkOptions options,
      LinkTimings timings,
      Supplier<Optional<Will>> will,
      LinkListener listener,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random,
      String name) {
    ThreadFactory threads = Thread.ofVirtual().name(name + "-", 0).factory();
    return start(options, timings, will, listener, clock, nanos, random, threads);
  }

  static MqttLink start(
      LinkOptions options,
      LinkTimings timings,
      Supplier<Optional<Will>> will,
      LinkListener listener,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random,
      ThreadFactory threads) {
    MqttLink link = new MqttLink(options, timings, will, listener, clock, nanos, random, threads);
    link.thread.start();
    return link;
  }

  /** How it is doing now. */
  public LinkStatus status() {
    return status;
  }

  private void run() {
    int failures = 0;
    try {
      while (!closing) {
        Outcome outcome = attempt();
        if (closing) {
          break;
        }
        failures = outcome.served().compareTo(timings.backoff().healthy()) >= 0 ? 1 : failures + 1;
        failed(outcome.reason(), failures);
        bell.await(() -> closing, timings.backoff().afterFailure(failures, random));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody here does that: it is meant to end
    }
    status = new LinkStatus(false, clock.instant(), failures, status.lastError());
  }

  private void failed(String reason, int failures) {
    boolean known = failures > 1 && status.lastError().equals(Optional.of(reason));
    status = new LinkStatus(false, clock.instant(), failures, Optional.of(reason));
    if (!known) {
      LOG.log(WARNING, "{0}; it is tried again until it works", reason);
    }
  }

  /** One attempt, with the session that may come of it. */
  private Outcome attempt() throws InterruptedException {
    long begun = nanos.getAsLong();
    Dial dial = Dial.start(options, timings.connect(), nanos, bell, threads);
    if (!bell.await(() -> closing || dial.done(), timings.connect()) || closing) {
      dial.cancel();
      return unconnected(options.name() + ": " + noAnswer());
    }
    try {
      PahoSession session =
          new PahoSession(options, timings, dial.wire(), listener, bell, nanos, threads);
      return served(session, Duration.ofNanos(nanos.getAsLong() - begun));
    } catch (LinkException e) {
      dial.cancel();
      return unconnected(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // the edge of the thread: whatever the listener throws, the link goes on
      LOG.log(WARNING, options.name() + ": unexpected error", e);
      return new Outcome(options.name() + ": unexpected error here: " + e, Duration.ZERO);
    }
  }

  private Outcome unconnected(String reason) {
    if (!closing) {
      listener.failed(reason);
    }
    return new Outcome(reason, Duration.ZERO);
  }

  private String noAnswer() {
    return "no session within "
        + timings.connect().toSeconds()
        + " s: check the network and the firewall between";
  }

  private Outcome served(PahoSession session, Duration dialled) throws InterruptedException {
    long openedAt = nanos.getAsLong();
    try {
      session.connect(will.get());
      Duration left = timings.connect().minus(dialled);
      if (!bell.await(() -> closing || session.opened() || session.ended(), left)) {
        session.drop(noAnswer());
      }
      openedAt = nanos.getAsLong();
      if (session.opened()) {
        watch(session);
      }
    } finally {
      session.end();
    }
    if (!session.opened()) {
      return unconnected(session.reason());
    }
    listener.disconnected(session, session.reason());
    return new Outcome(session.reason(), Duration.ofNanos(nanos.getAsLong() - openedAt));
  }

  private void watch(PahoSession session) throws InterruptedException {
    if (status.lastError().isPresent()) {
      LOG.log(INFO, "{0}: connected again", options.name());
    }
    status = new LinkStatus(true, clock.instant(), status.failures(), status.lastError());
    while (!bell.await(() -> closing || session.ended(), timings.tick())) {
      session.check();
    }
    if (!session.ended()) {
      session.goodbye();
    }
  }

  /**
   * Ends the session with a goodbye to the broker, so that no will is published, and waits until
   * all is gone, a few times {@link LinkTimings#close} at most. Does not wait when called by the
   * listener.
   */
  @Override
  public void close() {
    closing = true;
    bell.ring();
    try {
      if (!thread.equals(Thread.currentThread()) && !thread.join(timings.close().multipliedBy(3))) {
        LOG.log(WARNING, "{0}: the link does not stop, it is left behind", options.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How an attempt ended, and how long its session had lasted, zero when there was none. */
  private record Outcome(String reason, Duration served) {}
}
