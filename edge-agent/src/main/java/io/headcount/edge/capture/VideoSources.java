package io.headcount.edge.capture;

import io.headcount.edge.capture.CaptureException.Reason;
import io.headcount.edge.capture.VideoSource.HttpMjpeg;
import io.headcount.edge.capture.VideoSource.Rtsp;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.capture.VideoSource.VideoFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Opens sources. Thread-safe.
 *
 * <p>Interrupting the thread that opens or reads makes it stop within a fraction of a second, with
 * {@link Reason#CANCELLED}. USB cameras are read through V4L2, which no test without a device can
 * prove; only the errors of absent and wrong devices are.
 */
public final class VideoSources {
  private static final Logger LOG = System.getLogger(VideoSources.class.getName());

  private final InstantSource clock;
  private final Ticker ticker;

  /** Who decodes, as last told. */
  private final AtomicReference<String> said = new AtomicReference<>("");

  /**
   * @param clock stamps the frames of live sources and of files played in real time
   * @param ticker paces files played in real time
   */
  public VideoSources(InstantSource clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
    // takes seconds on a small box: before a camera begins to send, or its first frames pile up
    VideoLibraries.prepare();
  }

  /** On the time of this machine. */
  public static VideoSources system() {
    return new VideoSources(InstantSource.system(), Ticker.system());
  }

  /**
   * Opens a source and reads its first frame; waits for the connection at most for the connect
   * timeout, and for the frame at most for the stall time.
   *
   * @return the source, to be read and closed by the calling thread
   * @throws CaptureException that says why not
   */
  public FrameSource open(VideoSource source, CaptureOptions options) {
    if (!(source instanceof VideoFile) || options.playback() == Playback.FAST) {
      return openOnce(source, options);
    }
    boolean again = options.playback() == Playback.LOOP;
    return new PacedFile(source, () -> openOnce(source, options), again, clock, ticker);
  }

  /**
   * Opens a file to read its frames by number.
   *
   * @throws CaptureException that says why not
   */
  public ClipReader clip(VideoFile file, CaptureOptions options) {
    return new ClipReader(() -> openOnce(file, options));
  }

  private StreamReader openOnce(VideoSource source, CaptureOptions options) {
    switch (source) {
      case VideoFile file -> checkFile(source, file.path());
      case UsbCamera usb -> checkDevice(source, usb.device());
      case Rtsp rtsp -> checkName(source, rtsp.address().getHost(), options.connectTimeout());
      case HttpMjpeg http -> checkName(source, http.address().getHost(), options.connectTimeout());
    }
    StreamReader reader = StreamReader.open(source, options, clock, ticker);
    if (options.decoding() != Decoding.PROCESSOR) {
      say(source, reader.decodedBy());
    }
    return reader;
  }

  /** Once, and again when it changes: a camera is opened again and again. */
  private void say(VideoSource source, String decodedBy) {
    if (!decodedBy.equals(said.getAndSet(decodedBy))) {
      LOG.log(Level.INFO, "{0}: is decoded by {1}", source, decodedBy);
    }
  }

  private static void checkFile(VideoSource source, Path path) {
    if (Files.notExists(path)) {
      throw new CaptureException(Reason.NOT_FOUND, source + ": no such file: check the path");
    }
    if (!Files.isRegularFile(path)) {
      throw new CaptureException(
          Reason.UNSUPPORTED, source + ": is not a video but a folder or device: name a file");
    }
    byte[] head = head(source, path);
    if (head.length == 0) {
      throw new CaptureException(
          Reason.UNSUPPORTED, source + ": is not a video: the file is empty, copy it again");
    }
  }

  private static byte[] head(VideoSource source, Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(8);
    } catch (IOException e) {
      throw new CaptureException(
          Reason.NOT_READABLE, source + ": may not be read: check its owner and mode", e);
    }
  }

  /** An MP4 file whose end, where its index may be, is missing; FFmpeg takes it for no video. */
  static boolean looksLikeMp4(VideoFile file) {
    byte[] head = head(file, file.path());
    byte[] mark = "ftyp".getBytes(StandardCharsets.US_ASCII);
    return head.length == 8 && Arrays.equals(head, 4, 8, mark, 0, 4);
  }

  private static void checkDevice(VideoSource source, Path device) {
    if (Files.notExists(device)) {
      throw new CaptureException(
          Reason.NOT_FOUND, source + ": no camera there: plug it in, see ls /dev/video*");
    }
  }

  /** Names are looked up here because FFmpeg would wait for the name server without a deadline. */
  private static void checkName(VideoSource source, String host, Duration patience) {
    FutureTask<InetAddress> lookup = new FutureTask<>(() -> InetAddress.getByName(host));
    Thread.ofVirtual().name("lookup-" + host).start(lookup);
    try {
      lookup.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.cancelled(source);
    } catch (ExecutionException | TimeoutException e) {
      String known = e.getCause() instanceof UnknownHostException ? "is not known" : "is not found";
      throw new CaptureException(
          Reason.UNREACHABLE,
          source + ": the name " + host + " " + known + ": use the camera's IP address",
          e);
    }
  }
}
