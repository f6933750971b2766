package io.headcount.edge.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.edge.setup.Version;
import io.headcount.edge.setup.Versions;
import io.headcount.edge.status.Answers;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Examination;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.FindingsReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything that whoever helps should know of a box, as one zip: no password, no key, no token, no
 * picture. Thread-safe; each one is made anew.
 */
public final class SupportBundle {
  private static final Logger LOG = System.getLogger(SupportBundle.class.getName());
  private static final String README = "README.txt";

  private final Supplier<AgentConfig> config;
  private final List<Part> parts;

  /** A file of the bundle. */
  private record Part(String name, String what, Supplier<String> text) {}

  /**
   * A file of the bundle, for whoever downloads it. Immutable.
   *
   * @param what is in it
   */
  public record Content(String name, String what) {}

  private SupportBundle(Supplier<AgentConfig> config, List<Part> parts) {
    this.config = config;
    this.parts = List.copyOf(parts);
  }

  /** Puts one together. Confined to one thread. */
  public static final class Builder {
    private final Supplier<AgentConfig> config;
    private final List<Part> parts = new ArrayList<>();

    private Builder(Supplier<AgentConfig> config) {
      this.config = config;
    }

    /**
     * Adds a file. What its text holds of secrets is taken out.
     *
     * @param what is in it, for people
     * @param text made each time; a failure is told in its place
     */
    public Builder add(String name, String what, Supplier<String> text) {
      parts.add(new Part(name, what, text));
      return this;
    }

    /** Adds what the box keeps, whether an agent runs or not. */
    public Builder addKept(
        String version, Versions versions, IncidentLog log, Days days, InstantSource clock) {
      Answers answers = new Answers();
      return add(
              "configuration.yaml",
              "cameras, lines, zones and the rest of what is in force; not data, status and uplink",
              () -> ConfigWriter.write(config.get()))
          .add(
              "versions.json",
              "when the configuration was changed, and what",
              () -> answers.text(versions.list().stream().map(VersionLine::of).toList()))
          .add(
              "incidents.json",
              "what was wrong in the last weeks, with the cure",
              () -> answers.text(log.all()))
          .add(
              "days.json",
              "of each of the last days what was counted and sent, starts and outages",
              () -> answers.text(days.history(clock.instant())))
          .add("host.txt", "the machine, its system and Java", () -> HostFacts.text(version));
    }

    /** Adds what these checks find; they run when the bundle is made. */
    public Builder addDoctor(Supplier<List<Check>> checks) {
      return add("doctor.txt", "what 'headcount-agent doctor' finds", () -> findings(checks.get()));
    }

    public SupportBundle build() {
      return new SupportBundle(config, parts);
    }
  }

  /** A version without its text and without who made it. */
  private record VersionLine(int number, Instant at, String origin, String what) {
    static VersionLine of(Version version) {
      return new VersionLine(
          version.number(), version.at(), version.origin().name(), version.what());
    }
  }

  /**
   * Of the box with this configuration.
   *
   * @param config in force, whose secrets are left out
   */
  public static Builder of(Supplier<AgentConfig> config) {
    return new Builder(config);
  }

  /** What is in it, in order. */
  public List<Content> contents() {
    List<Content> all = new ArrayList<>();
    all.add(new Content(README, "this list, and what was left out"));
    parts.forEach(part -> all.add(new Content(part.name(), part.what())));
    return all;
  }

  /**
   * Makes one.
   *
   * @param at stamps its files
   */
  public void write(OutputStream to, Instant at) throws IOException {
    Blackener blackener = Blackener.of(config.get());
    try (ZipOutputStream zip = new ZipOutputStream(to, UTF_8)) {
      put(zip, README, readme(), at);
      for (Part part : parts) {
        put(zip, part.name(), blackener.clean(text(part)), at);
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, String text, Instant at)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.from(at));
    zip.putNextEntry(entry);
    zip.write(text.getBytes(UTF_8));
    zip.closeEntry();
  }

  /** One part that cannot be had is no reason to go without the others. */
  private static String text(Part part) {
    try {
      return part.text().get();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, part.name() + " of the support bundle cannot be made", e);
      return "this could not be made: " + e + "\n";
    }
  }

  private String readme() {
    StringBuilder text =
        new StringBuilder("This is what a Headcount box tells of itself to whoever helps.\n\n");
    contents().forEach(one -> text.append("%-20s %s%n".formatted(one.name(), one.what())));
    return text
        + """

        Left out: passwords, tokens, keys, hashes, codes, logins in addresses; pictures of any
        kind; names of video files and of people's folders. Addresses of cameras and of the broker
        are in it. Read it before you pass it on.
        """;
  }

  private static String findings(List<Check> checks) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    FindingsReport report = new FindingsReport(checks, (_, word) -> word);
    try {
      List<Finding> findings =
          new Examination(Duration.ofSeconds(1), _ -> {})
              .run(checks, finding -> report.print(out, finding));
      out.println("\n" + FindingsReport.sum(findings));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      out.println("interrupted: not all was looked at");
    }
    out.flush();
    return text.toString();
  }
}
