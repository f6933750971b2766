package io.headcount.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.collector.history.Sales;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Understands sales, as JSON or CSV. Immutable. A start is a date, or a date and a full hour, by
 * the store's clocks.
 */
final class SalesText {
  private static final String HEADER = "start,transactions,revenue";
  private static final int MOST = 10_000;
  private static final int COLUMNS = 3;

  private final ObjectMapper mapper;

  SalesText(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** {@code {"sales": [{"start": "2026-10-25T10:00", "transactions": 12, "revenue": 340.5}]}}. */
  List<Sales.Sale> json(byte[] body) {
    JsonNode list;
    try {
      list = mapper.readTree(body).path("sales");
    } catch (IOException e) {
      throw refused("the body is no JSON");
    }
    if (!list.isArray()) {
      throw refused("the body has no list of sales");
    }
    List<Sales.Sale> sales = new ArrayList<>();
    for (JsonNode sale : list) {
      JsonNode revenue = sale.path("revenue");
      if (!sale.path("transactions").isIntegralNumber()
          || !(revenue.isMissingNode() || revenue.isNull() || revenue.isNumber())) {
        throw refused("sale %d is not told in numbers".formatted(sales.size() + 1));
      }
      sales.add(
          sale(
              sales.size() + 1,
              sale.path("start").asText(),
              sale.path("transactions").asLong(),
              revenue.isNumber() ? Optional.of(revenue.asDouble()) : Optional.empty()));
    }
    return checked(sales);
  }

  /** A line for each, under a header; the revenue may be empty. */
  List<Sales.Sale> csv(byte[] body) {
    List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw refused("the first line is not " + HEADER);
    }
    List<Sales.Sale> sales = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int number = sales.size() + 1;
      String[] cells = line.split(",", -1);
      try {
        if (cells.length != COLUMNS) {
          throw refused("sale %d has %d columns".formatted(number, cells.length));
        }
        sales.add(
            sale(
                number,
                cells[0],
                Long.parseLong(cells[1]),
                cells[2].isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(cells[2]))));
      } catch (NumberFormatException e) {
        throw refused("sale %d is not told in numbers".formatted(number));
      }
    }
    return checked(sales);
  }

  private static Sales.Sale sale(
      int number, String start, long transactions, Optional<Double> revenue) {
    try {
      boolean hour = start.indexOf('T') >= 0;
      return new Sales.Sale(
          hour ? Sales.Span.HOUR : Sales.Span.DAY,
          hour ? LocalDateTime.parse(start) : LocalDate.parse(start).atStartOfDay(),
          transactions,
          revenue);
    } catch (DateTimeException e) {
      throw refused("sale %d does not begin at a date or a full hour".formatted(number));
    } catch (IllegalArgumentException e) {
      throw refused("sale %d: %s".formatted(number, e.getMessage()));
    }
  }

  private static List<Sales.Sale> checked(List<Sales.Sale> sales) {
    if (sales.isEmpty() || sales.size() > MOST) {
      throw refused("%d sales are not 1 to %d".formatted(sales.size(), MOST));
    }
    return sales;
  }

  private static ApiError refused(String message) {
    return new ApiError(
        Status.BAD_REQUEST_400,
        "body",
        message,
        "send {\"sales\": [{\"start\": \"2026-10-25T10:00\", \"transactions\": 12}]}, or CSV with"
            + " the header "
            + HEADER);
  }
}
