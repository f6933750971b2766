package io.headcount.edge.mounting;

/** How well people can be counted whose feet are in a part of the picture. */
public enum Spot {
  GOOD,
  /** They are seen whole, but too small to be found surely. */
  SMALL,
  /** Their heads are above the picture. */
  CUT_OFF,
  /** Nobody can stand there. */
  NO_FLOOR
}
