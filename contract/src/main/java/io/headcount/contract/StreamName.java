package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A sequence of records whose numbers are dense: 1, 2, 3 and so on, none left out. */
public enum StreamName {
  /** Minutes, coarse or not, and what is known of the clock they were measured with. */
  @JsonProperty("windows")
  WINDOWS(Leaf.DATA),
  /** People who passed lines. */
  @JsonProperty("crossings")
  CROSSINGS(Leaf.EVENT),
  /** Stays in zones. */
  @JsonProperty("visits")
  VISITS(Leaf.EVENT);

  private final Leaf leaf;

  StreamName(Leaf leaf) {
    this.leaf = leaf;
  }

  /** Where its batches are published. */
  public Leaf leaf() {
    return leaf;
  }

  /** As it is written in messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
