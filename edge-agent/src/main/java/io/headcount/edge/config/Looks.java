package io.headcount.edge.config;

/** Which frames of a camera the detector looks at. */
public enum Looks {
  /** As many as what is to be seen calls for. */
  AS_NEEDED,
  /** All, as far as there is time. */
  EVERY_FRAME
}
