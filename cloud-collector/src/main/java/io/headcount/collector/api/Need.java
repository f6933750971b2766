package io.headcount.collector.api;

import io.headcount.collector.people.Permission;

/** Who may ask for a route. */
sealed interface Need {
  /** Anybody, also without token and session. Immutable. */
  record Nothing() implements Need {}

  /** Every program with a token and every person with a session. Immutable. */
  record Anybody() implements Need {}

  /** Persons with a session, each for themselves. Immutable. */
  record Person() implements Need {}

  /** Who has this permission. Immutable. */
  record May(Permission permission) implements Need {}
}
