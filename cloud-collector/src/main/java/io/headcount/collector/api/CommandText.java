package io.headcount.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.headcount.contract.Command;
import io.helidon.http.Status;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Reads a command from a request's body. Thread-safe. */
final class CommandText {
  private static final int VERSION = 1;
  private static final int ID_BYTES = 8;
  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Json json;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  CommandText(Json json, InstantSource clock) {
    this.json = json;
    this.clock = clock;
  }

  Command read(byte[] body) {
    JsonNode given = tree(body);
    String kind = text(given, "kind").orElseThrow(() -> field("kind", "is missing", KINDS));
    boolean replay = kind.equals("replay");
    requireKnown(given, replay);
    Instant expires = clock.instant().plus(validity(given));
    byte[] drawn = new byte[ID_BYTES];
    random.nextBytes(drawn);
    String id = HexFormat.of().formatHex(drawn);
    return switch (kind) {
      case "ping" -> new Command.Ping(VERSION, id, expires);
      case "snapshot" -> new Command.Snapshot(VERSION, id, expires);
      case "restart" -> new Command.Restart(VERSION, id, expires);
      case "replay" -> replay(given, id, expires);
      default -> throw field("kind", "is none of the commands there are", KINDS);
    };
  }

  private static final String KINDS = "give ping, snapshot, replay or restart";

  private JsonNode tree(byte[] body) {
    try {
      JsonNode given = json.mapper().readTree(body);
      if (given != null && given.isObject()) {
        return given;
      }
    } catch (IOException e) {
      // told below: what exactly was wrong with it helps nobody
      throw notJson();
    }
    throw notJson();
  }

  private static ApiError notJson() {
    return new ApiError(
        Status.BAD_REQUEST_400, "body", "the body is no JSON object", "send {\"kind\": \"ping\"}");
  }

  private static void requireKnown(JsonNode given, boolean replay) {
    Set<String> known =
        replay ? Set.of("kind", "validSeconds", "from", "to") : Set.of("kind", "validSeconds");
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw field(name, "means nothing here", "leave it out");
      }
    }
  }

  private static Command replay(JsonNode given, String id, Instant expires) {
    Instant from = time(given, "from");
    Instant to = time(given, "to");
    if (!from.isBefore(to)) {
      throw field("to", "is not after 'from'", "give the later time in 'to'");
    }
    return new Command.Replay(VERSION, id, expires, from, to);
  }

  private static Duration validity(JsonNode given) {
    JsonNode seconds = given.get("validSeconds");
    if (seconds == null) {
      return USUAL;
    }
    if (!seconds.isInt() || seconds.intValue() < 1 || seconds.intValue() > LONGEST.toSeconds()) {
      throw field(
          "validSeconds",
          "is not from 1 to " + LONGEST.toSeconds(),
          "give the seconds after which the device is to refuse the command");
    }
    return Duration.ofSeconds(seconds.intValue());
  }

  private static Instant time(JsonNode given, String name) {
    try {
      return Instant.parse(
          text(given, name)
              .orElseThrow(
                  () -> field(name, "is missing", "give a time such as 2026-03-29T08:00:00Z")));
    } catch (DateTimeException e) {
      throw field(name, "is no time", "give a time such as 2026-03-29T08:00:00Z");
    }
  }

  private static Optional<String> text(JsonNode given, String name) {
    JsonNode value = given.get(name);
    return value != null && value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  private static ApiError field(String name, String message, String cure) {
    return new ApiError(
        Status.BAD_REQUEST_400, "body", "field '%s' %s".formatted(name, message), cure);
  }
}
