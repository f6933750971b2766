package io.headcount.edge.agent;

import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.count.CountingLoop;
import io.headcount.edge.count.Ledger;
import io.headcount.edge.detect.MeasuredEngines;
import io.headcount.edge.doctor.Doctor;
import io.headcount.edge.health.Days;
import io.headcount.edge.health.HealthRoutes;
import io.headcount.edge.health.HealthWatch;
import io.headcount.edge.health.IncidentLog;
import io.headcount.edge.health.SupportBundle;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalEntry;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.journal.JournalWriter;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.measure.FirstStart;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.edge.model.Thresholds;
import io.headcount.edge.pipeline.Turns;
import io.headcount.edge.setup.Setup;
import io.headcount.edge.setup.SetupRoutes;
import io.headcount.edge.setup.Versions;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.JpegEncoder;
import io.headcount.edge.status.LiveRoutes;
import io.headcount.edge.status.LiveView;
import io.headcount.edge.status.Place;
import io.headcount.edge.status.Privacy;
import io.headcount.edge.status.StatusServer;
import io.headcount.edge.store.BootClock;
import io.headcount.edge.store.Keep;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.store.StateReader;
import io.headcount.edge.uplink.BoxControl;
import io.headcount.edge.uplink.BoxUplink;
import io.headcount.program.console.RecentLog;
import io.headcount.web.access.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The whole box, from {@link #start} to {@link #close}: this is where every part is made. Confined
 * to the thread that starts it; the status may be asked for by any.
 *
 * <p>Sinks start before sources: journal, database, counting, page, cameras. Stopping goes the
 * other way, each part with a deadline.
 */
public final class EdgeAgent implements Supervisor.RunningAgent {
  private static final Duration JOURNAL_PATIENCE = Duration.ofSeconds(5);
  private static final String ADDRESS_FILE = "page.address";
  private static final double DISK_RESERVE = 0.15;
  private static final long MAX_FILE = 64L << 20;

  private final Shutdown shutdown;
  private final AtomicReference<AgentConfig> config;
  private final StatusReport report;
  private final StatusServer server;
  private final BoxAccess access;
  private final JournalWriter writer;
  private final CountingLoop counting;
  private final SteadyClock clock;
  private final Optional<Uplinks> uplink;
  private final Optional<Cameras> cameras;
  private final BooleanSupplier caughtUp;

  private EdgeAgent(
      Shutdown shutdown,
      AtomicReference<AgentConfig> config,
      StatusReport report,
      StatusServer server,
      BoxAccess access,
      JournalWriter writer,
      CountingLoop counting,
      SteadyClock clock,
      Optional<Uplinks> uplink,
      Optional<Cameras> cameras,
      BooleanSupplier caughtUp) {
    this.shutdown = shutdown;
    this.config = config;
    this.report = report;
    this.server = server;
    this.access = access;
    this.writer = writer;
    this.counting = counting;
    this.clock = clock;
    this.uplink = uplink;
    this.cameras = cameras;
    this.caughtUp = caughtUp;
  }

  /**
   * Starts everything; when a part fails to start, those that did are stopped again.
   *
   * @param models where the catalogues are
   * @param version shown on the page
   * @param wall this box's clock, which may be wrong
   * @param control what the collector may have the box do
   * @param setup what the page may change; without it the page only shows
   */
  public static EdgeAgent start(
      AgentConfig config,
      ModelDirectories models,
      String version,
      InstantSource wall,
      BoxControl control,
      Optional<Setup> setup) {
    Shutdown shutdown = new Shutdown();
    try {
      return start(config, models, version, wall, control, setup, shutdown);
    } catch (RuntimeException | Error e) {
      shutdown.close();
      throw e;
    }
  }

  private static EdgeAgent start(
      AgentConfig config,
      ModelDirectories models,
      String version,
      InstantSource wall,
      BoxControl control,
      Optional<Setup> setup,
      Shutdown shutdown) {
    AtomicReference<AgentConfig> present = new AtomicReference<>(config);
    // the model loads beside all that follows, and is waited for where it is used
    Ticker ticker = Ticker.system();
    FirstStart firstStart = new FirstStart(MeasuredEngines.standardFolder(), ticker::nanos);
    Optional<Vision> vision = Vision.begin(config, models, firstStart, shutdown);

    Path data = prepared(config.dataDirectory());

    // the record of what was observed
    Instant seen = SteadyClock.saved(data.resolve("time.mark"));
    SteadyClock clock = SteadyClock.start(wall, ticker::nanos, data.resolve("time.mark"));
    Journal journal = Journal.open(data.resolve("journal"), clock, journalOptions(config));
    journal.newestTimeAtOpen().ifPresent(clock::notBefore);
    JournalWriter writer = JournalWriter.start(journal);
    shutdown.add("journal", writer::close);

    // counts, with the place in the journal that they were read up to
    Path databaseFile = data.resolve("state.db");
    StateDb database = StateDb.open(databaseFile, clock);
    shutdown.add("database", database::close);
    StateReader reader = new StateReader(databaseFile);
    Ledger.remember(database, config.revision(), config.scenes(), clock.instant());
    Ledger ledger = new Ledger(database, config.scenes());
    JournalTailer tailer = journal.tailer(ledger.position());
    Retention retention = new Retention(journal, database, clock, config.journal(), keep(config));
    CommitBell bell = new CommitBell();
    CountingLoop.Housekeeping committed =
        (position, at) -> {
          retention.committed(position, at);
          bell.ring();
        };
    CountingLoop counting =
        new CountingLoop(ledger, tailer, config.zone(), reader::totals, committed, clock, ticker);
    Thread.ofPlatform().name("counting").start(counting);
    shutdown.add("counting", counting::close);
    put(writer, new JournalEntry.Started(clock.instant(), config.revision()));

    // what people see of it
    List<String> found = new ArrayList<>();
    database.damage().ifPresent(found::add);
    tailer.notice().ifPresent(found::add);
    StatusReport report =
        new StatusReport(
            present::get,
            version,
            clock,
            writer::status,
            counting::now,
            reader,
            found,
            () -> setup.map(Setup::troubles).orElse(List.of()),
            ticker::nanos);
    report.detectorIsMeasured(firstStart::lasting);
    IncidentLog incidents = IncidentLog.open(data);
    incidents.started(
        new IncidentLog.Start(
            clock.instant(),
            seen.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(seen),
            version));
    Privacy privacy = Privacy.open(config.status().privacy(), data);
    LiveView live = new LiveView(ticker::nanos, privacy);
    LiveRoutes beside =
        new LiveRoutes(
            privacy,
            id -> present.get().cameras().stream().anyMatch(one -> one.id().value().equals(id)),
            reader::heat,
            () -> present.get().zone(),
            clock);
    Optional<SetupRoutes> routes =
        setup.map(
            changes ->
                SetupRoutes.of(
                    changes, report::mounting, privacy::on, data.resolve("journal"), clock));
    routes.ifPresent(one -> shutdown.add("recount", one::close));
    Place place = PagePlace.of(config, wall);
    AtomicReference<Optional<StatusServer>> served = new AtomicReference<>(Optional.empty());
    Days days =
        new Days(reader, incidents, () -> present.get().zone(), config.uplink().isPresent(), clock);
    SupportBundle.Builder bundle =
        SupportBundle.of(present::get)
            .add("status.json", "how the box is now", () -> of(served, StatusServer::status))
            .add(
                "metrics.txt",
                "its numbers for Prometheus",
                () -> of(served, StatusServer::metrics))
            .addKept(
                version, Versions.open(data.resolve("versions"), clock), incidents, days, clock)
            .addDoctor(() -> Doctor.beside(present.get(), models, wall, ticker::nanos))
            .add("log.txt", "the last lines of the log", RecentLog::text);
    HealthRoutes health =
        new HealthRoutes(
            incidents,
            days,
            reader,
            bundle.build(),
            place.identity(),
            config.status().certificate().isEmpty(),
            config.uplink().isPresent(),
            clock);
    BoxAccess access =
        BoxAccess.open(data, config.box(), config.status().claimCode(), clock, ticker::nanos);
    StatusServer server =
        StatusServer.start(
            place,
            access,
            report,
            (camera, limit) -> reader.windows(camera.value(), limit),
            live,
            Stream.concat(
                    Stream.concat(beside.endpoints().stream(), health.endpoints().stream()),
                    routes.stream().flatMap(one -> one.endpoints().stream()))
                .toList(),
            clock,
            ticker::nanos);
    served.set(Optional.of(server));
    shutdown.add("status page", server::close);
    noteAddress(data, server.address());

    // the way to the collector
    Optional<Uplinks> uplink =
        config
            .uplink()
            .map(
                to ->
                    Uplinks.start(
                        () ->
                            BoxUplink.start(
                                to,
                                databaseFile,
                                new UplinkReport(
                                    present.get(),
                                    to,
                                    version,
                                    report::status,
                                    counting::now,
                                    clock),
                                control,
                                clock,
                                BootClock.linux(),
                                ticker::nanos,
                                RandomGenerator.getDefault())));
    uplink.ifPresent(
        to -> {
          shutdown.add("uplink", to::close);
          report.uplinkRuns(to);
          bell.wakes(to::counted);
        });

    // seeing
    LivePictures pictures = new LivePictures(live, new JpegEncoder());
    Optional<Cameras> cameras =
        vision.map(
            seeing -> {
              Turns turns = seeing.turns(config, ticker);
              report.detectorRuns(seeing.detector().info(), turns);
              return new Cameras(seeing, turns, writer, pictures, clock, ticker);
            });
    cameras.ifPresent(
        all -> {
          shutdown.add("cameras", all::close);
          report.camerasRun(all::running);
          all.goOverTo(config.cameras());
        });

    // writing down how that goes
    HealthWatch watch = HealthWatch.start(incidents, report, clock);
    shutdown.add("health", watch::close);
    return new EdgeAgent(
        shutdown,
        present,
        report,
        server,
        access,
        writer,
        counting,
        clock,
        uplink,
        cameras,
        () ->
            writer.status().waiting() == 0
                && counting.now().position() >= journal.newestPosition());
  }

  private static String of(
      AtomicReference<Optional<StatusServer>> served, Function<StatusServer, String> text) {
    return served.get().map(text).orElse("the page has not started yet\n");
  }

  private static Keep keep(AgentConfig config) {
    Duration retention = config.journal().retention();
    Duration least = Keep.ForCollector.LEAST_RETENTION;
    return config
        .uplink()
        .<Keep>map(
            to ->
                new Keep.ForCollector(
                    retention.compareTo(least) < 0 ? least : retention,
                    to.budget(),
                    Set.copyOf(BoxUplink.streams(to))))
        .orElseGet(() -> new Keep.ForItself(retention));
  }

  /** The tracker's options for a model. */
  public static TrackerOptions trackerOptions(Thresholds thresholds) {
    return TrackerOptions.DEFAULT.withScores(thresholds.confirm(), thresholds.low());
  }

  private static JournalOptions journalOptions(AgentConfig config) {
    long budget = config.journal().budget();
    return new JournalOptions(budget, DISK_RESERVE, Math.min(MAX_FILE, budget / 8));
  }

  private static Path prepared(Path data) {
    try {
      return Files.createDirectories(data);
    } catch (IOException e) {
      throw new AgentException(
          "data folder %s cannot be made (%s): name another one with 'data:', or make it writable"
              .formatted(data, e.getMessage()),
          e);
    }
  }

  /** For commands on the box, which cannot know a port that was free. */
  private static void noteAddress(Path data, URI address) {
    try {
      PrivateFile.write(data.resolve(ADDRESS_FILE), address + "\n");
    } catch (IOException e) {
      throw new AgentException(
          "the page's address cannot be written into %s (%s)".formatted(data, e.getMessage()), e);
    }
  }

  /**
   * Where the page of the agent is that runs with a data folder, or ran last.
   *
   * @throws AgentException when none has run
   */
  public static URI pageOf(Path data) {
    try {
      return URI.create(Files.readString(data.resolve(ADDRESS_FILE)).strip());
    } catch (IOException e) {
      throw new AgentException(
          "no agent has run with the data folder %s: start it, or name its configuration with --config"
              .formatted(data),
          e);
    }
  }

  private static void put(JournalWriter writer, JournalEntry entry) {
    try {
      if (!writer.put(entry, JOURNAL_PATIENCE)) {
        throw new AgentException("the journal does not take its first entry: see the log");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while starting", e);
    }
  }

  /** Where the page is. */
  public URI address() {
    return server.address();
  }

  /** SHA-256 of the page's certificate; empty without TLS. */
  public Optional<String> fingerprint() {
    return server.fingerprint();
  }

  /** Who may come to the page. */
  public BoxAccess access() {
    return access;
  }

  @Override
  public BoxStatus status() {
    return report.status();
  }

  @Override
  public void configured() {
    uplink.ifPresent(Uplinks::configured);
  }

  @Override
  public boolean goOver(AgentConfig next) {
    AgentConfig before = config.get();
    boolean sees = next.cameras().stream().anyMatch(CameraConfig::enabled);
    if (!before.leadsTo(next) || (cameras.isEmpty() && sees)) {
      return false;
    }
    boolean redrawn = !next.revision().equals(before.revision());
    try {
      if (redrawn) {
        counting
            .remember(next.revision(), next.scenes())
            .ifPresent(
                why -> {
                  throw new AgentException(why);
                });
      }
      // what stops has its last entry before the change, what begins its first after it
      cameras.ifPresent(all -> all.stopUnlike(next.cameras()));
      if (redrawn) {
        put(writer, new JournalEntry.Changed(clock.instant(), next.revision()));
      }
      cameras.ifPresent(all -> all.goOverTo(next.cameras()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while going over to another configuration", e);
    }
    config.set(next);
    if (redrawn) {
      uplink.ifPresent(Uplinks::anew);
    } else {
      configured();
    }
    return true;
  }

  @Override
  public void tend() throws InterruptedException {
    if (cameras.isPresent()) {
      cameras.get().tend();
    }
  }

  /** Whether all cameras are files that are over and counted; false when there is a live one. */
  public boolean ended() {
    return caughtUp.getAsBoolean()
        && status().cameras().stream()
            .allMatch(
                camera ->
                    switch (camera.state()) {
                      case ENDED, DISABLED -> true;
                      case CONNECTING, STREAMING, STALLED, BACKING_OFF -> false;
                    });
  }

  @Override
  public void close() {
    shutdown.close();
  }
}
