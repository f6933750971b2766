package io.headcount.contract.homeassistant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** One number, as Home Assistant wants it described. Immutable. */
@JsonPropertyOrder({
  "name",
  "unique_id",
  "state_topic",
  "value_template",
  "state_class",
  "unit_of_measurement",
  "icon",
  "availability_topic",
  "availability_template",
  "qos",
  "device",
  "origin"
})
record Sensor(
    String name,
    @JsonProperty("unique_id") String uniqueId,
    @JsonProperty("state_topic") String stateTopic,
    @JsonProperty("value_template") String valueTemplate,
    @JsonProperty("state_class") String stateClass,
    @JsonProperty("unit_of_measurement") String unit,
    String icon,
    @JsonProperty("availability_topic") String availabilityTopic,
    @JsonProperty("availability_template") String availabilityTemplate,
    int qos,
    Device device,
    Origin origin) {

  /** The box that all its sensors are shown under. Immutable. */
  @JsonPropertyOrder({"identifiers", "name", "manufacturer", "model", "sw_version"})
  record Device(
      List<String> identifiers,
      String name,
      String manufacturer,
      String model,
      @JsonProperty("sw_version") String software) {}

  /** Which program says so. Immutable. */
  @JsonPropertyOrder({"name", "sw_version"})
  record Origin(String name, @JsonProperty("sw_version") String software) {}
}
