package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondStreamTest {
  private static final StreamInfo WIDE = new StreamInfo(2560, 1440, 25, "h264");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/Streaming/Channels/101 | /Streaming/Channels/102 | with 02 instead of 01",
        "/ISAPI/Streaming/channels/1201?auth=x | /ISAPI/Streaming/channels/1202?auth=x | with 02 instead of 01",
        "/h264/ch1/main/av_stream | /h264/ch1/sub/av_stream | with sub instead of main",
        "/cam/realmonitor?channel=1&subtype=0 | /cam/realmonitor?channel=1&subtype=1 | with subtype=1 instead of subtype=0",
        "/h264Preview_01_main | /h264Preview_01_sub | with _sub instead of _main",
        "/Preview_02_main | /Preview_02_sub | with _sub instead of _main",
        "/stream1 | /stream2 | with stream2 instead of stream1",
        "/videoMain | /videoSub | with videoSub instead of videoMain",
        "/s0 | /s1 | with s1 instead of s0",
        "/axis-media/media.amp | /axis-media/media.amp?resolution=640x360 | with resolution=640x360 added",
        "/axis-media/media.amp?videocodec=h264 | /axis-media/media.amp?videocodec=h264&resolution=640x360 | with resolution=640x360 added",
        "/axis-media/media.amp?resolution=1920x1080&fps=5 | /axis-media/media.amp?resolution=640x360&fps=5 | with resolution=640x360 instead of resolution=1920x1080",
      })
  void followsFromTheMainOne(String main, String second, String change) {
    SecondStream found = SecondStream.of(source(main), WIDE).orElseThrow();

    assertThat(found.source()).isEqualTo(source(second));
    assertThat(found.change()).isEqualTo(change);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Streaming/Channels/102",
        "/cam/realmonitor?channel=1&subtype=1",
        "/cam/realmonitor?channel=1&subtype=01",
        "/stream2",
        "/stream10",
        "/stream1/other",
        "/h264Preview_01_sub",
        "/s0me",
        "/live"
      })
  void isNotGuessedAtOtherAddresses(String address) {
    assertThat(SecondStream.of(source(address), WIDE)).isEmpty();
  }

  @Test
  void keepsTheLogin() {
    VideoSource main = VideoSource.parse("rtsp://door:stream1@camera:554/stream1");

    assertThat(SecondStream.of(main, WIDE).orElseThrow().source())
        .isEqualTo(VideoSource.parse("rtsp://door:stream1@camera:554/stream2"));
  }

  @Test
  void anOldPictureKeepsItsShape() {
    StreamInfo old = new StreamInfo(1280, 960, 25, "h264");

    assertThat(SecondStream.of(source("/axis-media/media.amp"), old).orElseThrow().written())
        .isEqualTo("resolution=640x480");
  }

  @Test
  void onlyRtspHasOne() {
    assertThat(SecondStream.of(VideoSource.parse("/clips/stream1"), WIDE)).isEmpty();
    assertThat(SecondStream.of(VideoSource.parse("http://camera/stream1"), WIDE)).isEmpty();
  }

  private static VideoSource source(String path) {
    return VideoSource.parse("rtsp://camera:554" + path);
  }
}
