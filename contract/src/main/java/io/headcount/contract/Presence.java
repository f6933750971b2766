package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether a box is connected; the retained message on {@code birth}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Birth.class, name = "online"),
  @JsonSubTypes.Type(value = Death.class, name = "offline")
})
public sealed interface Presence permits Birth, Death {
  /**
   * Counts a box's connections; an {@code offline} with an older number than the birth is stale.
   */
  long number();
}
