package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicTest {
  private static final DeviceAddress BOX = new DeviceAddress("acme", "berlin-1", "box_7.b");

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(Leaf leaf) {
    Topic topic = new Topic(BOX, leaf);

    assertThat(topic).hasToString("headcount/v1/acme/berlin-1/box_7.b/" + leaf.path());
    assertThat(Topic.parse(topic.toString())).contains(topic);
    assertThat(Topic.ofAllDevices(leaf)).isEqualTo("headcount/v1/+/+/+/" + leaf.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "headcount/v1/",
        "headcount/v1/acme/berlin-1/box",
        "headcount/v1/acme/berlin-1/box/",
        "headcount/v1/acme/berlin-1/box/picture",
        "headcount/v1/acme/berlin-1/box/ack/",
        "headcount/v1/acme/berlin-1/box/config",
        "headcount/v1/acme//box/ack",
        "headcount/v1/+/+/+/ack",
        "headcount/v1/-acme/berlin-1/box/ack",
        "headcount/v1/_collectors/collector-1/state",
        "headcount/v1/_collectors/a/b/state",
        "headcount/v2/acme/berlin-1/box/ack",
        "/headcount/v1/acme/berlin-1/box/ack",
      })
  void whatIsNotOursIsNoTopic(String text) {
    assertThat(Topic.parse(text)).isEmpty();
  }

  @Test
  void collectorsStandBesideTheTenants() {
    assertThat(Topic.collectorState("collector-1"))
        .isEqualTo("headcount/v1/_collectors/collector-1/state");
    assertThat(Topic.ofAllCollectors()).isEqualTo("headcount/v1/_collectors/+/state");
    assertThat(DeviceAddress.valid("_collectors")).isFalse();
  }

  @Test
  void anAddressIsReadAsItIsWritten() {
    assertThat(DeviceAddress.parse(BOX.toString())).isEqualTo(BOX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme/berlin-1",
        "acme/berlin-1/box/7",
        "acme/berlin-1/",
        "acme/berlin 1/box",
        "acme/+/box",
        "acme/#/box",
        "acme/b\u00e4r/box",
        "acme/berlin-1/" + "12345678901234567890123456789012345678901234567890123456789012345",
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> DeviceAddress.parse(text)).isInstanceOf(ContractException.class);
  }
}
