package io.headcount.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The JSON object in a request's body. Confined to the request's thread. Whatever is not understood
 * is refused with the field's name.
 */
final class Fields {
  private static final int LONGEST = 1000;

  private final JsonNode given;
  private final String example;

  /**
   * Reads a body.
   *
   * @param known the fields that mean something here
   * @param example a body as it should be, for whoever sent another
   */
  Fields(ServerRequest request, Json json, Set<String> known, String example) {
    this.example = example;
    this.given = tree(request, json);
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw refused("field '%s' means nothing here".formatted(name));
              }
            });
  }

  private JsonNode tree(ServerRequest request, Json json) {
    try {
      JsonNode tree = json.mapper().readTree(RequestBody.of(request));
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      throw refused("the body is no JSON"); // what exactly is wrong with it helps nobody
    }
    throw refused("the body is no JSON object");
  }

  boolean has(String name) {
    return given.has(name);
  }

  String text(String name) {
    return perhaps(name).orElseThrow(() -> refused("field '%s' is missing".formatted(name)));
  }

  Optional<String> perhaps(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isTextual() || value.textValue().length() > LONGEST) {
                throw refused("field '%s' is no text, or too long".formatted(name));
              }
              return value.textValue();
            });
  }

  /** A list of texts; absent when the field is, or is null. */
  Optional<List<String>> texts(String name) {
    return value(name)
        .map(
            value -> {
              List<String> texts = new ArrayList<>();
              list(name)
                  .forEach(
                      item -> {
                        if (!item.isTextual()) {
                          throw refused("field '%s' is no list of texts".formatted(name));
                        }
                        texts.add(item.textValue());
                      });
              return texts;
            });
  }

  /** A list of whatever it is; empty when the field is absent. */
  List<JsonNode> list(String name) {
    List<JsonNode> items = new ArrayList<>();
    value(name)
        .ifPresent(
            value -> {
              if (!value.isArray() || value.size() > LONGEST) {
                throw refused("field '%s' is no list, or too long".formatted(name));
              }
              value.forEach(items::add);
            });
    return items;
  }

  OptionalInt number(String name) {
    return value(name).stream()
        .mapToInt(
            value -> {
              if (!value.isInt()) {
                throw refused("field '%s' is no whole number".formatted(name));
              }
              return value.intValue();
            })
        .findFirst();
  }

  Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw refused("field '%s' is neither true nor false".formatted(name));
              }
              return value.booleanValue();
            });
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(given.get(name)).filter(value -> !value.isNull());
  }

  ApiError refused(String message) {
    return new ApiError(Status.BAD_REQUEST_400, "body", message, "send " + example);
  }
}
