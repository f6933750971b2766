package io.headcount.edge.status;

/** Where the page gets its numbers. Called from any thread, several times a second: be quick. */
@FunctionalInterface
public interface StatusSource {
  BoxStatus status();
}
