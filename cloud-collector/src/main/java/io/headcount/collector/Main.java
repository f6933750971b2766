package io.headcount.collector;

import io.headcount.collector.cli.HeadcountCollector;

/** Starts {@code headcount-collector}. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(HeadcountCollector.run(args));
  }
}
