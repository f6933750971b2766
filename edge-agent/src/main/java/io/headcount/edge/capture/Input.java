package io.headcount.edge.capture;

import io.headcount.edge.capture.VideoSource.Credentials;
import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A source in FFmpeg's words. Immutable. The address may hold the password, so this class has no
 * text form.
 */
final class Input {
  private final String url;
  private final Optional<String> format;
  private final Map<String, String> options;

  private Input(String url, Optional<String> format, Map<String, String> options) {
    this.url = url;
    this.format = format;
    this.options = options;
  }

  static Input of(VideoSource source, CaptureOptions options) {
    // a second line only: our own deadline comes first and tells connecting from stalling
    Duration longest = options.connectTimeout().plus(options.stallTime());
    String wait = Long.toString(micros(longest));
    return switch (source) {
      case VideoFile file ->
          new Input(
              "file:" + file.path().toAbsolutePath(),
              Optional.empty(),
              // a playlist named as a video must not fetch anything
              Map.of("protocol_whitelist", "file"));
      case Rtsp rtsp ->
          new Input(
              withLogin(rtsp.address(), rtsp.credentials()),
              Optional.of("rtsp"),
              Map.of(
                  "rtsp_transport",
                  "tcp",
                  "timeout",
                  wait,
                  "analyzeduration",
                  Long.toString(micros(Duration.ofSeconds(2))),
                  // frames held back to guess the rate would come late, all at once
                  "fpsprobesize",
                  "0",
                  "protocol_whitelist",
                  "rtsp,rtp,tcp,udp"));
      case HttpMjpeg http ->
          new Input(
              withLogin(http.address(), http.credentials()),
              Optional.of("mpjpeg"),
              Map.of(
                  "timeout",
                  wait,
                  "rw_timeout",
                  wait,
                  // cameras are in the local network, never behind the proxy of the environment
                  "http_proxy",
                  "",
                  "protocol_whitelist",
                  "http,https,tls,tcp"));
      case UsbCamera usb ->
          new Input(usb.device().toString(), Optional.of("video4linux2"), Map.of());
    };
  }

  String url() {
    return url;
  }

  /** Name of the demuxer; empty when the content decides. */
  Optional<String> format() {
    return format;
  }

  Map<String, String> options() {
    return options;
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  private static String withLogin(URI address, Optional<Credentials> credentials) {
    String text = address.toString();
    if (credentials.isEmpty()) {
      return text;
    }
    int host = text.indexOf("://") + 3;
    Credentials login = credentials.get();
    return text.substring(0, host)
        + percentEncoded(login.user())
        + ":"
        + percentEncoded(login.password().reveal())
        + "@"
        + text.substring(host);
  }

  private static String percentEncoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
      out.append(plain ? Character.toString(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}
