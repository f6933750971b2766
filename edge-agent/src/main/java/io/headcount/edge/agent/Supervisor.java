package io.headcount.edge.agent;

import io.headcount.contract.ReportedConfig;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.desired.DesiredConfig;
import io.headcount.edge.setup.Setup;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.uplink.BoxControl;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Runs the agent, has it go over to what the page changes, and runs it anew when the collector
 * wants another configuration or a restart. What comes from the collector runs on trial first; when
 * it does not do, the one before runs again. Runs on the thread that calls {@link #run}; as a
 * {@link BoxControl} it is thread-safe.
 */
public final class Supervisor implements BoxControl {
  private static final Logger LOG = System.getLogger(Supervisor.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final int MOST_REASONS = 20;

  private final Path file;
  private final ConfigReader reader;
  private final Starter starter;
  private final DesiredConfig desired;
  private final Setup setup;
  private final Ticker ticker;
  private volatile boolean again;

  /** The last that ran and was not on trial. */
  private Optional<AgentConfig> ran = Optional.empty();

  /** Starts an agent. */
  public interface Starter {
    RunningAgent start(AgentConfig config, BoxControl control, Setup setup);
  }

  /** An agent that runs until it is closed. */
  public interface RunningAgent extends AutoCloseable {
    BoxStatus status();

    /** What became of the desired configuration has changed. */
    void configured();

    /**
     * Goes over to another configuration while it runs; cameras that it leaves as they are go on.
     *
     * @return false when it has to be started anew for that
     */
    boolean goOver(AgentConfig next);

    /** Does what is due by now; is called again and again. */
    void tend() throws InterruptedException;

    @Override
    void close();
  }

  /** The wish to end. */
  public interface Stop {
    /** Waits so long; whether it was wished. */
    boolean within(Duration time) throws InterruptedException;
  }

  /**
   * @param file the box's own configuration
   */
  public Supervisor(
      Path file, ConfigReader reader, Starter starter, InstantSource clock, Ticker ticker) {
    this.file = file;
    this.reader = reader;
    this.starter = starter;
    this.ticker = ticker;
    Path data = reader.read(file).dataDirectory();
    this.desired = DesiredConfig.open(data.resolve("desired"), clock);
    this.setup = new Setup(file, reader, clock, applied(), desired::onTrial);
  }

  /** What the collector had put in force, and when. */
  private Optional<Setup.Applied> applied() {
    ReportedConfig said = desired.reported();
    boolean good = said.state() == ReportedConfig.State.APPLIED;
    return desired.text().map(text -> new Setup.Applied(text, said.serial(), good, said.at()));
  }

  /** Runs until it is to stop. */
  public void run(Stop stop) throws InterruptedException {
    Optional<BoxStatus> before = Optional.empty();

    boolean stopped = false;
    while (!stopped) {
      again = false;
      Optional<AgentConfig> config = config();
      if (config.isEmpty()) {
        continue; // the trial is over before it began
      }
      boolean trial = desired.onTrial();
      try (RunningAgent agent = starter.start(config.get(), this, setup)) {
        ran = trial ? ran : config;
        stopped = watch(agent, config.get(), before, stop);
        before = trial ? before : Optional.of(agent.status());
      } catch (RuntimeException e) {
        if (!trial) {
          fallBack(config.get(), e);
          continue;
        }
        LOG.log(Level.WARNING, "the agent does not start with the desired configuration", e);
        rollBack(List.of("the agent does not start with it: " + e.getMessage()));
      }
    }
  }

  /** Empty when the one on trial cannot even be read any more. */
  private Optional<AgentConfig> config() {
    if (!desired.onTrial()) {
      return Optional.of(setup.restarted());
    }
    try {
      return desired.text().map(wanted -> reader.read(file, wanted));
    } catch (ConfigException e) {
      rollBack(reasons(e));
      return Optional.empty();
    }
  }

  /** What was changed does not start: what ran before, or else the box's own file, is tried. */
  private void fallBack(AgentConfig failed, RuntimeException e) {
    AgentConfig other = ran.orElseGet(() -> reader.read(file));
    if (other.equals(failed) || setup.present().equals(other)) {
      throw e;
    }
    LOG.log(Level.WARNING, "the agent does not start with its newest configuration", e);
    setup.fallBack(other, String.valueOf(e.getMessage()));
  }

  private boolean watch(
      RunningAgent agent, AgentConfig config, Optional<BoxStatus> before, Stop stop)
      throws InterruptedException {
    ConfigTrial trial = new ConfigTrial(before, ticker.nanos());
    while (!again) {
      if (stop.within(LOOK_EVERY)) {
        return true;
      }
      agent.tend();
      if (!desired.onTrial()) {
        setup.takePending().ifPresent(next -> goOver(agent, next));
      }
      if (desired.onTrial() && !again) {
        switch (trial.judge(config, agent.status(), ticker.nanos())) {
          case ConfigTrial.Verdict.Good() -> {
            desired.confirm();
            setup.collectorApplied(config, desired.reported().serial());
            LOG.log(Level.INFO, "the desired configuration has proved itself");
            agent.configured();
          }
          case ConfigTrial.Verdict.Bad(List<String> reasons) -> rollBack(reasons);
          case ConfigTrial.Verdict.Open() -> {}
        }
      }
    }
    return false;
  }

  private void goOver(RunningAgent agent, AgentConfig next) {
    try {
      if (agent.goOver(next)) {
        ran = Optional.of(next);
      } else {
        again = true;
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "going over to what was changed did not do, it is started anew", e);
      again = true;
    }
  }

  private void rollBack(List<String> reasons) {
    LOG.log(Level.WARNING, "the desired configuration is rolled back: {0}", reasons);
    desired.rollBack(reasons);
    again = true;
  }

  @Override
  public void desire(long serial, String text) {
    boolean abandoned = desired.onTrial();
    try {
      AgentConfig config = reader.read(file, text);
      desired.stage(serial, text, config.revision());
      LOG.log(Level.INFO, "the collector wants another configuration: it is tried");
      again = true;
    } catch (ConfigException e) {
      desired.reject(serial, ReportedConfig.NO_REVISION, reasons(e));
      again = again || abandoned;
    }
  }

  @Override
  public void reject(long serial, String reason) {
    if (!desired.onTrial()) {
      desired.reject(serial, ReportedConfig.NO_REVISION, List.of(reason));
    }
  }

  @Override
  public ReportedConfig reported() {
    ReportedConfig said = desired.reported();
    return setup
        .changedHere()
        .filter(version -> version.at().isAfter(said.at()) && !desired.onTrial())
        .map(
            version ->
                new ReportedConfig(
                    ReportedConfig.VERSION,
                    version.at(),
                    said.serial(),
                    ReportedConfig.State.LOCAL,
                    said.revision(),
                    List.of(
                        "changed on the box's own page (version %d): %s"
                            .formatted(version.number(), version.what()))))
        .orElse(said);
  }

  @Override
  public void restart() {
    LOG.log(Level.INFO, "the collector has the agent start anew");
    again = true;
  }

  private static List<String> reasons(ConfigException e) {
    return e.problems().stream().map(Problem::toString).limit(MOST_REASONS).toList();
  }
}
