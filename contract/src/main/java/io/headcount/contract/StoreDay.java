package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A box's numbers of its store's day so far; the retained message on {@code state}, for anybody who
 * wants to show a number. History is not built from it. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param at when it was so
 * @param day the store's date, such as {@code 2026-03-29}
 */
@JsonPropertyOrder({"v", "at", "day", "simulated", "cameras"})
public record StoreDay(int v, Instant at, String day, boolean simulated, List<Camera> cameras) {
  public static final int VERSION = 1;

  public StoreDay {
    Check.version(v, VERSION);
    try {
      LocalDate.parse(day);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'%s' is no date".formatted(day), e);
    }
    cameras = Check.distinct("camera", cameras, Camera::id);
  }

  /** One camera's day. Immutable. */
  @JsonPropertyOrder({"id", "lines", "zones"})
  public record Camera(String id, List<Line> lines, List<Zone> zones) {
    public Camera {
      Check.id("camera", id);
      lines = Check.distinct("line", lines, Line::id);
      zones = Check.distinct("zone", zones, Zone::id);
    }
  }

  /** Who passed a line today. Immutable. */
  @JsonPropertyOrder({"id", "in", "out"})
  public record Line(String id, long in, long out) {
    public Line {
      Check.id("line", id);
      Check.notNegative("in", in);
      Check.notNegative("out", out);
    }
  }

  /** Who was in a zone today, and how many are now. Immutable. */
  @JsonPropertyOrder({"id", "now", "visits"})
  public record Zone(String id, int now, long visits) {
    public Zone {
      Check.id("zone", id);
      Check.notNegative("now", now);
      Check.notNegative("visits", visits);
    }
  }
}
