package io.headcount.edge.pipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shares out what the budget of cores bears among the cameras that choose their input size by the
 * people they see. Thread-safe. Where it is not enough for all, whoever is shown the largest
 * picture goes one step down, and so on; nobody goes below their least.
 */
public final class SizeBudget {
  private final Turns.Budget budget;

  /** One for each camera that has asked. */
  private final Map<Seat, Claim> claims = new HashMap<>();

  private Optional<Seat> surveyor = Optional.empty();
  private Instant surveyedUntil = Instant.MIN;

  /** One camera's place. Guarded by its budget. */
  static final class Seat {}

  /**
   * What a camera would have.
   *
   * @param sizes that it may be given, the smallest first; the last is what it needs
   * @param looksPerSecond that it wants
   * @param secondsPerSquare what a look takes, divided by the square of its size
   */
  record Claim(List<Integer> sizes, double looksPerSecond, double secondsPerSquare) {
    Claim {
      sizes = List.copyOf(sizes);
    }

    private double seconds(int size) {
      return looksPerSecond * secondsPerSquare * size * size;
    }
  }

  /**
   * What a camera gets.
   *
   * @param size of those that it may be given
   * @param coresMissing in that part of the budget, for what all cameras need
   */
  record Grant(int size, double coresMissing) {}

  public SizeBudget(Turns.Budget budget) {
    this.budget = budget;
  }

  /**
   * What a camera may have now.
   *
   * @param part of the budget that may be used, 0..1
   */
  synchronized Grant grant(Seat seat, Claim claim, double part) {
    claims.put(seat, claim);
    Map<Seat, Integer> given = new HashMap<>();
    claims.forEach((each, one) -> given.put(each, one.sizes().getLast()));
    double missing = cores(given) - part * budget.cores();
    Optional<Seat> next = Optional.of(seat);
    while (next.isPresent() && cores(given) > part * budget.cores()) {
      next = largest(given);
      next.ifPresent(one -> given.computeIfPresent(one, (same, size) -> below(one, size)));
    }
    return new Grant(given.getOrDefault(seat, claim.sizes().getFirst()), Math.max(0, missing));
  }

  /**
   * Whether a camera may begin a survey: only one at a time may.
   *
   * @param until when it is over at the latest, for a camera that breaks off meanwhile
   */
  synchronized boolean survey(Seat seat, Instant now, Instant until) {
    if (surveyor.isPresent() && now.isBefore(surveyedUntil)) {
      return false;
    }
    surveyor = Optional.of(seat);
    surveyedUntil = until;
    return true;
  }

  /** Its survey is over. */
  synchronized void surveyed(Seat seat) {
    if (surveyor.equals(Optional.of(seat))) {
      surveyor = Optional.empty();
    }
  }

  /** The camera is not looked at any more: what it had is for the others. */
  synchronized void leave(Seat seat) {
    claims.remove(seat);
    surveyed(seat);
  }

  /** What a graphics processor does takes no core. */
  private double cores(Map<Seat, Integer> given) {
    return claims.entrySet().stream()
        .mapToDouble(
            one -> budget.threads() * one.getValue().seconds(given.getOrDefault(one.getKey(), 0)))
        .sum();
  }

  private Optional<Seat> largest(Map<Seat, Integer> given) {
    return given.entrySet().stream()
        .filter(one -> below(one.getKey(), one.getValue()) < one.getValue())
        .max(
            Comparator.comparingInt((Map.Entry<Seat, Integer> one) -> one.getValue())
                .thenComparingDouble(one -> seconds(one.getKey(), one.getValue())))
        .map(Map.Entry::getKey);
  }

  private double seconds(Seat seat, int size) {
    return Optional.ofNullable(claims.get(seat)).map(claim -> claim.seconds(size)).orElse(0.0);
  }

  /** The next smaller size that a camera may be given; the same when there is none. */
  private int below(Seat seat, int size) {
    return Optional.ofNullable(claims.get(seat)).stream()
        .flatMap(claim -> claim.sizes().stream())
        .filter(smaller -> smaller < size)
        .reduce((first, second) -> second)
        .orElse(size);
  }
}
