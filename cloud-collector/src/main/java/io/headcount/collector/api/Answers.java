package io.headcount.collector.api;

import io.headcount.collector.query.Page;
import io.headcount.web.access.StrictHeaders;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Sends JSON and CSV, and errors in one form. Immutable. */
final class Answers {
  static final String CSV = "text/csv; charset=utf-8; header=present";
  private static final String JSON = "application/json";
  private static final String READ_THE_API = "see /openapi.yaml for what can be asked";

  private final Json json;
  private final StrictHeaders strict;

  Answers(Json json, StrictHeaders strict) {
    this.json = json;
    this.strict = strict;
  }

  void ok(ServerResponse response, Object body) {
    send(response, Status.OK_200, body);
  }

  void send(ServerResponse response, Status status, Object body) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, JSON)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(json.bytes(body));
  }

  void error(ServerResponse response, ApiError error) {
    send(response, error.status(), error.body());
  }

  void tooMany(ServerResponse response, String message, long seconds) {
    response.header(HeaderNames.RETRY_AFTER, Long.toString(seconds));
    error(
        response,
        new ApiError(
            Status.TOO_MANY_REQUESTS_429,
            "too_often",
            message,
            "wait for %d s, then ask less often".formatted(seconds)));
  }

  /** A part of a list. */
  <T> void page(
      ServerResponse response, Table<T> table, Page<T> page, boolean simulated, boolean csv) {
    page(response, table, page, Optional.of(simulated), csv);
  }

  /** A part of a list of what no store has. */
  <T> void page(ServerResponse response, Table<T> table, Page<T> page, boolean csv) {
    page(response, table, page, Optional.empty(), csv);
  }

  private <T> void page(
      ServerResponse response,
      Table<T> table,
      Page<T> page,
      Optional<Boolean> simulated,
      boolean csv) {
    if (csv) {
      StringBuilder text = new StringBuilder(table.header());
      page.items().forEach(item -> text.append(table.csv(item)));
      csv(response, text.toString(), page.next());
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    simulated.ifPresent(any -> body.put("simulated", any));
    body.put("items", page.items().stream().map(table::json).toList());
    body.put("next", page.next().isPresent() ? page.next().getAsInt() : Optional.empty());
    ok(response, body);
  }

  private static void csv(ServerResponse response, String text, OptionalInt next) {
    next.ifPresent(offset -> response.header("Headcount-Next", Integer.toString(offset)));
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, CSV)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers to what never reaches a route, such as a broken request line. */
  DirectHandlers beforeRouting() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, this::broken);
    }
    return handlers.build();
  }

  private DirectHandler.TransportResponse broken(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    DirectHandler.TransportResponse.Builder answer =
        DirectHandler.TransportResponse.builder()
            .status(status)
            .headers(headers)
            .keepAlive(false)
            .header(HeaderNames.CONTENT_TYPE, JSON);
    strict.all().forEach((name, value) -> answer.header(HeaderNames.create(name), value));
    // the message may repeat what was sent or tell of the inside, so only the reason goes out
    ApiError error = new ApiError(status, "request", status.reasonPhrase(), READ_THE_API);
    return answer.entity(json.bytes(error.body())).build();
  }
}
