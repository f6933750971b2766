package io.headcount.program.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs checks one after the other, so that none slows another, each on a thread of its own, so that
 * none keeps the next from running. Confined to the calling thread.
 */
public final class Examination {
  private static final String REPORT = "report this as a fault, with the program's log";

  private final Duration slow;
  private final Consumer<Check> whenSlow;

  /**
   * @param slow a check that takes longer is announced
   * @param whenSlow is told of it, on the calling thread
   */
  public Examination(Duration slow, Consumer<Check> whenSlow) {
    this.slow = slow;
    this.whenSlow = whenSlow;
  }

  /**
   * Runs them all.
   *
   * @param listener is shown each finding as it comes, in the order of the checks
   */
  public List<Finding> run(List<Check> checks, Consumer<Finding> listener)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      Finding finding = run(check);
      listener.accept(finding);
      findings.add(finding);
    }
    return findings;
  }

  private Finding run(Check check) throws InterruptedException {
    FutureTask<Finding> task = new FutureTask<>(check::run);
    // a daemon, because native code may not listen to the interrupt
    Thread thread = Thread.ofPlatform().name("doctor-" + check.name()).daemon().start(task);
    try {
      return await(check, task);
    } catch (TimeoutException e) {
      return Finding.fail(
          check.name(),
          "no answer within %d s".formatted(check.patience().toSeconds()),
          "see whether the machine is overloaded or its disk stuck, and try again");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Finding.fail(check.name(), "could not be looked at: " + cause, REPORT);
    } finally {
      thread.interrupt();
    }
  }

  private Finding await(Check check, FutureTask<Finding> task)
      throws InterruptedException, ExecutionException, TimeoutException {
    Duration patience = check.patience();
    if (slow.compareTo(patience) < 0) {
      try {
        return task.get(slow.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        whenSlow.accept(check);
        patience = patience.minus(slow);
      }
    }
    return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
