package io.headcount.collector.people;

import io.headcount.collector.history.History;
import io.headcount.web.access.Passwords;
import io.headcount.web.access.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** All there is about those who use the pages of one history. Immutable; its parts thread-safe. */
public record People(Users users, Sessions sessions, SignIn signIn, AuditLog audit) {
  /**
   * Those of a history.
   *
   * @param nanos a clock that cannot be set, such as {@code System::nanoTime}
   */
  public static People of(
      History history, Passwords passwords, InstantSource clock, LongSupplier nanos) {
    Users users = new Users(history, passwords, clock);
    Throttle throttle = new Throttle(Throttle.Rules.USUAL, nanos);
    return new People(
        users,
        new Sessions(history, clock),
        new SignIn(history, users, passwords, throttle, clock),
        new AuditLog(history, clock));
  }

  /**
   * Deletes sessions that are over, and a part of the log that is old enough; whether more of it is
   * left.
   *
   * @param audit how long the log is kept
   */
  public boolean forget(Duration audit) {
    sessions.forget();
    return this.audit.forget(audit);
  }
}
