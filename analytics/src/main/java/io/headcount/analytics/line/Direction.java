package io.headcount.analytics.line;

/** Which way a line was crossed: in is towards its right-hand side as seen in the picture. */
public enum Direction {
  IN,
  OUT
}
