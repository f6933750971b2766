package io.headcount.edge.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.contract.Bins;
import io.headcount.contract.Heat;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the live page asks for beside the status: heat, and whether people are shown. Immutable. */
public final class LiveRoutes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Privacy privacy;
  private final Predicate<String> known;
  private final HeatHistory heat;
  private final Supplier<ZoneId> zone;
  private final InstantSource clock;
  private final Answers answers = new Answers();

  /** Where people were. Called from any thread. */
  @FunctionalInterface
  public interface HeatHistory {
    /**
     * The sum over all minutes that began at a time or later.
     *
     * @return empty when nobody came
     */
    Optional<Heat> since(String camera, Instant from);
  }

  /**
   * Heat, with seconds instead of the tenths that are sent to a collector.
   *
   * @param of hour or today
   * @param presence person-seconds by cell, row by row from the top left
   * @param stationary those of them in which the person stood
   */
  record HeatForm(
      String of,
      Instant from,
      Instant to,
      int columns,
      int rows,
      List<Double> presence,
      List<Double> stationary) {}

  /**
   * @param known whether there is a camera of that id
   * @param zone the store's, for "today"
   * @param clock the box's
   */
  public LiveRoutes(
      Privacy privacy,
      Predicate<String> known,
      HeatHistory heat,
      Supplier<ZoneId> zone,
      InstantSource clock) {
    this.privacy = privacy;
    this.known = known;
    this.heat = heat;
    this.zone = zone;
    this.clock = clock;
  }

  /** All addresses. */
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("GET", "/api/v1/cameras/{id}/heat", this::heat),
        new Endpoint("GET", "/api/v1/privacy", this::privacy),
        new Endpoint("PUT", "/api/v1/privacy", this::setPrivacy));
  }

  private void heat(ServerRequest request, ServerResponse response) {
    String of = request.query().first("of").orElse("hour");
    Instant now = clock.instant();
    Instant from;
    switch (of) {
      case "hour" -> from = now.minus(Duration.ofHours(1));
      case "today" ->
          from = now.atZone(zone.get()).toLocalDate().atStartOfDay(zone.get()).toInstant();
      default -> {
        answers.error(
            response,
            Status.BAD_REQUEST_400,
            "there is heat of the last hour and of today",
            "ask for ?of=hour or ?of=today");
        return;
      }
    }
    String id = request.path().pathParameters().get("id");
    if (!known.test(id)) {
      answers.error(
          response,
          Status.NOT_FOUND_404,
          "there is no such camera",
          "see /api/v1/cameras for those there are");
      return;
    }
    Optional<Heat> all = heat.since(id, from);
    answers.ok(
        response,
        new HeatForm(
            of,
            from,
            now,
            all.map(Heat::columns).orElse(0),
            all.map(Heat::rows).orElse(0),
            all.map(one -> seconds(one, one.presence())).orElse(List.of()),
            all.map(one -> seconds(one, one.stationary())).orElse(List.of())));
  }

  private static List<Double> seconds(Heat heat, Bins bins) {
    List<Double> cells = new ArrayList<>(Collections.nCopies(heat.columns() * heat.rows(), 0.0));
    bins.forEach((cell, tenths) -> cells.set(cell, tenths / 10.0));
    return cells;
  }

  private void privacy(ServerRequest request, ServerResponse response) {
    answers.ok(response, Map.of("state", privacy.state()));
  }

  private void setPrivacy(ServerRequest request, ServerResponse response) {
    Optional<Boolean> wanted = wanted(request.content().as(String.class));
    if (wanted.isEmpty()) {
      answers.error(
          response,
          Status.BAD_REQUEST_400,
          "on is neither true nor false",
          "send {\"on\": true} to show only the background and dots");
    } else if (privacy.set(wanted.get())) {
      privacy(request, response);
    } else {
      answers.error(
          response,
          Status.CONFLICT_409,
          "the configuration of this box keeps people from being shown",
          "change status.privacy in its file, and restart the agent");
    }
  }

  private static Optional<Boolean> wanted(String body) {
    try {
      JsonNode on = MAPPER.readTree(body).path("on");
      return on.isBoolean() ? Optional.of(on.booleanValue()) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
