package io.headcount.edge.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The counting state as JSON text, and back without any loss. Reads what earlier versions wrote:
 * nobody waited or was on the way then, and the open minute goes on without what was added to
 * minutes later. Thread-safe.
 */
final class StateCodec {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  String write(CountingState state) {
    try {
      return mapper.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the counting state has no JSON form", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text is something else
   */
  CountingState read(String text) {
    try {
      JsonNode tree = mapper.readTree(text);
      tree.path("cameras").forEach(StateCodec::complete);
      return mapper.treeToValue(tree, CountingState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a counting state: " + e.getOriginalMessage(), e);
    }
  }

  private static void complete(JsonNode camera) {
    if (camera instanceof ObjectNode state && !state.has("legs")) {
      ArrayNode queues = state.putArray("queues");
      state.path("zones").forEach(zone -> queues.addArray());
      state.putArray("legs");
      ObjectNode whereabouts = state.putObject("whereabouts");
      whereabouts.putArray("spots");
      whereabouts.putArray("marks");
    }
  }
}
