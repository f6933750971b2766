package io.headcount.edge.capture;

import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smaller stream that many network cameras send beside their main one, at an address that
 * follows from the main one's. Whether it is there only opening it tells. Immutable.
 *
 * @param source with the same login
 * @param written what is written in its address
 * @param instead what it replaces; empty when it is added
 */
public record SecondStream(VideoSource source, String written, String instead) {
  /** How one maker's address leads to the second stream. */
  private record Rule(Pattern main, String second) {
    Rule(String main, String second) {
      this(Pattern.compile(main, Pattern.CASE_INSENSITIVE), second);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          // Hikvision, new and old
          new Rule("(?<=/Streaming/Channels/\\d{1,2})01(?=$|[/?])", "02"),
          new Rule("(?<=/ch\\d{1,2}/)main(?=/av_stream)", "sub"),
          // Dahua, Amcrest
          new Rule("(?<=[?&])subtype=0(?=$|&)", "subtype=1"),
          // Reolink
          new Rule("(?<=Preview_\\d{2})_main(?=$|\\?)", "_sub"),
          // Tapo, TP-Link
          new Rule("(?<=/)stream1(?=$|\\?)", "stream2"),
          // Foscam
          new Rule("(?<=/)videoMain(?=$|\\?)", "videoSub"),
          // UniFi, where its addresses are not keys
          new Rule("(?<=:\\d{2,5}/)s0(?=$|\\?)", "s1"));

  /** Axis scales to what is asked for. */
  private static final Pattern AXIS = Pattern.compile("(?i)/axis-media/media\\.amp");

  private static final Pattern AXIS_SIZE = Pattern.compile("(?<=[?&])resolution=[^&]*");

  /**
   * The second stream beside this one, by its address.
   *
   * @param main what the first one gives
   * @return empty when the address tells nothing
   */
  public static Optional<SecondStream> of(VideoSource source, StreamInfo main) {
    return switch (source) {
      case Rtsp rtsp -> of(rtsp, main);
      case HttpMjpeg _, UsbCamera _, VideoFile _ -> Optional.empty();
    };
  }

  private static Optional<SecondStream> of(Rtsp rtsp, StreamInfo main) {
    String address = rtsp.address().toString();
    if (AXIS.matcher(address).find()) {
      boolean wide = main.width() * 3 > main.height() * 4;
      return Optional.of(axis(rtsp, address, "resolution=640x" + (wide ? 360 : 480)));
    }
    for (Rule rule : RULES) {
      Matcher found = rule.main().matcher(address);
      if (found.find()) {
        String second = found.replaceFirst(rule.second());
        return Optional.of(at(rtsp, second, rule.second(), found.group()));
      }
    }
    return Optional.empty();
  }

  private static SecondStream axis(Rtsp rtsp, String address, String size) {
    Matcher said = AXIS_SIZE.matcher(address);
    return said.find()
        ? at(rtsp, said.replaceFirst(size), size, said.group())
        : at(rtsp, address + (address.contains("?") ? "&" : "?") + size, size, "");
  }

  private static SecondStream at(Rtsp rtsp, String address, String written, String instead) {
    return new SecondStream(new Rtsp(URI.create(address), rtsp.credentials()), written, instead);
  }

  /** What to change in the address, in words. */
  public String change() {
    return instead.isEmpty()
        ? "with " + written + " added"
        : "with " + written + " instead of " + instead;
  }
}
