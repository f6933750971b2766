package io.headcount.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** The same work by several threads at once. Stateless. */
final class SideBySide {
  private SideBySide() {}

  /** Calls {@code work} so often in all, with the number of the thread from 0. */
  static void run(int threads, int times, IntConsumer work) {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        int share = times / threads + (thread < times % threads ? 1 : 0);
        all.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < share; i++) {
                    work.accept(number);
                  }
                }));
      }
    }
    for (Future<?> each : all) {
      try {
        each.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
