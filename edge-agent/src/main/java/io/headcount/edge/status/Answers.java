package io.headcount.edge.status;

import io.headcount.web.access.StrictHeaders;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerResponse;

/** Sends JSON, and errors in one form. Immutable. */
public final class Answers {
  private static final String JSON = "application/json";
  private static final String READ_THE_API = "see /api/v1/openapi.yaml for what can be asked";

  private final Json json;
  private final StrictHeaders headers;

  /** With the usual forms of times, places and ids. */
  public Answers() {
    this(new Json());
  }

  Answers(Json json) {
    this(json, StrictHeaders.plain());
  }

  private Answers(Json json, StrictHeaders headers) {
    this.json = json;
    this.headers = headers;
  }

  /** With these headers on answers to what never reaches a route. */
  Answers with(StrictHeaders strict) {
    return new Answers(json, strict);
  }

  /** The body of an answer, for people: in lines. */
  public String text(Object body) {
    return json.lines(body);
  }

  public void ok(ServerResponse response, Object body) {
    send(response, Status.OK_200, body);
  }

  public void send(ServerResponse response, Status status, Object body) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, JSON)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(json.bytes(body));
  }

  public void error(ServerResponse response, Status status, String error, String hint) {
    send(response, status, new ApiError(error, hint));
  }

  void notFound(ServerResponse response, String error) {
    error(response, Status.NOT_FOUND_404, error, READ_THE_API);
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
    this.headers.all().forEach((name, value) -> answer.header(HeaderNames.create(name), value));
    // the message may repeat what was sent or tell of the inside, so only the reason goes out
    return answer.entity(json.bytes(new ApiError(status.reasonPhrase(), READ_THE_API))).build();
  }
}
