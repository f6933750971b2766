package io.headcount.edge;

import io.headcount.edge.cli.HeadcountAgent;

/** Starts {@code headcount-agent}. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(HeadcountAgent.run(args));
  }
}
