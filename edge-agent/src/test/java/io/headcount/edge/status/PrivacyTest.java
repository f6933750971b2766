package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be had of a box that keeps people from being seen. */
class PrivacyTest {
  @TempDir private Path data;

  private static List<Endpoint> endpoints(Privacy privacy) {
    return new LiveRoutes(
            privacy, _ -> true, (_, _) -> Optional.empty(), () -> ZoneOffset.UTC, () -> FakeBox.NOW)
        .endpoints();
  }

  private static LiveFrame background(long sequence) {
    LiveFrame seen = LiveViewTest.frame(sequence);
    return new LiveFrame(
        sequence,
        seen.at(),
        seen.width(),
        seen.height(),
        seen.people(),
        new Jpeg(new byte[] {9}),
        Optional.of(4L));
  }

  private static HttpResponse<String> put(RunningBox box, boolean on) {
    return box.send(
        box.change("/api/v1/privacy")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"on\": " + on + "}"))
            .build());
  }

  @Test
  void noPictureOfACameraLeavesTheBoxNotEvenOneThatWasMadeBefore() {
    Privacy privacy = Privacy.open(false, data);
    BoxStatus status = FakeBox.box(List.of(FakeBox.counting(FakeBox.DOOR, 1, 2, 3, FakeBox.NOW)));
    try (RunningBox box = new RunningBox(status, endpoints(privacy), privacy)) {
      box.live.watch(FakeBox.DOOR);
      box.live.publish(FakeBox.DOOR, LiveViewTest.frame(1));
      assertThat(box.get("/api/v1/cameras/door/frames/1.jpg").statusCode()).isEqualTo(200);

      assertThat(put(box, true).body()).contains("\"state\":\"on\"");
      // one from before, and one that was under way
      box.live.publish(FakeBox.DOOR, LiveViewTest.frame(2));
      box.live.publish(FakeBox.DOOR, background(3));
      assertThat(box.get("/api/v1/cameras/door/frames/1.jpg").statusCode()).isEqualTo(204);
      assertThat(box.get("/api/v1/cameras/door/frames/2.jpg").statusCode()).isEqualTo(204);
      HttpResponse<String> shown = box.get("/api/v1/cameras/door/frames/3.jpg");
      assertThat(shown.statusCode()).isEqualTo(200);
      assertThat(shown.body()).isEqualTo("\t"); // the background's only byte
      assertThat(box.get("/api/v1/status").body()).contains("\"privacy\":\"on\"");

      assertThat(put(box, false).body()).contains("\"state\":\"off\"");
      assertThat(box.get("/api/v1/cameras/door/frames/2.jpg").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatTheConfigurationSaysNobodySwitchesOff() {
    Privacy privacy = Privacy.open(true, data);
    BoxStatus status = FakeBox.box(List.of(FakeBox.counting(FakeBox.DOOR, 1, 2, 3, FakeBox.NOW)));
    try (RunningBox box = new RunningBox(status, endpoints(privacy), privacy)) {
      assertThat(put(box, false).statusCode()).isEqualTo(409);
      assertThat(put(box, false).body()).contains("status.privacy");
      assertThat(put(box, true).statusCode()).isEqualTo(200);
      assertThat(box.get("/api/v1/privacy").body()).contains("always");
      box.live.watch(FakeBox.DOOR);
      box.live.publish(FakeBox.DOOR, LiveViewTest.frame(1));
      assertThat(box.get("/api/v1/cameras/door/frames/1.jpg").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void itLastsOverARestart() {
    assertThat(Privacy.open(false, data).on()).isFalse();
    assertThat(Privacy.open(false, data).set(true)).isTrue();
    assertThat(Privacy.open(false, data).state()).isEqualTo(Privacy.State.ON);
    assertThat(Privacy.open(false, data).set(false)).isTrue();
    assertThat(Privacy.open(false, data).on()).isFalse();
  }
}
