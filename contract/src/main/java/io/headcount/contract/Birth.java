package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The box is connected, and this is how it stands. Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param number counts the box's connections since its database was made; the first is 1
 * @param simulated no shop stands behind this box
 * @param name of the box, shown to people
 * @param software version of the agent
 * @param zone the store's IANA time zone, such as {@code Europe/Berlin}
 * @param epoch which life of the box's database its numbers belong to
 * @param streams where each stream stands
 * @param revision configuration in force
 * @param cameras what is measured
 * @param clock what the box takes for the time
 * @param certificates that the box shows to others; absent when it says nothing of them
 */
@JsonPropertyOrder({
  "v",
  "number",
  "simulated",
  "name",
  "software",
  "zone",
  "epoch",
  "streams",
  "revision",
  "cameras",
  "clock",
  "certificates"
})
public record Birth(
    int v,
    long number,
    boolean simulated,
    String name,
    String software,
    String zone,
    String epoch,
    List<Stream> streams,
    String revision,
    List<Camera> cameras,
    Clock clock,
    Optional<List<Certificate>> certificates)
    implements Presence {
  public static final int VERSION = 1;

  public Birth {
    Check.version(v, VERSION);
    Check.seq("number", number);
    Check.text("name", name, 256);
    Check.name("software", software);
    Check.zone(zone);
    Check.name("epoch", epoch);
    streams = Check.distinct("stream", streams, Stream::stream);
    Check.name("revision", revision);
    cameras = Check.distinct("camera", cameras, Camera::id);
    certificates = certificates.map(all -> Check.distinct("certificate", all, Certificate::use));
  }

  /** That of a box that says nothing of certificates. */
  public Birth(
      int v,
      long number,
      boolean simulated,
      String name,
      String software,
      String zone,
      String epoch,
      List<Stream> streams,
      String revision,
      List<Camera> cameras,
      Clock clock) {
    this(
        v,
        number,
        simulated,
        name,
        software,
        zone,
        epoch,
        streams,
        revision,
        cameras,
        clock,
        Optional.empty());
  }

  /** The same, with these certificates. */
  public Birth with(List<Certificate> shown) {
    return new Birth(
        v,
        number,
        simulated,
        name,
        software,
        zone,
        epoch,
        streams,
        revision,
        cameras,
        clock,
        Optional.of(shown));
  }

  /**
   * Where a stream stands. Immutable.
   *
   * @param oldest lowest number still held; {@code next} when none is
   * @param next number that the next record will get
   * @param acked all numbers up to this one were acknowledged; 0 when none was
   */
  @JsonPropertyOrder({"stream", "oldest", "next", "acked"})
  public record Stream(StreamName stream, long oldest, long next, long acked) {
    public Stream {
      Check.seq("next", next);
      Check.between("oldest", oldest, 1, next);
      Check.between("acked", acked, 0, next - 1);
    }
  }

  /** A camera with its lines and zones. Immutable. */
  @JsonPropertyOrder({"id", "lines", "zones"})
  public record Camera(String id, List<Line> lines, List<Zone> zones) {
    public Camera {
      Check.id("camera", id);
      lines = Check.distinct("line", lines, Line::id);
      zones = Check.distinct("zone", zones, Zone::id);
    }
  }

  /**
   * A line and how it counts. Immutable.
   *
   * @param policy {@code every_crossing} or {@code once_per_track}
   */
  @JsonPropertyOrder({"id", "policy"})
  public record Line(String id, String policy) {
    public Line {
      Check.id("line", id);
      Check.oneOf("policy", policy, LineCount.POLICIES);
    }
  }

  /**
   * A zone and what it is for. Immutable.
   *
   * @param type such as {@code queue}
   */
  @JsonPropertyOrder({"id", "type"})
  public record Zone(String id, String type) {
    public Zone {
      Check.id("zone", id);
      Check.name("type", type);
    }
  }

  /**
   * A certificate and when it ends. Immutable.
   *
   * @param use {@code uplink} for the broker, {@code page} for browsers
   * @param until the moment it is no longer valid
   */
  @JsonPropertyOrder({"use", "until"})
  public record Certificate(String use, Instant until) {
    public Certificate {
      Check.name("use", use);
    }
  }

  /**
   * What the box takes for the time. Immutable.
   *
   * @param now on the clock that windows are stamped with
   * @param boot changes with each start of the machine
   * @param uptimeMillis since the machine's start, asleep or not
   */
  @JsonPropertyOrder({"now", "boot", "uptimeMillis"})
  public record Clock(Instant now, String boot, long uptimeMillis) {
    public Clock {
      Check.name("boot", boot);
      Check.notNegative("uptimeMillis", uptimeMillis);
    }
  }
}
