package io.headcount.edge.agent;

import io.headcount.contract.ReportedConfig;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.desired.DesiredConfig;
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
 * Runs the agent, and runs it anew when the collector wants another configuration or a restart.
 * What comes from the collector runs on trial first; when it does not do, the one before runs
 * again. Runs on the thread that calls {@link #run}; as a {@link BoxControl} it is thread-safe.
 */
public final class Supervisor implements BoxControl {
  private static final Logger LOG = System.getLogger(Supervisor.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int MOST_REASONS = 20;

  private final Path file;
  private final ConfigReader reader;
  private final Starter starter;
  private final DesiredConfig desired;
  private final Ticker ticker;
  private volatile boolean again;

  /** Starts an agent. */
  public interface Starter {
    RunningAgent start(AgentConfig config, BoxControl control);
  }

  /** An agent that runs until it is closed. */
  public interface RunningAgent extends AutoCloseable {
    BoxStatus status();

    /** What became of the desired configuration has changed. */
    void configured();

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
      try (RunningAgent agent = starter.start(config.get(), this)) {
        stopped = watch(agent, config.get(), before, stop);
        before = trial ? before : Optional.of(agent.status());
      } catch (RuntimeException e) {
        if (!trial) {
          throw e;
        }
        LOG.log(Level.WARNING, "the agent does not start with the desired configuration", e);
        rollBack(List.of("the agent does not start with it: " + e.getMessage()));
      }
    }
  }

  /** Empty when the one on trial cannot even be read any more. */
  private Optional<AgentConfig> config() {
    Optional<String> text = desired.text();
    try {
      return Optional.of(
          text.map(wanted -> reader.read(file, wanted)).orElseGet(() -> reader.read(file)));
    } catch (ConfigException e) {
      if (text.isEmpty()) {
        throw e;
      }
      if (desired.onTrial()) {
        rollBack(reasons(e));
        return Optional.empty();
      }
      LOG.log(
          Level.ERROR,
          "the desired configuration cannot be used any more, the box''s own is: {0}",
          e.getMessage());
      desired.reject(desired.reported().serial(), ReportedConfig.NO_REVISION, reasons(e));
      return Optional.of(reader.read(file));
    }
  }

  private boolean watch(
      RunningAgent agent, AgentConfig config, Optional<BoxStatus> before, Stop stop)
      throws InterruptedException {
    ConfigTrial trial = new ConfigTrial(before, ticker.nanos());
    while (!again) {
      if (stop.within(LOOK_EVERY)) {
        return true;
      }
      if (desired.onTrial() && !again) {
        switch (trial.judge(config, agent.status(), ticker.nanos())) {
          case ConfigTrial.Verdict.Good() -> {
            desired.confirm();
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
    return desired.reported();
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
