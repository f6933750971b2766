package io.headcount.contract.homeassistant;

/** Something to publish, retained. Immutable. */
public record Message(String topic, String payload) {}
