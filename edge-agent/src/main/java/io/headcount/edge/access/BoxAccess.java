package io.headcount.edge.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headcount.program.settings.Secret;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Network;
import io.headcount.web.access.PasswordRules;
import io.headcount.web.access.Passwords;
import io.headcount.web.access.SessionLife;
import io.headcount.web.access.Throttle;
import io.headcount.web.access.Throttle.Attempt;
import io.headcount.web.access.TokenHash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Knows who may come to the box's page: nobody before it is claimed with its code, then whoever
 * knows the password, and programs with a token. Thread-safe; the agent and its commands may have
 * one each.
 */
public final class BoxAccess {
  private static final Logger LOG = System.getLogger(BoxAccess.class.getName());

  /** How long somebody stays in: a shift without a look at it, a week at most. */
  public static final SessionLife LIFE = new SessionLife(Duration.ofHours(12), Duration.ofDays(7));

  /** How long a link waits for whoever it is for. */
  public static final Duration LINK_LIFE = Duration.ofMinutes(15);

  /** A use is written down this seldom, to spare the disk. */
  private static final Duration NOTED = Duration.ofMinutes(5);

  private static final String PREFIX = "hcb_";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String CLAIM = "claim";
  private static final String BOX = "box";

  private final AccessFile file;
  private final Optional<Secret> sticker;
  private final PasswordRules rules;
  private final Passwords passwords;
  private final Throttle throttle;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** What becomes of somebody who asks to come in. */
  public sealed interface Answer {
    /** Comes in. Immutable. */
    record Welcome(AccessToken session) implements Answer {}

    /** Said what is wrong. Immutable. */
    record Wrong(String reason, String cure) implements Answer {}

    /** The box has its owner already. */
    record Claimed() implements Answer {}

    /** Tried too often; how many seconds to wait. */
    record Wait(long seconds) implements Answer {}
  }

  private BoxAccess(
      AccessFile file,
      Optional<Secret> sticker,
      PasswordRules rules,
      Passwords passwords,
      Throttle throttle,
      InstantSource clock) {
    this.file = file;
    this.sticker = sticker;
    this.rules = rules;
    this.passwords = passwords;
    this.throttle = throttle;
    this.clock = clock;
  }

  /**
   * With the usual cost of passwords and the usual waits.
   *
   * @param data the box's data folder, which is made when missing
   * @param name the box's, which is no password
   * @param sticker a claim code that the box came with
   */
  public static BoxAccess open(
      Path data, String name, Optional<Secret> sticker, InstantSource clock, LongSupplier nanos) {
    Throttle throttle = new Throttle(Throttle.Rules.USUAL, nanos);
    return open(data, name, sticker, Passwords.recommended(), throttle, clock);
  }

  static BoxAccess open(
      Path data,
      String name,
      Optional<Secret> sticker,
      Passwords passwords,
      Throttle throttle,
      InstantSource clock) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new AccessException(
          "data folder %s cannot be made (%s)".formatted(data, e.getMessage()), e);
    }
    return new BoxAccess(
        new AccessFile(data),
        sticker,
        new PasswordRules(List.of(name)),
        passwords,
        throttle,
        clock);
  }

  /** Whether somebody has chosen the password. */
  public boolean claimed() {
    return file.read().password().isPresent();
  }

  /** Whether the code is one that the box came with, so that none need be printed. */
  public boolean hasSticker() {
    return sticker.isPresent();
  }

  /**
   * A new claim code, to be shown once; an earlier one that was drawn is void. Empty when the box
   * is claimed.
   */
  public Optional<ClaimCode> drawClaimCode() {
    ClaimCode code = ClaimCode.draw(random);
    String hash = passwords.hash(code.letters());
    return file.change(
        kept ->
            kept.password().isPresent()
                ? new AccessFile.Change<>(kept, Optional.empty())
                : new AccessFile.Change<>(kept.withClaimCode(hash), Optional.of(code)));
  }

  /** Makes somebody with the code the owner, who comes in at once. Happens once. */
  public Answer claim(String typed, String password, Network from) {
    if (claimed()) {
      return new Answer.Claimed();
    }
    Optional<String> fault = rules.fault(password);
    if (fault.isPresent()) {
      return new Answer.Wrong(fault.get(), "choose another password");
    }
    return switch (throttle.attempt(CLAIM, from)) {
      case Attempt.Refused refused -> new Answer.Wait(refused.seconds());
      case Attempt.Allowed allowed -> {
        if (!codeMatches(ClaimCode.typed(typed))) {
          yield new Answer.Wrong(
              "that is not this box's code",
              "take it from the box's console or sticker, or run 'headcount-agent claim-code'");
        }
        allowed.succeeded();
        yield takeOver(passwords.hash(password));
      }
    };
  }

  private boolean codeMatches(ClaimCode code) {
    boolean fromSticker =
        sticker
            .map(secret -> ClaimCode.typed(secret.reveal()))
            .filter(known -> same(known.letters(), code.letters()))
            .isPresent();
    boolean printed =
        file.read()
            .claimCode()
            .map(hash -> passwords.matches(code.letters(), hash))
            .orElseGet(() -> passwords.matchesNobody(code.letters()));
    return fromSticker || printed;
  }

  /** Two may have the code at the same moment: the first one wins. */
  private Answer takeOver(String hash) {
    AccessToken session = AccessToken.draw(random);
    return file.change(
        kept ->
            kept.password().isPresent()
                ? new AccessFile.Change<>(kept, new Answer.Claimed())
                : new AccessFile.Change<>(
                    begun(kept.withPassword(hash), session), new Answer.Welcome(session)));
  }

  /** Lets in whoever knows the password. */
  public Answer signIn(String password, Network from) {
    return switch (throttle.attempt(BOX, from)) {
      case Attempt.Refused refused -> new Answer.Wait(refused.seconds());
      case Attempt.Allowed allowed -> {
        Optional<String> hash = file.read().password();
        boolean right =
            hash.map(it -> passwords.matches(password, it))
                .orElseGet(() -> passwords.matchesNobody(password));
        if (!right) {
          yield new Answer.Wrong(
              "that is not the password",
              "if it is lost, run 'headcount-agent unclaim' on the box and set it up again");
        }
        allowed.succeeded();
        yield hash.map(it -> welcome(password, it)).orElseThrow();
      }
    };
  }

  private Answer welcome(String password, String hash) {
    Optional<String> better =
        passwords.outdated(hash) ? Optional.of(passwords.hash(password)) : Optional.empty();
    AccessToken session = AccessToken.draw(random);
    return file.change(
        kept -> {
          if (!kept.password().equals(Optional.of(hash))) { // unclaimed meanwhile
            return new AccessFile.Change<>(
                kept, new Answer.Wrong("that is not the password", "load the page again"));
          }
          Kept next = better.map(kept::withPassword).orElse(kept);
          return new AccessFile.Change<>(begun(next, session), new Answer.Welcome(session));
        });
  }

  /**
   * Takes another password for the one of now. Whoever did it comes in anew; all others are out,
   * and links that were not used are void. As slow for those who guess as signing in.
   */
  public Answer changePassword(String old, String next, Network from) {
    Optional<String> fault = rules.fault(next);
    if (fault.isPresent()) {
      return new Answer.Wrong(fault.get(), "choose another password");
    }
    return switch (throttle.attempt(BOX, from)) {
      case Attempt.Refused refused -> new Answer.Wait(refused.seconds());
      case Attempt.Allowed allowed -> {
        Optional<String> hash = file.read().password();
        if (hash.filter(it -> passwords.matches(old, it)).isEmpty()) {
          yield new Answer.Wrong(
              "the old password is not right", "if it is lost, run 'headcount-agent unclaim'");
        }
        allowed.succeeded();
        yield replaced(hash.get(), passwords.hash(next));
      }
    };
  }

  private Answer replaced(String hash, String next) {
    AccessToken session = AccessToken.draw(random);
    return file.change(
        kept -> {
          if (!kept.password().equals(Optional.of(hash))) { // somebody else was faster
            return new AccessFile.Change<>(
                kept, new Answer.Wrong("the old password is not right", "load the page again"));
          }
          Kept alone = kept.withPassword(next).keeping(_ -> false).withLinks(List.of());
          return new AccessFile.Change<>(begun(alone, session), new Answer.Welcome(session));
        });
  }

  /**
   * A link's code that lets in whoever comes first with it.
   *
   * @param life how long it waits for them, usually {@link #LINK_LIFE}
   */
  public AccessToken drawLink(Duration life) {
    AccessToken code = AccessToken.draw(random);
    Instant now = clock.instant();
    return file.change(
        kept -> {
          List<Kept.Link> links = new ArrayList<>(living(kept.links(), now));
          links.add(new Kept.Link(code.hash(), now.plus(life)));
          return new AccessFile.Change<>(kept.withLinks(links), code);
        });
  }

  /** Lets in whoever has a link that nobody used. Nobody can guess one, so none has to wait. */
  public Answer signInByLink(AccessToken code) {
    AccessToken session = AccessToken.draw(random);
    Instant now = clock.instant();
    return file.change(
        kept -> {
          List<Kept.Link> living = living(kept.links(), now);
          List<Kept.Link> rest = living.stream().filter(link -> !link.hash().isOf(code)).toList();
          if (rest.size() == living.size()) {
            return new AccessFile.Change<>(
                kept,
                new Answer.Wrong(
                    "this link was used already or is too old",
                    "make another with 'headcount-agent sign-in-link'"));
          }
          return new AccessFile.Change<>(
              begun(kept.withLinks(rest), session), new Answer.Welcome(session));
        });
  }

  /** Whether the token is of somebody who is in, who then stays longer. */
  public boolean signedIn(AccessToken session) {
    Instant now = clock.instant();
    Optional<Kept.Session> known = file.read().session(session.hash());
    if (known.isEmpty() || over(known.get(), now)) {
      return false;
    }
    if (known.get().used().plus(NOTED).isBefore(now)) {
      noteUse(session.hash(), now);
    }
    return true;
  }

  private void noteUse(TokenHash session, Instant now) {
    try {
      file.change(
          kept ->
              new AccessFile.Change<>(
                  kept.session(session)
                      .map(it -> kept.with(new Kept.Session(session, it.begun(), now)))
                      .orElse(kept),
                  true));
    } catch (AccessException e) {
      // a full disk is when people must see the page; the session only ends sooner
      LOG.log(Level.WARNING, "a session's use is not noted: {0}", e.getMessage());
    }
  }

  /** Ends one session. */
  public void signOut(AccessToken session) {
    file.change(kept -> new AccessFile.Change<>(kept.without(session.hash()), true));
  }

  /**
   * Forgets the password and ends all sessions; the tokens of programs stay.
   *
   * @return how many sessions ended; empty when the box was not claimed
   */
  public Optional<Integer> unclaim() {
    return file.change(
        kept ->
            new AccessFile.Change<>(
                kept.unclaimed(), kept.password().map(hash -> kept.sessions().size())));
  }

  /** How long somebody from there has to wait before the next attempt; nothing when not. */
  public Duration wait(Network from) {
    return throttle.wait(claimed() ? BOX : CLAIM, from);
  }

  /** Whether the text is of a token in force. */
  public boolean admits(String token) {
    return token.startsWith(PREFIX)
        && AccessToken.parse(token.substring(PREFIX.length()))
            .flatMap(it -> file.read().token(it.hash()))
            .isPresent();
  }

  /**
   * Makes a token, whose text is told this once.
   *
   * @param name what it is for
   * @throws AccessException when the name is taken or no good, or there are too many
   */
  public String issueToken(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new AccessException(
          "'%s' is no name for a token: use up to 64 of A-Z a-z 0-9 . _ -".formatted(name));
    }
    AccessToken token = AccessToken.draw(random);
    ProgramToken made = new ProgramToken(name, token.hash(), clock.instant());
    return file.change(
        kept -> {
          if (kept.tokens().stream().anyMatch(each -> each.name().equals(name))) {
            throw new AccessException(
                "there is a token '%s' already: revoke it first, or take another name"
                    .formatted(name));
          }
          if (kept.tokens().size() >= Kept.MOST_TOKENS) {
            throw new AccessException("there are 64 tokens already: revoke what is not used");
          }
          List<ProgramToken> all = new ArrayList<>(kept.tokens());
          all.add(made);
          return new AccessFile.Change<>(kept.withTokens(all), PREFIX + token.reveal());
        });
  }

  /** All tokens, oldest first. */
  public List<ProgramToken> tokens() {
    return file.read().tokens();
  }

  /** Takes a token out of force; whether there was one of that name. */
  public boolean revokeToken(String name) {
    return file.change(
        kept -> {
          List<ProgramToken> rest =
              kept.tokens().stream().filter(each -> !each.name().equals(name)).toList();
          return new AccessFile.Change<>(kept.withTokens(rest), rest.size() < kept.tokens().size());
        });
  }

  private Kept begun(Kept kept, AccessToken session) {
    Instant now = clock.instant();
    return kept.keeping(each -> !over(each, now)).with(new Kept.Session(session.hash(), now, now));
  }

  private static boolean over(Kept.Session session, Instant now) {
    return LIFE.over(session.begun(), session.used(), now);
  }

  private static List<Kept.Link> living(List<Kept.Link> links, Instant now) {
    return links.stream().filter(link -> link.end().isAfter(now)).toList();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
