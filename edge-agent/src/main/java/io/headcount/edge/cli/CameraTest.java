package io.headcount.edge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.capture.CameraProbe;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Decoding;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.capture.TriedStream;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSource.Credentials;
import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.mounting.Finding;
import io.headcount.edge.mounting.PictureCheck;
import io.headcount.program.settings.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera test}: opens a source once and says what it gives, or what to mend. */
@Command(
    name = "test",
    description =
        "Open a camera or video file once and say what it gives. Where the address of a network camera "
            + "tells that of its second, smaller stream, that is tried, too.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:pictures come",
      "2:wrong usage",
      "10:no such file or device",
      "11:the file or device may not be read",
      "12:nothing listens at the address",
      "13:the address does not answer",
      "14:the camera knows no such path",
      "15:the camera wants another user or password",
      "16:no video that can be decoded",
      "17:it opened, and no picture came",
      "18:it broke off or is damaged",
      "19:interrupted"
    })
public final class CameraTest implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "<source>",
      description = "rtsp://host/path, http://host/path, /dev/video0 or a video file")
  private String source;

  @Option(names = "--username", paramLabel = "<name>", description = "who logs in at the camera")
  private @Nullable String username;

  @Option(
      names = "--password-file",
      paramLabel = "<file>",
      description = "file whose first line is the password")
  private @Nullable Path passwordFile;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      defaultValue = "5",
      description = "longest wait for the connection and for a picture (${DEFAULT-VALUE})")
  private double timeout;

  @Option(
      names = "--decoding",
      paramLabel = "<how>",
      defaultValue = "processor",
      description = "what decodes: auto, processor, vaapi or nvdec (${DEFAULT-VALUE})")
  private String decoding;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
  public CameraTest() {}

  @Override
  public Integer call() {
    VideoSource video = video();
    PrintWriter out = spec.commandLine().getOut();
    Ticker ticker = Ticker.system();
    try {
      CameraProbe probe = new CameraProbe(VideoSources.system(), ticker);
      CameraProbe.Report report = probe.probe(video, options());
      Optional<TriedStream> second = TriedStream.beside(video, report, probe, options());
      if (json) {
        Map<String, Object> fields = fields(video, report);
        second.ifPresent(tried -> fields.put("second_stream", tried.fields()));
        out.println(text(fields));
      } else {
        out.println(words(video, report));
        second.ifPresent(tried -> out.println(tried.words()));
      }
      return 0;
    } catch (CaptureException e) {
      if (json) {
        out.println(text(fields(video, e)));
      } else {
        spec.commandLine().getErr().println(e.getMessage());
      }
      return exitCode(e.reason());
    }
  }

  private CaptureOptions options() {
    if (!(timeout > 0 && timeout <= 3_600)) {
      throw new ParameterException(spec.commandLine(), "--timeout must be above 0, at most 3600");
    }
    Duration wait = Duration.ofMillis(Math.max(1, Math.round(timeout * 1_000)));
    return new CaptureOptions(wait, wait, Playback.FAST, decoding());
  }

  private Decoding decoding() {
    return Arrays.stream(Decoding.values())
        .filter(how -> word(how).equals(decoding))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--decoding is auto, processor, vaapi or nvdec"));
  }

  private VideoSource video() {
    try {
      return withLogin(VideoSource.parse(source));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private VideoSource withLogin(VideoSource video) {
    if (username == null) {
      if (passwordFile != null) {
        throw new IllegalArgumentException("--password-file needs --username");
      }
      return video;
    }
    Optional<Credentials> login = Optional.of(new Credentials(username, password()));
    return switch (video) {
      case Rtsp rtsp -> new Rtsp(rtsp.address(), login);
      case HttpMjpeg http -> new HttpMjpeg(http.address(), login);
      case VideoFile _, UsbCamera _ ->
          throw new IllegalArgumentException("--username is for network cameras only");
    };
  }

  private Secret password() {
    if (passwordFile == null) {
      return new Secret("");
    }
    try {
      return new Secret(Files.readString(passwordFile).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          passwordFile + ": cannot be read: check the path, its owner and mode", e);
    }
  }

  private static int exitCode(CaptureException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> 10;
      case NOT_READABLE -> 11;
      case REFUSED -> 12;
      case UNREACHABLE -> 13;
      case WRONG_PATH -> 14;
      case UNAUTHORIZED -> 15;
      case UNSUPPORTED -> 16;
      case STALLED -> 17;
      case BROKEN -> 18;
      case CANCELLED -> 19;
    };
  }

  private static String words(VideoSource video, CameraProbe.Report report) {
    double rate = report.info().framesPerSecond();
    return String.format(
        Locale.ROOT,
        """
        %s
        size         %d x %d
        rate         %s
        codec        %s
        first frame  after %d ms
        received     %d frames in %.1f s, %d with faults
        picture      %s""",
        video,
        report.info().width(),
        report.info().height(),
        rate > 0 ? String.format(Locale.ROOT, "%.4g frames/s", rate) : "not said",
        report.info().codec(),
        report.firstFrame().toMillis(),
        report.frames(),
        report.watched().toMillis() / 1e3,
        report.decodeErrors(),
        picture(report));
  }

  private static String picture(CameraProbe.Report report) {
    List<Finding> found = found(report);
    return found.isEmpty()
        ? "nothing wrong with it"
        : found.stream()
            .map(
                one ->
                    "%s (%s): %s"
                        .formatted(one.trouble().words(), one.measured(), one.trouble().cure()))
            .collect(Collectors.joining("\n             "));
  }

  private static List<Finding> found(CameraProbe.Report report) {
    return report.quality().map(PictureCheck::of).orElse(List.of());
  }

  private static Map<String, Object> fields(VideoSource video, CameraProbe.Report report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", video.toString());
    fields.put("ok", true);
    fields.put("width", report.info().width());
    fields.put("height", report.info().height());
    fields.put("frames_per_second", report.info().framesPerSecond());
    fields.put("codec", report.info().codec());
    fields.put("first_frame_ms", report.firstFrame().toMillis());
    report
        .quality()
        .ifPresent(
            quality -> {
              fields.put("brightness", quality.light());
              fields.put("contrast", quality.contrast());
              fields.put("blur", quality.blur());
            });
    fields.put("troubles", found(report).stream().map(one -> word(one.trouble())).toList());
    fields.put("frames", report.frames());
    fields.put("watched_ms", report.watched().toMillis());
    fields.put("decode_errors", report.decodeErrors());
    return fields;
  }

  private static Map<String, Object> fields(VideoSource video, CaptureException fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", video.toString());
    fields.put("ok", false);
    fields.put("reason", word(fault.reason()));
    fields.put("message", String.valueOf(fault.getMessage()));
    return fields;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts and numbers is always JSON", e);
    }
  }
}
