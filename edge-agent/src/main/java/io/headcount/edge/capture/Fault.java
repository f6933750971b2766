package io.headcount.edge.capture;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_BAD_REQUEST;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_OTHER_4XX;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_SERVER_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.headcount.edge.capture.CaptureException.Reason;
import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import java.nio.charset.StandardCharsets;

/** FFmpeg's error codes in the words of whoever has to mend it. Stateless. */
final class Fault {
  // errno of Linux, negative as FFmpeg gives them
  static final int EAGAIN = -11;
  private static final int ENOENT = -2;
  private static final int EIO = -5;
  private static final int ENXIO = -6;
  private static final int EACCES = -13;
  private static final int EBUSY = -16;
  private static final int ENODEV = -19;
  private static final int ENETUNREACH = -101;
  private static final int ETIMEDOUT = -110;
  private static final int ECONNREFUSED = -111;
  private static final int EHOSTUNREACH = -113;

  private Fault() {}

  /** What an error while opening means. */
  static CaptureException opening(VideoSource source, int code) {
    if (Thread.currentThread().isInterrupted()) {
      return cancelled(source);
    }
    return switch (source) {
      case VideoFile file -> openingFile(file, code);
      case UsbCamera _ -> openingDevice(source, code);
      case Rtsp rtsp -> openingAddress(source, rtsp.credentials().isPresent(), code);
      case HttpMjpeg http -> openingAddress(source, http.credentials().isPresent(), code);
    };
  }

  /** What an error after the first frame means. */
  static CaptureException reading(VideoSource source, int code) {
    if (Thread.currentThread().isInterrupted()) {
      return cancelled(source);
    }
    if (code == AVERROR_EXIT || code == ETIMEDOUT) {
      return stalled(source);
    }
    if (code == AVERROR_EOF) {
      return new CaptureException(
          Reason.BROKEN, source + ": the camera closed the connection: check that it still runs");
    }
    return new CaptureException(
        Reason.BROKEN, source + ": reading broke off (" + text(code) + "): check cable and power");
  }

  static CaptureException stalled(VideoSource source) {
    return new CaptureException(
        Reason.STALLED,
        source + ": no picture comes any more: check the camera's power and network");
  }

  static CaptureException cancelled(VideoSource source) {
    return new CaptureException(Reason.CANCELLED, source + ": reading was told to stop");
  }

  /** Data came for the whole stall time, but no picture, after so many that did. */
  static CaptureException undecodable(VideoSource source, long frames) {
    if (frames == 0 && source instanceof HttpMjpeg) {
      return notMjpeg(source);
    }
    return new CaptureException(
        Reason.BROKEN,
        source
            + ": data comes but no picture can be decoded: restart the camera,"
            + " set its key frame interval to 2 s");
  }

  private static CaptureException notMjpeg(VideoSource source) {
    return new CaptureException(
        Reason.UNSUPPORTED,
        source + ": sends no MJPEG video: look up the camera's path for MJPEG, or use rtsp");
  }

  private static CaptureException openingFile(VideoFile file, int code) {
    return switch (code) {
      case ENOENT -> new CaptureException(Reason.NOT_FOUND, file + ": no such file");
      case EACCES, EIO ->
          new CaptureException(Reason.NOT_READABLE, file + ": cannot be read (" + text(code) + ")");
      default -> openingContent(file, code);
    };
  }

  private static CaptureException openingContent(VideoFile file, int code) {
    if (code == AVERROR_EXIT) {
      return new CaptureException(
          Reason.NOT_READABLE, file + ": takes too long to read: check the disk it lies on");
    }
    return VideoSources.looksLikeMp4(file) ? withoutIndex(file) : notAVideo(file);
  }

  private static CaptureException withoutIndex(VideoFile file) {
    return new CaptureException(
        Reason.BROKEN,
        file + ": is cut off at 0:00:00.0, its index is missing: copy the file again");
  }

  static CaptureException notAVideo(VideoSource source) {
    return new CaptureException(
        Reason.UNSUPPORTED, source + ": is not a video: use a file such as MP4, MKV or AVI");
  }

  /** It opened and has sound or data only, or no picture at all. */
  static CaptureException noVideo(VideoSource source) {
    return source.finite() ? notAVideo(source) : unsupported(source);
  }

  private static CaptureException openingDevice(VideoSource source, int code) {
    return switch (code) {
      case ENOENT, ENODEV, ENXIO ->
          new CaptureException(
              Reason.NOT_FOUND, source + ": no camera there: plug it in, see ls /dev/video*");
      case EACCES ->
          new CaptureException(
              Reason.NOT_READABLE, source + ": may not be opened: add this user to group video");
      case EBUSY ->
          new CaptureException(
              Reason.NOT_READABLE, source + ": another program uses the camera: stop that one");
      default ->
          new CaptureException(
              Reason.UNSUPPORTED,
              source
                  + ": is not a camera that can be read ("
                  + text(code)
                  + "): try the other /dev/video numbers of the same camera");
    };
  }

  private static CaptureException openingAddress(VideoSource source, boolean login, int code) {
    if (code == ECONNREFUSED) {
      return new CaptureException(
          Reason.REFUSED,
          source + ": nothing listens there: check the port, and that streaming is on");
    }
    if (code == AVERROR_HTTP_UNAUTHORIZED || code == AVERROR_HTTP_FORBIDDEN) {
      return new CaptureException(
          Reason.UNAUTHORIZED,
          source
              + (login
                  ? ": the camera refuses this user or password: check both"
                  : ": the camera wants a user and password: give them"));
    }
    if (code == AVERROR_HTTP_NOT_FOUND) {
      return new CaptureException(
          Reason.WRONG_PATH,
          source + ": the camera is there but knows no such path: look it up in its manual");
    }
    if (code == AVERROR_HTTP_BAD_REQUEST || code == AVERROR_HTTP_OTHER_4XX) {
      return new CaptureException(
          Reason.WRONG_PATH,
          source + ": the camera is there but refuses this address: check path and stream number");
    }
    if (code == AVERROR_HTTP_SERVER_ERROR) {
      return new CaptureException(
          Reason.BROKEN, source + ": the camera reports a fault of its own: restart it");
    }
    if (isSilence(code)) {
      return unreachable(source);
    }
    if (source instanceof HttpMjpeg && (code == AVERROR_EOF || code == AVERROR_INVALIDDATA)) {
      return notMjpeg(source);
    }
    if (code == AVERROR_EOF || (code < 0 && code > -200)) {
      return new CaptureException(
          Reason.BROKEN,
          source + ": the connection broke off (" + text(code) + "): check that this is a camera");
    }
    return unsupported(source);
  }

  static CaptureException unreachable(VideoSource source) {
    return new CaptureException(
        Reason.UNREACHABLE,
        source + ": does not answer: check the address, the camera's power and the network");
  }

  static CaptureException unsupported(VideoSource source) {
    return new CaptureException(
        Reason.UNSUPPORTED,
        source + ": sends no video that can be decoded: set the camera to H.264, H.265 or MJPEG");
  }

  private static boolean isSilence(int code) {
    return code == AVERROR_EXIT
        || code == ETIMEDOUT
        || code == EHOSTUNREACH
        || code == ENETUNREACH
        || code == EAGAIN;
  }

  static String text(int code) {
    byte[] buffer = new byte[128];
    av_strerror(code, buffer, buffer.length);
    int end = 0;
    while (end < buffer.length && buffer[end] != 0) {
      end++;
    }
    return new String(buffer, 0, end, StandardCharsets.UTF_8);
  }
}
