package io.headcount.edge.access;

import io.headcount.web.access.TokenHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that is kept of who may come in; nothing in it lets anybody in by itself. Immutable.
 *
 * @param claimCode hash of the code that was printed last, while nobody has claimed the box
 * @param password hash of the password, once somebody has
 * @param sessions newest last, bounded
 * @param links that sign in once, bounded
 */
record Kept(
    Optional<String> claimCode,
    Optional<String> password,
    List<Session> sessions,
    List<Link> links,
    List<ProgramToken> tokens) {
  static final int MOST_SESSIONS = 64;
  static final int MOST_LINKS = 16;
  static final int MOST_TOKENS = 64;
  static final Kept NOTHING =
      new Kept(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

  /**
   * Somebody who came in.
   *
   * @param used when it was used last, known to some minutes
   */
  record Session(TokenHash hash, Instant begun, Instant used) {}

  /** A link that lets in whoever comes first. */
  record Link(TokenHash hash, Instant end) {}

  Kept {
    sessions = List.copyOf(sessions);
    links = List.copyOf(links);
    tokens = List.copyOf(tokens);
  }

  Kept withClaimCode(String hash) {
    return new Kept(Optional.of(hash), password, sessions, links, tokens);
  }

  /** The code has done its work. */
  Kept withPassword(String hash) {
    return new Kept(Optional.empty(), Optional.of(hash), sessions, links, tokens);
  }

  /** Programs keep their tokens. */
  Kept unclaimed() {
    return new Kept(Optional.empty(), Optional.empty(), List.of(), List.of(), tokens);
  }

  /** Beyond the most the one that was used longest ago ends. */
  Kept with(Session session) {
    List<Session> all = new ArrayList<>(without(session.hash()).sessions());
    if (all.size() >= MOST_SESSIONS) {
      all.stream().min((one, other) -> one.used().compareTo(other.used())).ifPresent(all::remove);
    }
    all.add(session);
    return new Kept(claimCode, password, all, links, tokens);
  }

  Kept without(TokenHash session) {
    return keeping(each -> !each.hash().equals(session));
  }

  Kept keeping(Predicate<Session> sessionsThat) {
    return new Kept(
        claimCode, password, sessions.stream().filter(sessionsThat).toList(), links, tokens);
  }

  Kept withLinks(List<Link> changed) {
    int first = Math.max(0, changed.size() - MOST_LINKS);
    return new Kept(claimCode, password, sessions, changed.subList(first, changed.size()), tokens);
  }

  Kept withTokens(List<ProgramToken> changed) {
    return new Kept(claimCode, password, sessions, links, changed);
  }

  Optional<Session> session(TokenHash hash) {
    return sessions.stream().filter(each -> each.hash().equals(hash)).findFirst();
  }

  Optional<ProgramToken> token(TokenHash hash) {
    return tokens.stream().filter(each -> each.hash().equals(hash)).findFirst();
  }
}
