package io.headcount.collector.api;

import io.headcount.collector.query.By;
import io.headcount.collector.query.Grain;
import io.headcount.collector.query.Page;
import io.headcount.collector.query.Period;
import io.headcount.collector.query.Scope;
import io.headcount.collector.query.Selection;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a request asks for. Confined to the request's thread. Whatever is not understood is refused
 * with the parameter's name.
 */
final class Parameters {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");
  private static final int NAMES = 1000;
  private static final int LONGEST = 200;
  private static final String FORMAT = "format";
  private static final int USUAL = 100;

  private final ServerRequest request;

  /**
   * Reads a request.
   *
   * @param known the parameters that mean something here, beside {@code format}
   */
  Parameters(ServerRequest request, Set<String> known) {
    this.request = request;
    for (String name : request.query().names()) {
      if (!known.contains(name) && !name.equals(FORMAT)) {
        Set<String> names = new TreeSet<>(known);
        names.add(FORMAT);
        throw ApiError.parameter(name, "means nothing here", "use " + String.join(", ", names));
      }
    }
  }

  /** Whether a request asks for CSV, whatever else it says. */
  static boolean csv(ServerRequest request) {
    return new Parameters(request, request.query().names()).csv();
  }

  /** Whether the answer is to be CSV: the parameter says so, or else the header. */
  boolean csv() {
    Optional<String> format = one(FORMAT);
    if (format.isPresent()) {
      return switch (format.get()) {
        case "csv" -> true;
        case "json" -> false;
        default ->
            throw ApiError.parameter(FORMAT, "is neither csv nor json", "ask for one of them");
      };
    }
    String accept = request.headers().first(HeaderNames.ACCEPT).orElse("");
    return accept.toLowerCase(Locale.ROOT).startsWith("text/csv");
  }

  Optional<String> one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw ApiError.parameter(name, "is given %d times".formatted(values.size()), "give it once");
    }
    return values.stream().findFirst();
  }

  private List<String> all(String name) {
    List<String> values =
        request.query().contains(name) ? request.query().all(name) : List.<String>of();
    if (values.size() > NAMES) {
      throw ApiError.parameter(
          name, "is given too often", "give it %d times at most".formatted(NAMES));
    }
    for (String value : values) {
      if (value.isEmpty() || value.length() > LONGEST) {
        throw ApiError.parameter(
            name,
            value.isEmpty() ? "is empty" : "is too long",
            "leave it out, or give 1 to %d characters".formatted(LONGEST));
      }
    }
    return values;
  }

  Set<String> names(String name) {
    return new HashSet<>(all(name));
  }

  /** What is meant, by the parameters store, device, camera, type and the one for names. */
  Selection selection(Scope scope, String name, By by) {
    return new Selection(
        scope,
        names("store"),
        names("device"),
        names("camera"),
        name.isEmpty() ? Set.of() : names(name),
        names("type"),
        by);
  }

  Page.Range range() {
    return range(USUAL);
  }

  Page.Range range(int usual) {
    int limit = number("limit", usual);
    if (limit < 1 || limit > Page.MOST) {
      throw ApiError.parameter("limit", "is not from 1 to " + Page.MOST, "ask for ?limit=" + USUAL);
    }
    return new Page.Range(number("offset", 0), limit);
  }

  private int number(String name, int otherwise) {
    Optional<String> text = one(name);
    if (text.isPresent() && !NUMBER.matcher(text.get()).matches()) {
      throw ApiError.parameter(name, "is no number", "give digits only");
    }
    return text.map(Integer::parseInt).orElse(otherwise);
  }

  LocalDate date(String name) {
    return perhapsDate(name)
        .orElseThrow(
            () ->
                ApiError.parameter(
                    name, "is missing", "give a date of the store's calendar, such as 2026-03-29"));
  }

  Optional<LocalDate> perhapsDate(String name) {
    return one(name)
        .map(
            text -> {
              try {
                return LocalDate.parse(text);
              } catch (DateTimeException e) {
                throw ApiError.parameter(
                    name, "is no date", "give a date of the store's calendar, such as 2026-03-29");
              }
            });
  }

  /** From {@code from} to {@code to}, which is the same day when it is left out. */
  Period period() {
    LocalDate from = date("from");
    return new Period(from, perhapsDate("to").orElse(from));
  }

  Grain grain(Grain otherwise) {
    return choice("grain", Grain.class, otherwise);
  }

  By by(String part) {
    Optional<String> by = one("by");
    return by.isEmpty()
        ? By.STORE
        : by.get().equals(part)
            ? By.PART
            : switch (by.get()) {
              case "store" -> By.STORE;
              case "all" -> By.ALL;
              default ->
                  throw ApiError.parameter(
                      "by", "is none of %s, store, all".formatted(part), "choose one of them");
            };
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    Optional<String> text = one(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    List<String> choices =
        Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    if (!choices.contains(text.get())) {
      throw ApiError.parameter(
          name, "is none of " + String.join(", ", choices), "choose one of them");
    }
    return Enum.valueOf(type, text.get().toUpperCase(Locale.ROOT));
  }
}
