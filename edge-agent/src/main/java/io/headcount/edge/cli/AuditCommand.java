package io.headcount.edge.cli;

import io.headcount.edge.audit.Audit;
import io.headcount.edge.audit.AuditException;
import io.headcount.edge.audit.AuditServer;
import io.headcount.edge.audit.MachineRecorder;
import io.headcount.edge.audit.MachineRun;
import io.headcount.edge.audit.Subject;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.detect.EngineChoice;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import io.headcount.program.console.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-agent audit}: how well a configuration counts, against a person's count. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Measures how well the lines of a configuration count: a person counts a clip on a local "
            + "page, the machine counts it as well, and a report compares both, with every missed and "
            + "every invented crossing, as HTML and PDF. Begun audits go on where they were left.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report is written",
      "1:it is not; the reason is printed, and what was counted so far is kept",
      "2:the command line is wrong"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final long MACHINE_STOPS_WITHIN_MILLIS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "CLIP", description = "A video file.")
  private String clip = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration whose lines are used.")
  private Path file = Path.of("");

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Which camera's lines, when the configuration has several.")
  private Optional<String> camera = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where marks and report go (default: the clip's name with .audit, here).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--marks",
      paramLabel = "FILE",
      description = "The person's count (default: marks.json in the folder).")
  private Optional<Path> marks = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "SECONDS",
      description = "How far a mark and a crossing of one person may be apart (default: 2).")
  private double tolerance = 2;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the page; 0, the default, takes any free one.")
  private int port;

  @Option(names = "--no-page", description = "Write the report of a finished count, and end.")
  private boolean noPage;

  @Option(names = "--no-stills", description = "Leave pictures out of the report.")
  private boolean noStills;

  @Option(names = "--json", description = "Print the report's figures as one JSON object.")
  private boolean json;

  @Mixin private DetectorFlags flags = new DetectorFlags();

  /** Made by picocli. */
  public AuditCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (!(tolerance > 0 && tolerance <= 60)) {
      throw new ParameterException(
          spec.commandLine(), "--tolerance " + tolerance + " is not above 0 and at most 60 s");
    }
    AgentConfig config = ConfigReader.ofThisBox().withoutSources().read(file);
    CameraConfig chosen = CountCommand.chosen(config, file, camera);
    VideoFile video = video();
    String clipHash = sha256(video.path(), "the clip");
    DetectorFlags.Opened opened = flags.open(config.detector().withLongSide(chosen.longSide()));
    try (var detector = opened.detector()) {
      Subject subject =
          new Subject(
              video,
              clipHash,
              chosen,
              String.valueOf(file.getFileName()),
              sha256(file, "the configuration"),
              config.revision(),
              detector.info(),
              modelHash(config, detector.info().engine()),
              HeadcountAgent.version(),
              Duration.ofMillis(Math.round(tolerance * 1000)));
      Path folder = out.orElseGet(() -> Path.of(video.path().getFileName() + ".audit"));
      Path kept = marks.orElseGet(() -> folder.resolve(Audit.MARKS));
      if (noPage && Files.notExists(kept)) {
        throw new AuditException(kept + ": no such file: count on the page first");
      }
      try (Audit audit = Audit.open(subject, folder, kept, !noStills, InstantSource.system())) {
        MachineRecorder recorder = new MachineRecorder(chosen.scene());
        Runnable machine = () -> audit.counted(count(video, opened, chosen, recorder));
        return noPage ? report(audit, machine) : serve(audit, recorder, machine);
      }
    }
  }

  private VideoFile video() {
    if (FileTracking.file(clip) instanceof VideoFile found) {
      if (!Files.isRegularFile(found.path())) {
        throw new AuditException(found.path() + ": no such file: check the path of the clip");
      }
      return found;
    }
    throw new AuditException(clip + ": is no video file: record a clip, and audit that");
  }

  private MachineRun count(
      VideoFile video, DetectorFlags.Opened opened, CameraConfig chosen, MachineRecorder recorder) {
    FileTracking.Done done =
        FileTracking.run(
            video,
            opened.with(recorder.overheard(opened.detector())),
            chosen.region(),
            spec.commandLine().getErr(),
            recorder::frame);
    return recorder.end(done.broken().map(CaptureException::getMessage), done.wallSeconds());
  }

  private int report(Audit audit, Runnable machine) {
    machine.run();
    tell(audit.writeReport());
    return 0;
  }

  private int serve(Audit audit, MachineRecorder recorder, Runnable machine)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Thread thread = Thread.ofPlatform().name("machine").unstarted(() -> attempt(audit, machine));
    try (StopSignal stop = StopSignal.listen();
        AuditServer server = AuditServer.start(port, audit, recorder::done)) {
      thread.start();
      err.println();
      err.println("  Count the clip at " + server.address());
      err.println("  Every key is kept at once. Ctrl-C ends; start again to go on.");
      err.println();
      err.flush();
      while (!stop.within(EVERY) && !server.closing()) {}
      thread.interrupt();
      thread.join(MACHINE_STOPS_WITHIN_MILLIS);
      Optional<Audit.Written> written = server.written();
      written.ifPresentOrElse(
          this::tell, () -> err.println("audit: ended before the report; start it again to go on"));
      err.flush();
      return written.isPresent() ? 0 : 1;
    }
  }

  /** The page says what went wrong. */
  private static void attempt(Audit audit, Runnable machine) {
    try {
      machine.run();
    } catch (AuditException | CaptureException | DetectorException e) {
      audit.failed(String.valueOf(e.getMessage()));
    }
  }

  private void tell(Audit.Written written) {
    PrintWriter print = spec.commandLine().getOut();
    if (json) {
      print.print(written.json());
    } else {
      print.print(written.text());
      print.printf("%nreport: %s%n        %s%n", written.html(), written.pdf());
    }
    print.flush();
  }

  private String modelHash(AgentConfig config, String engine) {
    ModelEntry model =
        ModelCatalog.read(flags.directories()).get(flags.over(config.detector()).model());
    return model.files().entrySet().stream()
        .filter(file -> engine.startsWith(EngineChoice.of(file.getKey()).key() + " "))
        .map(file -> file.getValue().sha256())
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(Path path, String what) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream in = new DigestInputStream(Files.newInputStream(path), sha)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new AuditException(
          "%s: %s cannot be read (%s): check the path, its owner and mode"
              .formatted(path, what, e.getMessage()),
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
