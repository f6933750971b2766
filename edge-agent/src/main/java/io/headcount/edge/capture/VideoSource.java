package io.headcount.edge.capture;

import io.headcount.program.settings.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a camera's picture comes from. Immutable; its text form never holds a password. */
public sealed interface VideoSource {

  /** A video file on this box. */
  record VideoFile(Path path) implements VideoSource {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A network camera, read over RTSP with TCP. The address is without user and password. */
  record Rtsp(URI address, Optional<Credentials> credentials) implements VideoSource {
    @Override
    public String toString() {
      return Login.withoutSecrets(address.toString());
    }
  }

  /** A camera that sends JPEG pictures over HTTP. The address is without user and password. */
  record HttpMjpeg(URI address, Optional<Credentials> credentials) implements VideoSource {
    @Override
    public String toString() {
      return Login.withoutSecrets(address.toString());
    }
  }

  /** A USB camera, by its V4L2 device such as {@code /dev/video0}. */
  record UsbCamera(Path device) implements VideoSource {
    @Override
    public String toString() {
      return device.toString();
    }
  }

  /** Who logs in at a network camera. Immutable. */
  record Credentials(String user, Secret password) {}

  /** Whether the source ends by itself; only files do. */
  default boolean finite() {
    return this instanceof VideoFile;
  }

  /**
   * Reads an address as a person writes it: {@code rtsp://…}, {@code http://…}, {@code
   * /dev/video0}, or the path of a file. A user and password in the address are taken out of it;
   * characters such as / and @ in them are written as %2F and %40.
   *
   * @throws IllegalArgumentException that says what is wrong, without the password
   */
  static VideoSource parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a source is a file, /dev/videoN, rtsp://… or http://…");
    }
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return text.startsWith("/dev/video")
          ? new UsbCamera(Path.of(text))
          : new VideoFile(Path.of(text));
    }
    String kind = text.substring(0, scheme);
    return switch (kind) {
      case "file" -> new VideoFile(Path.of(text.substring(scheme + 3)));
      case "rtsp" -> {
        Login login = Login.in(text);
        yield new Rtsp(login.address(), login.credentials());
      }
      case "http", "https" -> {
        Login login = Login.in(text);
        yield new HttpMjpeg(login.address(), login.credentials());
      }
      default ->
          throw new IllegalArgumentException(
              "'" + kind + "' is not a kind of source: use a file, /dev/videoN, rtsp or http");
    };
  }

  /** An address and the login that was written into it. */
  record Login(URI address, Optional<Credentials> credentials) {
    private static final Pattern IN_PATH = Pattern.compile("(?i)(pass\\w*|pwd)=[^&/?]*");

    static Login in(String text) {
      int start = text.indexOf("://") + 3;
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      // the last @ before the path: passwords may hold one, hosts may not
      int at = text.lastIndexOf('@', end - 1);
      if (at < start) {
        return new Login(address(text), Optional.empty());
      }
      URI address = address(text.substring(0, start) + text.substring(at + 1));
      String login = text.substring(start, at);
      int colon = login.indexOf(':');
      String user = colon < 0 ? login : login.substring(0, colon);
      String password = colon < 0 ? "" : login.substring(colon + 1);
      return new Login(
          address, Optional.of(new Credentials(decoded(user), new Secret(decoded(password)))));
    }

    private static URI address(String bare) {
      try {
        URI address = new URI(bare);
        if (address.getHost() != null) {
          return address;
        }
      } catch (URISyntaxException _) {
        // its message would repeat the text, which may hold a password
      }
      throw new IllegalArgumentException(
          "'"
              + withoutSecrets(bare)
              + "' is not an address: write rtsp://host:554/path, and / and @ in a password as %2F"
              + " and %40");
    }

    /** Percent codes are read; a text in which % is no code is taken as it is. */
    private static String decoded(String text) {
      try {
        // + is a plain character in an address, a blank only in forms
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return text;
      }
    }

    /** The address for people: many cameras take the password in the query or the path. */
    static String withoutSecrets(String address) {
      int query = address.indexOf('?');
      String shown = query < 0 ? address : address.substring(0, query) + "?…";
      int start = shown.indexOf("://") + 3;
      int at = shown.lastIndexOf('@');
      if (at >= start) {
        shown = shown.substring(0, start) + "***" + shown.substring(at);
      }
      return IN_PATH.matcher(shown).replaceAll("$1=***");
    }
  }
}
