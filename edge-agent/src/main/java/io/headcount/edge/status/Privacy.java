package io.headcount.edge.status;

import io.headcount.web.access.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether people are kept from being seen on the page: then no picture of a camera leaves the box,
 * only its background and where people are. Thread-safe. Lasts over a restart.
 */
public final class Privacy {
  /** How private the page is. */
  public enum State {
    /** Pictures are shown. */
    OFF,
    /** Somebody switched it on, and anybody who is signed in may switch it off. */
    ON,
    /** The configuration says so; the page cannot change it. */
    ALWAYS
  }

  private final Optional<Path> file;
  private volatile State state;

  private Privacy(Optional<Path> file, State state) {
    this.file = file;
    this.state = state;
  }

  /** Pictures are shown until somebody switches it on, for as long as the program runs. */
  public static Privacy off() {
    return new Privacy(Optional.empty(), State.OFF);
  }

  /**
   * As it was left.
   *
   * @param always whether the configuration wants it
   * @param data folder of the box's data, which must be there
   */
  public static Privacy open(boolean always, Path data) {
    Path file = data.resolve("privacy.on");
    return new Privacy(
        Optional.of(file), always ? State.ALWAYS : Files.exists(file) ? State.ON : State.OFF);
  }

  public State state() {
    return state;
  }

  /** Whether no picture may leave the box. */
  public boolean on() {
    return state != State.OFF;
  }

  /**
   * Switches it.
   *
   * @return whether it is so now; not when the configuration decides
   * @throws UncheckedIOException when it cannot be kept; then nothing has changed
   */
  public synchronized boolean set(boolean on) {
    if (state == State.ALWAYS) {
      return on;
    }
    try {
      if (on && file.isPresent()) {
        PrivateFile.write(file.get(), "people are not shown on the page\n");
      } else if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.get() + " cannot be written", e);
    }
    state = on ? State.ON : State.OFF;
    return true;
  }
}
