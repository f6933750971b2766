package io.headcount.edge.agent;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.Floor;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.zone.Zone;
import io.headcount.delivery.sender.SenderStatus;
import io.headcount.edge.capture.CaptureStatus;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.count.CountsNow;
import io.headcount.edge.count.CountsNow.CameraCounts;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.journal.WriterStatus;
import io.headcount.edge.mounting.Mounting;
import io.headcount.edge.pipeline.InputSize;
import io.headcount.edge.pipeline.PipelineStatus;
import io.headcount.edge.pipeline.Turns;
import io.headcount.edge.setup.Setup;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.BoxStatus.Problem;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.status.CameraStatus;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.edge.status.CameraStatus.Fault;
import io.headcount.edge.status.CameraStatus.LineStatus;
import io.headcount.edge.status.CameraStatus.Tally;
import io.headcount.edge.status.CameraStatus.Throughput;
import io.headcount.edge.status.CameraStatus.ZoneStatus;
import io.headcount.edge.status.StatusSource;
import io.headcount.edge.store.StateReader;
import io.headcount.edge.uplink.UplinkStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts together what the page shows, from what each part says of itself. Thread-safe. */
final class StatusReport implements StatusSource {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final Supplier<AgentConfig> config;
  private final String version;
  private final Instant started;
  private final LongSupplier nanos;
  private final long startedNanos;
  private final SteadyClock clock;
  private final Supplier<WriterStatus> journal;
  private final Supplier<CountsNow> counts;
  private final StateReader database;
  private final List<String> startProblems;
  private final Supplier<List<Setup.Trouble>> setup;
  private volatile Optional<DetectorInfo> detector = Optional.empty();
  private volatile Supplier<Optional<Duration>> measured = Optional::empty;
  private volatile Optional<Turns> turns = Optional.empty();
  private volatile Supplier<List<RunningCamera>> cameras = List::of;
  private volatile Optional<Uplinks> uplink = Optional.empty();

  /**
   * @param config in force
   * @param startProblems what was found damaged at start
   * @param setup what keeps a changed configuration from being in force
   * @param nanos a clock that cannot be set
   */
  StatusReport(
      Supplier<AgentConfig> config,
      String version,
      SteadyClock clock,
      Supplier<WriterStatus> journal,
      Supplier<CountsNow> counts,
      StateReader database,
      List<String> startProblems,
      Supplier<List<Setup.Trouble>> setup,
      LongSupplier nanos) {
    this.config = config;
    this.version = version;
    this.started = clock.instant();
    this.nanos = nanos;
    this.startedNanos = nanos.getAsLong();
    this.clock = clock;
    this.journal = journal;
    this.counts = counts;
    this.database = database;
    this.setup = setup;
    this.startProblems = List.copyOf(startProblems);
  }

  /** From now on it may be asked how long the detector is being measured already. */
  void detectorIsMeasured(Supplier<Optional<Duration>> lasting) {
    measured = lasting;
  }

  /** From now on there is a detector, which the cameras use in turn. */
  void detectorRuns(DetectorInfo info, Turns taken) {
    detector = Optional.of(info);
    turns = Optional.of(taken);
  }

  /** From now on numbers are sent. */
  void uplinkRuns(Uplinks running) {
    uplink = Optional.of(running);
  }

  /** How a camera hangs; empty while it does not run. */
  Optional<Mounting> mounting(CameraId camera) {
    return cameras.get().stream()
        .filter(one -> one.config().id().equals(camera))
        .findFirst()
        .map(one -> one.mounting().report());
  }

  /** From now on there are cameras that run. */
  void camerasRun(Supplier<List<RunningCamera>> running) {
    cameras = running;
  }

  @Override
  public BoxStatus status() {
    WriterStatus writer = journal.get();
    CountsNow now = counts.get();
    Optional<BoxStatus.UplinkState> sending = uplink.map(running -> uplink(running.status()));
    AgentConfig present = config.get();
    List<CameraStatus> cameraStates =
        present.cameras().stream().map(camera -> camera(camera, now)).toList();
    return new BoxStatus(
        present.box(),
        version,
        started,
        Duration.ofNanos(nanos.getAsLong() - startedNanos),
        clock.behind(),
        present.zone(),
        detector,
        turns.map(Turns::use).map(use -> new BoxStatus.BudgetState(use.cores(), use.used())),
        cameraStates,
        new BoxStatus.JournalStatus(
            writer.journal().appended(),
            writer.journal().bytes(),
            writer.journal().paused().isPresent(),
            writer.journal().damaged() > 0 || writer.journal().quarantined() > 0),
        new BoxStatus.DatabaseStatus(database.bytes(), database.windowCount(), now.lastCommit()),
        disk(),
        sending,
        problems(writer, now, sending));
  }

  private CameraStatus camera(CameraConfig camera, CountsNow now) {
    Optional<RunningCamera> running =
        cameras.get().stream().filter(one -> one.config().equals(camera)).findFirst();
    Optional<CaptureStatus> capture = running.map(one -> one.capture().status());
    Optional<PipelineStatus> pipeline = running.map(one -> one.pipeline().status());
    Optional<CameraCounts> counted = Optional.ofNullable(now.cameras().get(camera.id()));
    Optional<Floor> floor = camera.floor().map(Calibration::floor);
    Map<String, CountsNow.LineNow> lines = counted.map(CameraCounts::lines).orElse(Map.of());
    Map<String, CountsNow.ZoneNow> zones = counted.map(CameraCounts::zones).orElse(Map.of());
    return new CameraStatus(
        camera.id(),
        camera.source().toString(),
        state(camera, capture),
        capture.map(CaptureStatus::since).orElse(started),
        pipeline.map(PipelineStatus::width).orElse(0),
        pipeline.map(PipelineStatus::height).orElse(0),
        pipeline.map(PipelineStatus::size).map(StatusReport::input),
        throughput(capture, pipeline),
        pipeline.flatMap(PipelineStatus::lastFrame),
        capture.map(CaptureStatus::reconnects).orElse(0L),
        capture.map(CaptureStatus::lost).orElse(Duration.ZERO),
        capture.flatMap(one -> fault(one)),
        pipeline.map(PipelineStatus::people).orElse(0),
        counted.map(CameraCounts::statics).orElse(0),
        counted.flatMap(CameraCounts::coverage),
        camera.scene().lines().stream().map(line -> line(line, floor, lines)).toList(),
        camera.scene().zones().stream().map(zone -> zone(zone, floor, zones)).toList());
  }

  private static CameraState state(CameraConfig camera, Optional<CaptureStatus> capture) {
    if (!camera.enabled()) {
      return CameraState.DISABLED;
    }
    return capture
        .map(
            status ->
                switch (status.state()) {
                  case CONNECTING -> CameraState.CONNECTING;
                  case STREAMING -> CameraState.STREAMING;
                  case STALLED -> CameraState.STALLED;
                  case BACKING_OFF -> CameraState.BACKING_OFF;
                  case ENDED -> CameraState.ENDED;
                })
        .orElse(CameraState.CONNECTING);
  }

  private static CameraStatus.Input input(InputSize.Status size) {
    return new CameraStatus.Input(
        size.longSide(), size.needed(), size.coresMissing(), size.smallest());
  }

  private static Throughput throughput(
      Optional<CaptureStatus> capture, Optional<PipelineStatus> pipeline) {
    return new Throughput(
        capture.map(CaptureStatus::framesPerSecond).orElse(0.0),
        pipeline.map(PipelineStatus::framesPerSecond).orElse(0.0),
        pipeline.map(PipelineStatus::processed).orElse(0L),
        capture.map(CaptureStatus::dropped).orElse(0L)
            + pipeline.map(PipelineStatus::replaced).orElse(0L),
        pipeline
            .map(
                one ->
                    new CameraStatus.Looks(
                        one.wantedPerSecond(),
                        one.gotPerSecond(),
                        one.lostShare(),
                        one.lost(),
                        one.repeated(),
                        one.skipped()))
            .orElse(CameraStatus.Looks.NONE),
        pipeline
            .flatMap(PipelineStatus::detection)
            .map(
                time ->
                    new CameraStatus.DetectionTime(
                        time.mean().toNanos() / 1e6, time.p95().toNanos() / 1e6)));
  }

  /** Messages are written as "what: cure". */
  private static Optional<Fault> fault(CaptureStatus capture) {
    return capture
        .lastError()
        .map(
            text -> {
              int colon = text.lastIndexOf(": ");
              return colon < 0
                  ? new Fault(capture.since(), text, "")
                  : new Fault(capture.since(), text.substring(0, colon), text.substring(colon + 2));
            });
  }

  private static LineStatus line(
      CountingLine line, Optional<Floor> floor, Map<String, CountsNow.LineNow> lines) {
    CountsNow.LineNow now = lines.getOrDefault(line.id(), new CountsNow.LineNow(0, 0, 0, 0));
    return new LineStatus(
        line.id(),
        line.segment().from(),
        line.segment().to(),
        floor
            .flatMap(one -> one.distance(line.segment().from(), line.segment().to()))
            .map(StatusReport::hundredth),
        new Tally(now.inToday(), now.outToday()),
        new Tally(now.totalIn(), now.totalOut()));
  }

  /** More would not be true. */
  private static double hundredth(double metres) {
    return Math.round(metres * 100) / 100.0;
  }

  private static ZoneStatus zone(
      Zone zone, Optional<Floor> floor, Map<String, CountsNow.ZoneNow> zones) {
    CountsNow.ZoneNow now = zones.getOrDefault(zone.id(), new CountsNow.ZoneNow(0, 0, 0));
    Optional<Duration> dwell =
        now.visitsToday() == 0
            ? Optional.empty()
            : Optional.of(
                Duration.ofMillis(Math.round(1000 * now.dwellSecondsToday() / now.visitsToday())));
    return new ZoneStatus(
        zone.id(),
        zone.type(),
        zone.polygon(),
        floor.flatMap(one -> one.area(zone.polygon())).map(StatusReport::hundredth),
        now.present(),
        now.visitsToday(),
        dwell);
  }

  private BoxStatus.DiskStatus disk() {
    try {
      FileStore disk = Files.getFileStore(config.get().dataDirectory());
      return new BoxStatus.DiskStatus(disk.getUsableSpace(), disk.getTotalSpace());
    } catch (IOException e) {
      throw new UncheckedIOException(config.get().dataDirectory() + " cannot be looked at", e);
    }
  }

  private BoxStatus.UplinkState uplink(UplinkStatus status) {
    return new BoxStatus.UplinkState(
        config.get().uplink().map(to -> to.broker().toString()).orElse(""),
        config.get().uplink().map(to -> to.device().toString()).orElse(""),
        status.sender().connectedSince().isPresent(),
        status.sender().connectedSince().orElse(status.link().since()),
        status.sender().lastAck(),
        status.backlog(),
        status.sender().problem().map(SenderStatus.Problem::text));
  }

  /** An interrupted line to the collector is usual, and mends itself. */
  private Optional<Problem> unsent(Optional<BoxStatus.UplinkState> sending) {
    return sending.flatMap(
        state ->
            state
                .problem()
                .map(
                    text -> {
                      int colon = text.lastIndexOf(": ");
                      return new Problem(
                          Severity.WARNING,
                          "not sending: " + (colon < 0 ? text : text.substring(0, colon)),
                          colon < 0 ? "numbers are kept until it does" : text.substring(colon + 2));
                    }));
  }

  private List<Problem> problems(
      WriterStatus writer, CountsNow now, Optional<BoxStatus.UplinkState> sending) {
    List<Problem> problems = new ArrayList<>();
    unsent(sending).ifPresent(problems::add);
    writer
        .failure()
        .ifPresent(
            failure ->
                problems.add(
                    new Problem(
                        Severity.ERROR,
                        "the journal stopped: " + failure.getMessage(),
                        "check the disk, then restart the agent")));
    writer
        .journal()
        .paused()
        .ifPresent(
            why ->
                problems.add(
                    new Problem(
                        Severity.ERROR,
                        "nothing is recorded: " + why,
                        "free space on the disk; recording goes on by itself")));
    measured
        .get()
        .ifPresent(
            time ->
                problems.add(
                    new Problem(
                        Severity.WARNING,
                        "measuring the detector, %d s".formatted(time.toSeconds()),
                        "cameras are looked at when it is done; it is so once on a machine")));
    cameras.get().forEach(camera -> problems.addAll(CameraProblems.of(camera)));
    now.problem()
        .ifPresent(
            why ->
                problems.add(
                    new Problem(
                        Severity.WARNING,
                        "counts wait in the journal: " + why,
                        "free space or mend the disk; they are stored by themselves then")));
    long lost = writer.refused() + writer.overflowed();
    if (lost > 0) {
      problems.add(
          new Problem(
              Severity.ERROR,
              lost + " observations were not recorded since start",
              "see the other problems; coverage shows the gap"));
    }
    setup.get().forEach(one -> problems.add(new Problem(Severity.WARNING, one.text(), one.cure())));
    startProblems.forEach(
        text ->
            problems.add(
                new Problem(
                    Severity.WARNING, text, "keep the quarantine folder for whoever helps you")));
    if (clock.behind().compareTo(CLOCK_TOLERANCE) > 0) {
      problems.add(
          new Problem(
              Severity.WARNING,
              "this box's clock is " + clock.behind().toMinutes() + " min behind its own records",
              "set the clock or connect the network; times go on from the records until then"));
    }
    problems.sort(Comparator.comparing(Problem::severity));
    return problems;
  }
}
