package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.program.settings.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoSourceTest {
  @Test
  void theTextSaysTheKind() {
    assertThat(VideoSource.parse("/dev/video2")).isEqualTo(new UsbCamera(Path.of("/dev/video2")));
    assertThat(VideoSource.parse("a.mp4")).isEqualTo(new VideoFile(Path.of("a.mp4")));
    assertThat(VideoSource.parse("file:///b/a.mp4")).isEqualTo(new VideoFile(Path.of("/b/a.mp4")));
    assertThat(VideoSource.parse("http://host/a")).isInstanceOf(HttpMjpeg.class);
    assertThat(VideoSource.parse("rtsp://host/a").finite()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://door:plain@host:554/s/1,          door, plain",
    "rtsp://door:p@ss@host:554/s/1,           door, p@ss",
    "rtsp://door:a%2Fb%40c@host:554/s/1,      door, a/b@c",
    "rtsp://door:100%@host:554/s/1,           door, 100%",
    "rtsp://door:a+b:c@host:554/s/1,          door, a+b:c",
    "rtsp://us%40er:x@host:554/s/1,           us@er, x",
  })
  void aLoginIsTakenOutOfTheAddress(String text, String user, String password) {
    Rtsp rtsp = (Rtsp) VideoSource.parse(text);
    assertThat(rtsp.address()).hasToString("rtsp://host:554/s/1");
    assertThat(rtsp).hasToString("rtsp://host:554/s/1");
    assertThat(rtsp.credentials().orElseThrow().user()).isEqualTo(user);
    assertThat(rtsp.credentials().orElseThrow().password()).isEqualTo(new Secret(password));
    assertThat(rtsp.credentials().orElseThrow().toString()).doesNotContain(password + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://host/s?user=door&password=tell7",
        "http://host/user=door&pwd=tell7&channel=1",
        "rtsp://host/user=door_password=tell7_channel=1.sdp",
      })
  void aPasswordInQueryOrPathIsNotShown(String text) {
    assertThat(VideoSource.parse(text).toString())
        .startsWith(text.substring(0, 11))
        .doesNotContain("tell7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://door:te/tell7@host/s",
        "rtsp://door:tell7@ho st/s",
        "rtsp://door:tell7@/s",
        "ftp://door:tell7@host/s",
        " ",
      })
  void whatIsNoSourceIsRefusedWithoutThePassword(String text) {
    assertThatThrownBy(() -> VideoSource.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("tell7");
  }
}
