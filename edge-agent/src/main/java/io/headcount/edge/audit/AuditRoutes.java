package io.headcount.edge.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.edge.status.Answers;
import io.headcount.edge.status.Jpeg;
import io.headcount.web.page.PageFiles;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Every address of the audit's page. Thread-safe. What changes something takes JSON only, which no
 * page of another site can send here.
 */
final class AuditRoutes implements HttpService {
  /** The report brings its own style and pictures, and nothing that runs. */
  private static final String REPORT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

  private final Audit audit;
  private final AuditView view;
  private final Answers answers;
  private final PageFiles files =
      PageFiles.of(AuditRoutes.class)
          .add("/", "page/index.html")
          .page("audit.css", "app.js", "player.js", "counting.js", "review.js", "server.js")
          .build();
  private final ObjectMapper mapper = new ObjectMapper();
  private volatile boolean closing;
  private volatile Optional<Audit.Written> written = Optional.empty();

  /** A request that cannot be followed; the message is for the person. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** What a request asks to be done, given what it says. */
  private interface Step {
    void take(JsonNode said);
  }

  AuditRoutes(Audit audit, LongSupplier done, Answers answers) {
    this.audit = audit;
    this.answers = answers;
    this.view = new AuditView(audit, done);
  }

  boolean closing() {
    return closing;
  }

  Optional<Audit.Written> written() {
    return written;
  }

  @Override
  public void routing(HttpRules rules) {
    for (String path : files.paths()) {
      rules.get(path, (request, response) -> files.send(path, request, response));
    }
    rules.get("/api/state", (_, response) -> answers.ok(response, view.state()));
    rules.get("/api/review", (_, response) -> answers.ok(response, view.review(report())));
    rules.get("/frames/{number}.jpg", this::frame);
    rules.get("/moments/{number}.jpg", this::moment);
    rules.get("/report.html", file("text/html; charset=utf-8", Audit.Written::html));
    rules.get("/report.pdf", file("application/pdf", Audit.Written::pdf));
    rules.post("/api/mark", step(this::mark));
    rules.post("/api/undo", step(_ -> counting(PersonCount::undone)));
    rules.post("/api/delete", step(this::delete));
    rules.post("/api/position", step(said -> audit.change(count -> count.at(frame(said)))));
    rules.post("/api/finish", step(_ -> counting(count -> count.finished(true))));
    rules.post("/api/conditions", step(this::conditions));
    rules.post("/api/reason", step(this::reason));
    rules.post("/api/withdraw", step(this::withdraw));
    rules.post("/api/overlooked", step(this::overlooked));
    rules.post("/api/report", step(_ -> written = Optional.of(audit.writeReport())));
    rules.post("/api/close", step(_ -> closing = true));
    rules.any(
        (_, response) -> refuse(response, Status.NOT_FOUND_404, "nothing is at this address"));
  }

  private void refuse(ServerResponse response, Status status, String error) {
    answers.error(response, status, error, "load the page again");
  }

  /** Does it and answers with all there is to know then. */
  private Handler step(Step step) {
    return (request, response) -> {
      boolean json =
          request
              .headers()
              .contentType()
              .filter(type -> type.text().startsWith("application/json"))
              .isPresent();
      if (!json) {
        refuse(response, Status.UNSUPPORTED_MEDIA_TYPE_415, "this address takes JSON");
        return;
      }
      try {
        step.take(mapper.readTree(request.content().as(byte[].class)));
        answers.ok(response, view.state());
      } catch (Refused | AuditException e) {
        refuse(response, Status.CONFLICT_409, String.valueOf(e.getMessage()));
      } catch (JacksonException | IllegalArgumentException e) {
        refuse(response, Status.BAD_REQUEST_400, String.valueOf(e.getMessage()));
      }
    };
  }

  /** Only while the machine's count is hidden. */
  private void counting(UnaryOperator<PersonCount> step) {
    audit.change(
        count -> {
          if (count.finished()) {
            throw new Refused("the count is finished: correct it in the review");
          }
          return step.apply(count);
        });
  }

  private void mark(JsonNode said) {
    String line = line(said);
    Direction direction = Direction.valueOf(text(said, "direction").toUpperCase(Locale.ROOT));
    long frame = frame(said);
    counting(count -> count.marked(line, direction, frame));
  }

  private void delete(JsonNode said) {
    int id = said.required("id").asInt();
    audit.change(
        count -> {
          boolean made =
              count.marks().stream()
                  .anyMatch(mark -> mark.id() == id && mark.origin() == Mark.Origin.COUNTED);
          if (count.finished() && made) {
            throw new Refused("the count is finished: withdraw the mark instead");
          }
          return count.without(id);
        });
  }

  private void conditions(JsonNode said) {
    Conditions conditions =
        new Conditions(
            text(said, "person"),
            text(said, "height"),
            text(said, "angle"),
            text(said, "light"),
            text(said, "note"));
    audit.change(count -> count.under(conditions));
  }

  private void reason(JsonNode said) {
    Difference difference = difference(text(said, "key"));
    Reason reason = Reason.of(text(said, "reason"));
    if (!reason.fits(difference.kind())) {
      throw new IllegalArgumentException("that is no reason for this kind of error");
    }
    audit.change(count -> count.because(difference.key(), reason));
  }

  private void withdraw(JsonNode said) {
    report();
    int id = said.required("id").asInt();
    boolean withdrawn = said.required("withdrawn").asBoolean();
    audit.change(count -> count.withdrawing(id, withdrawn));
  }

  private void overlooked(JsonNode said) {
    Difference difference = difference(text(said, "key"));
    if (difference.kind() != Difference.Kind.INVENTED) {
      throw new IllegalArgumentException("a mark that was made was not overlooked");
    }
    audit.change(count -> count.overlooked(difference));
  }

  private AuditReport report() {
    return audit
        .compared()
        .orElseThrow(() -> new Refused("the counts are compared when both are finished"));
  }

  private Difference difference(String key) {
    return report().comparison().differences().stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new Refused("the counts no longer differ there"));
  }

  private String line(JsonNode said) {
    String id = text(said, "line");
    return audit.subject().lines().stream()
        .map(CountingLine::id)
        .filter(id::equals)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no line '" + id + "'"));
  }

  private static String text(JsonNode said, String name) {
    return said.required(name).asText();
  }

  private long frame(JsonNode said) {
    long frame = said.required("frame").asLong();
    long end = audit.pictures().end().orElse(Long.MAX_VALUE);
    if (frame < 1 || frame > end) {
      throw new IllegalArgumentException("the clip has no frame " + frame);
    }
    return frame;
  }

  private void frame(ServerRequest request, ServerResponse response) {
    Optional<ClipPictures.Picture> picture = audit.pictures().plain(number(request));
    if (picture.isEmpty()) {
      none(response);
      return;
    }
    response.header(
        HeaderNames.create("X-Seconds"), Double.toString(picture.get().at().toNanos() / 1e9));
    send(response, picture.get().jpeg());
  }

  private void moment(ServerRequest request, ServerResponse response) {
    String key = request.query().first("of").orElse("");
    Optional<AuditReport> report = audit.compared();
    Optional<Jpeg> jpeg =
        report.stream()
            .flatMap(both -> both.comparison().differences().stream())
            .filter(each -> each.key().equals(key))
            .findFirst()
            .flatMap(each -> audit.moment(report.orElseThrow(), each, number(request)));
    jpeg.ifPresentOrElse(picture -> send(response, picture), () -> none(response));
  }

  /** No error: the page asks ahead, past the end of the clip and for what was just settled. */
  private static void none(ServerResponse response) {
    response.status(Status.NO_CONTENT_204).send();
  }

  private static void send(ServerResponse response, Jpeg jpeg) {
    response
        .header(HeaderNames.CONTENT_TYPE, "image/jpeg")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(jpeg.bytes());
  }

  private static long number(ServerRequest request) {
    String number = request.path().pathParameters().get("number");
    return number.matches("[1-9][0-9]{0,8}") ? Long.parseLong(number) : 0;
  }

  private interface Form {
    Path of(Audit.Written written);
  }

  private Handler file(String type, Form form) {
    return (_, response) -> {
      if (written.isEmpty()) {
        refuse(response, Status.NOT_FOUND_404, "the report is not written yet");
        return;
      }
      try {
        response
            .header(HeaderNames.CONTENT_TYPE, type)
            .header(HeaderNames.CACHE_CONTROL, "no-store")
            .header(HeaderNames.create("Content-Security-Policy"), REPORT_POLICY)
            .send(Files.readAllBytes(form.of(written.get())));
      } catch (IOException e) {
        refuse(response, Status.NOT_FOUND_404, "the report is gone: write it again");
      }
    };
  }
}
