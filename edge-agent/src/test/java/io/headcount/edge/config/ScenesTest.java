package io.headcount.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.CrossingPolicy;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.statics.StaticsRule;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenesTest {
  private static final List<Scene> SCENES =
      List.of(
          new Scene(
              new CameraId("door"),
              List.of(
                  new CountingLine(
                      "in \"quoted\"",
                      new Segment(new Point(0.1, 1.0 / 3), new Point(0.9, 0.5)),
                      Anchor.TOP_CENTER,
                      0.02,
                      Duration.ofMillis(1500),
                      CrossingPolicy.ONCE_PER_TRACK)),
              List.of(
                  Zone.of(
                      "queue",
                      ZoneType.QUEUE,
                      new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1))))),
              new StaticsRule(Duration.ofMinutes(5), 0.08)),
          new Scene(new CameraId("idle"), List.of(), List.of()));

  @Test
  void comeBackAsTheyWere() {
    assertThat(Scenes.read(Scenes.write(SCENES))).isEqualTo(SCENES);
    assertThat(Scenes.read(Scenes.write(List.of()))).isEmpty();
  }

  @Test
  void textAndRevisionAreFixed() {
    // kept in databases in the field: a change here makes every box begin a new revision
    assertThat(Scenes.write(SCENES.subList(1, 2)))
        .isEqualTo(
            "[{\"camera\":\"idle\",\"lines\":[],\"zones\":[],"
                + "\"statics\":{\"after\":\"PT15M\",\"radius\":0.05}}]");
    assertThat(Scenes.write(SCENES))
        .contains(
            "\"from\":[0.1,0.3333333333333333],\"to\":[0.9,0.5],\"anchor\":\"top_center\","
                + "\"hysteresis\":0.02,\"debounce\":\"PT1.5S\",\"policy\":\"once_per_track\"");
    assertThat(Scenes.revision(SCENES)).hasSize(12).isEqualTo(Scenes.revision(SCENES));
    assertThat(Scenes.revision(SCENES.reversed())).isNotEqualTo(Scenes.revision(SCENES));
  }

  @Test
  void everyRuleOfAThingThatStandsStillHasItsRevision() {
    assertThat(
            Stream.of(
                    StaticsRule.DEFAULT,
                    new StaticsRule(Duration.ofMinutes(16), StaticsRule.DEFAULT.radius()),
                    new StaticsRule(StaticsRule.DEFAULT.after(), 0.06))
                .map(rule -> new Scene(new CameraId("door"), List.of(), List.of(), rule))
                .map(scene -> Scenes.revision(List.of(scene))))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "[{}]",
        "[{\"camera\":\"a\",\"lines\":1,\"zones\":[]}]",
        "[{\"camera\":1,\"lines\":[],\"zones\":[]}]",
        "[{\"camera\":\"a\",\"lines\":[{\"id\":\"x\"}],\"zones\":[]}]",
        "[{\"camera\":\"a\",\"lines\":[{\"id\":\"x\",\"from\":[0],\"to\":[1,1]}],\"zones\":[]}]",
        "[{\"camera\":\"a\",\"lines\":[],\"zones\":[]}]",
        "[{\"camera\":\"a\",\"lines\":[],\"zones\":[],\"statics\":{\"after\":\"PT1M\"}}]",
        "[{\"camera\":\"a\",\"lines\":[],\"zones\":[],\"statics\":{\"after\":\"\",\"radius\":1}}]",
        "not json"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Scenes.read(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
