package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * A box's numbers of its store's day so far; the retained message on {@code state}, for anybody who
 * wants to show a number. History is not built from it. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param day the store's date, such as {@code 2026-03-29}
 */
@JsonPropertyOrder({"v", "at", "day", "simulated", "cameras"})
public record StoreDay(int v, Instant at, String day, boolean simulated, List<Camera> cameras) {
  public static final int VERSION = 1;

  public StoreDay {
    cameras = List.copyOf(cameras);
  }

  /** One camera's day. Immutable. */
  @JsonPropertyOrder({"id", "lines", "zones"})
  public record Camera(String id, List<Line> lines, List<Zone> zones) {
    public Camera {
      lines = List.copyOf(lines);
      zones = List.copyOf(zones);
    }
  }

  /** Who passed a line today. Immutable. */
  @JsonPropertyOrder({"id", "in", "out"})
  public record Line(String id, long in, long out) {}

  /** Who was in a zone today, and how many are now. Immutable. */
  @JsonPropertyOrder({"id", "now", "visits"})
  public record Zone(String id, int now, long visits) {}
}
