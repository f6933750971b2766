package io.headcount.edge.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.web.access.PrivateFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was wrong in the last weeks and when the agent started, in {@code incidents.json} of the
 * data folder. Thread-safe. It outlives restarts; a crash loses the last half minute of it, and the
 * last five minutes of what lasts.
 */
public final class IncidentLog {
  static final int MOST = 400;
  static final int MOST_STARTS = 400;
  static final Duration KEPT = Duration.ofDays(30);

  /** What comes back sooner is the same incident. */
  static final Duration REJOIN = Duration.ofMinutes(10);

  /** The file is written this seldom, to spare the disk. */
  static final Duration WRITE_EVERY = Duration.ofSeconds(30);

  /** Also while nothing changes but how long it has been wrong. */
  static final Duration LASTING_EVERY = Duration.ofMinutes(5);

  private static final Logger LOG = System.getLogger(IncidentLog.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  // both oldest first and bounded by eviction
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();
  private boolean changed;
  private Instant written = Instant.EPOCH;

  /**
   * A start of the agent. Immutable.
   *
   * @param seen when it was last known to run before that; empty when it never had
   */
  public record Start(Instant at, Optional<Instant> seen, String version) {}

  private IncidentLog(Path file) {
    this.file = file;
  }

  /** Opens the log of a data folder; what was open when it was written is over. */
  public static IncidentLog open(Path data) {
    IncidentLog log = new IncidentLog(data.resolve("incidents.json"));
    log.read();
    return log;
  }

  /** Notes that the agent starts. */
  public synchronized void started(Start start) {
    starts.add(start);
    while (starts.size() > MOST_STARTS) {
      starts.removeFirst();
    }
    changed = true;
  }

  /**
   * Notes what is wrong at a moment; all else is over. To be called every few seconds.
   *
   * @param at by a clock that does not run backwards
   */
  public synchronized void note(List<Wrong> present, Instant at) {
    Map<String, Wrong> byName = new LinkedHashMap<>();
    present.forEach(wrong -> byName.putIfAbsent(wrong.name(), wrong));
    for (int i = incidents.size() - 1; i >= 0; i--) {
      Incident one = incidents.get(i);
      boolean fresh = one.open() || one.last().plus(REJOIN).isAfter(at);
      Optional<Wrong> same =
          fresh ? Optional.ofNullable(byName.remove(one.name())) : Optional.empty();
      if (same.isPresent()) {
        changed |= !one.open();
        incidents.set(i, one.open() ? one.still(same.get(), at) : one.again(same.get(), at));
      } else if (one.open()) {
        incidents.set(i, one.over());
        changed = true;
      }
    }
    for (Wrong wrong : byName.values()) {
      incidents.add(Incident.begun(wrong, at));
      changed = true;
    }
    evict(at);
    Duration rest = changed ? WRITE_EVERY : LASTING_EVERY;
    if (unwritten() && !at.isBefore(written.plus(rest))) {
      write(at);
    }
  }

  /** The oldest that is over goes first. */
  private void evict(Instant at) {
    incidents.removeIf(one -> !one.open() && one.last().plus(KEPT).isBefore(at));
    starts.removeIf(start -> start.at().plus(KEPT).isBefore(at));
    while (incidents.size() > MOST) {
      incidents.stream()
          .min(Comparator.comparing(Incident::open).thenComparing(Incident::last))
          .ifPresent(incidents::remove);
    }
  }

  /** Everything as it was, oldest first; the same trouble may be there several times. */
  public synchronized List<Incident> all() {
    return List.copyOf(incidents);
  }

  /** Each trouble once, those that are there now first, then the newest. */
  public synchronized List<Incident> troubles() {
    Map<String, Incident> byName = new LinkedHashMap<>();
    incidents.forEach(
        one -> byName.merge(one.name(), one, (earlier, later) -> later.joined(earlier)));
    return byName.values().stream()
        .sorted(
            Comparator.comparing(Incident::open)
                .thenComparing(Incident::last)
                .reversed()
                .thenComparing(Incident::text))
        .toList();
  }

  /** Starts of the agent, oldest first. */
  public synchronized List<Start> starts() {
    return List.copyOf(starts);
  }

  /** Writes what is not written yet. */
  public synchronized void save(Instant at) {
    if (unwritten()) {
      write(at);
    }
  }

  /** What is still wrong has lasted longer than the file says. */
  private boolean unwritten() {
    return changed || incidents.stream().anyMatch(Incident::open);
  }

  private void write(Instant at) {
    written = at;
    try {
      PrivateFile.write(file, text());
      changed = false;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, e.getMessage());
    }
  }

  private String text() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("incidents");
    for (Incident one : incidents) {
      ObjectNode node = all.addObject();
      one.camera().ifPresent(camera -> node.put("camera", camera));
      node.put("severity", one.severity().name().toLowerCase(Locale.ROOT))
          .put("text", one.text())
          .put("cure", one.cure())
          .put("first", one.first().toString())
          .put("last", one.last().toString())
          .put("times", one.times())
          .put("lasted", one.lasted().toMillis());
    }
    ArrayNode begun = root.putArray("starts");
    for (Start start : starts) {
      ObjectNode node = begun.addObject().put("at", start.at().toString());
      start.seen().ifPresent(seen -> node.put("seen", seen.toString()));
      node.put("version", start.version());
    }
    return root.toString() + "\n";
  }

  private void read() {
    if (Files.notExists(file)) {
      return;
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      root.path("incidents").forEach(node -> incidents.add(incident(node)));
      root.path("starts").forEach(node -> starts.add(start(node)));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      incidents.clear();
      starts.clear();
      setAside(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be read: {1}", file, e.getMessage());
    }
  }

  /** It is no reason not to count. */
  private void setAside(String why) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    LOG.log(Level.WARNING, "{0} is damaged and set aside: {1}", file, why);
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be set aside: {1}", file, e.getMessage());
    }
  }

  private static Incident incident(JsonNode node) {
    return new Incident(
        Optional.ofNullable(node.get("camera")).map(JsonNode::asText),
        Severity.valueOf(node.path("severity").asText().toUpperCase(Locale.ROOT)),
        node.path("text").asText(),
        node.path("cure").asText(),
        Instant.parse(node.path("first").asText()),
        Instant.parse(node.path("last").asText()),
        node.path("times").asInt(),
        Duration.ofMillis(node.path("lasted").asLong()),
        false);
  }

  private static Start start(JsonNode node) {
    return new Start(
        Instant.parse(node.path("at").asText()),
        Optional.ofNullable(node.get("seen")).map(seen -> Instant.parse(seen.asText())),
        node.path("version").asText());
  }
}
