package io.headcount.edge.audit;

import io.headcount.edge.status.Jpeg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One audit from the first mark to the report. Thread-safe. Whatever the person says is on the disk
 * before it is answered, so that a kill loses nothing.
 */
public final class Audit implements AutoCloseable {
  /** The name of the file with the marks in the audit's folder. */
  public static final String MARKS = "marks.json";

  private static final String HTML = "report.html";
  private static final String PDF = "report.pdf";

  private final Subject subject;
  private final Path folder;
  private final MarksFile file;
  private final ClipPictures pictures;
  private final boolean stills;
  private final InstantSource clock;
  private PersonCount count;
  private Machine machine = new Machine.Running();

  /** How far the machine's count is. */
  sealed interface Machine {
    /** It counts. */
    record Running() implements Machine {}

    /** It has counted. */
    record Done(MachineRun run) implements Machine {}

    /** It cannot count. */
    record Failed(String why) implements Machine {}
  }

  /** The files of a report, and what it says. */
  public record Written(Path html, Path pdf, String text, String json) {}

  private Audit(
      Subject subject,
      Path folder,
      MarksFile file,
      PersonCount count,
      boolean stills,
      InstantSource clock) {
    this.subject = subject;
    this.folder = folder;
    this.file = file;
    this.count = count;
    this.stills = stills;
    this.clock = clock;
    this.pictures = new ClipPictures(subject.clip());
  }

  /**
   * Goes on with the marks that are there, or begins.
   *
   * @param folder for the report, made when missing
   * @param marks where the person's count is kept
   * @param stills whether the report may hold blurred pictures of the errors
   * @throws AuditException when the marks belong to something else or cannot be kept
   */
  public static Audit open(
      Subject subject, Path folder, Path marks, boolean stills, InstantSource clock) {
    makeFolder(folder);
    MarksFile file = new MarksFile(marks);
    Optional<PersonCount> kept = file.read();
    kept.ifPresent(count -> subject.check(count, marks.toString()));
    PersonCount count =
        kept.orElseGet(() -> PersonCount.begin(subject.clipId(), subject.lines(), clock.instant()));
    return new Audit(subject, folder, file, count, stills, clock);
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AuditException(
          "--out %s: the folder cannot be made (%s): name another one"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** The machine is through. */
  public synchronized void counted(MachineRun run) {
    machine = new Machine.Done(run);
  }

  /** The machine cannot count. */
  public synchronized void failed(String why) {
    machine = new Machine.Failed(why);
  }

  Subject subject() {
    return subject;
  }

  ClipPictures pictures() {
    return pictures;
  }

  synchronized Machine machine() {
    return machine;
  }

  synchronized PersonCount count() {
    return count;
  }

  /** Takes a step and keeps it. */
  synchronized PersonCount change(UnaryOperator<PersonCount> step) {
    PersonCount next = step.apply(count);
    if (!next.equals(count)) {
      file.write(next);
      count = next;
    }
    return next;
  }

  /** The machine's count beside the person's; empty until both are complete. */
  synchronized Optional<AuditReport> compared() {
    if (!count.finished() || !(machine instanceof Machine.Done(MachineRun run))) {
      return Optional.empty();
    }
    change(kept -> kept.reviewing(subject.fingerprint()));
    Comparison comparison =
        Comparison.of(subject.lines(), count.standing(), run, count.watched(), subject.tolerance());
    return Optional.of(new AuditReport(subject, count, run, comparison, Map.of(), clock.instant()));
  }

  /** A frame of the moment of an error, with the heads blurred. */
  Optional<Jpeg> moment(AuditReport report, Difference difference, long frame) {
    return new Stills(pictures, report.run(), subject.lines()).whole(frame, difference);
  }

  /**
   * Writes the report in both forms.
   *
   * @throws AuditException when the counts are not complete, or it cannot be written
   */
  public Written writeReport() {
    AuditReport plain =
        compared()
            .orElseThrow(
                () ->
                    new AuditException(
                        "%s: the count is not finished: go on without --no-page, and press Finish"
                            .formatted(file.path())));
    AuditReport report = stills ? withStills(plain) : plain;
    String html = HtmlReport.of(report);
    Path page = write(HTML, html.getBytes(StandardCharsets.UTF_8));
    Path paper = write(PDF, PdfReport.of(html));
    return new Written(page, paper, TextReport.of(report), JsonReport.of(report));
  }

  private AuditReport withStills(AuditReport plain) {
    Map<String, Jpeg> pictured =
        new Stills(pictures, plain.run(), subject.lines()).of(plain.comparison().differences());
    return new AuditReport(
        plain.subject(), plain.count(), plain.run(), plain.comparison(), pictured, plain.written());
  }

  private Path write(String name, byte[] content) {
    Path path = folder.resolve(name);
    Path fresh = folder.resolve(name + ".part");
    try {
      Files.write(fresh, content);
      return Files.move(
          fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AuditException(
          "%s: cannot be written (%s): free space, or name another folder with --out"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
