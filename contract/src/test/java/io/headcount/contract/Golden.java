package io.headcount.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One example of a message, kept as a file: what was once published must stay readable. A new
 * version of a message gets files of its own; none is ever changed.
 *
 * @param name of the file, without its version
 * @param schema that describes it
 * @param type by which it is read
 * @param value a record, as it is read from the file
 */
record Golden(String name, int version, String schema, Class<?> type, Record value) {
  private static final Instant MINUTE = Instant.parse("2026-03-01T09:15:00Z");
  private static final String EPOCH = "9f2c41d07be84a6f";
  private static final String GENERATION = "5d10c2a93e7f4b68";
  private static final JsonCodec JSON = new JsonCodec();
  private static final BatchCodec BATCHES = new BatchCodec();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory.schemaMappers(
                  mappers ->
                      mappers.mapPrefix(
                          "headcount:/schema/v1/", "classpath:io/headcount/contract/schema/")));

  static final CountWindow WINDOW =
      new CountWindow(
          1,
          "entrance",
          MINUTE,
          0,
          0.975,
          585,
          "a1b2c3",
          List.of(new LineCount("door", "every_crossing", 7, 4, 1204, 1188)),
          List.of(new ZoneCount("till", "queue", 3, 1, 96.25, 1.6, 4)),
          1);

  /** With all that may be absent. */
  static final CountWindow FULL =
      new CountWindow(
          1,
          "tills",
          MINUTE,
          0,
          1,
          600,
          "a1b2c3",
          List.of(),
          List.of(
              new ZoneCount(
                  "queue",
                  "queue",
                  3,
                  1,
                  141.5,
                  2.4,
                  4,
                  Optional.of(new Sketch(Bins.parse("146,154:2"))),
                  Optional.of(
                      new QueueCount(
                          new Sketch(Bins.parse("146,154")), Optional.of(1L), Optional.of(1L)))),
              new ZoneCount(
                  "till", "service", 0, 0, 0, 0.6, 1, Optional.of(Sketch.NONE), Optional.empty()),
              new ZoneCount(
                  "lift",
                  "queue",
                  1,
                  0,
                  3.5,
                  0.1,
                  1,
                  Optional.of(new Sketch(Bins.parse("89"))),
                  Optional.of(
                      new QueueCount(
                          new Sketch(Bins.parse("89")), Optional.empty(), Optional.empty())))),
          0,
          Optional.of(
              List.of(
                  new Flow(Optional.empty(), Optional.of("queue"), 3),
                  new Flow(Optional.of("queue"), Optional.of("till"), 1),
                  new Flow(Optional.of("queue"), Optional.empty(), 1))),
          Optional.of(
              new Heat(
                  32,
                  18,
                  Bins.parse("272:431,273:960,274:44,305:7"),
                  Bins.parse("272:400,273:955"))));

  static final CountWindow EMPTY =
      new CountWindow(
          1,
          "aisle-2",
          Instant.parse("2026-03-01T00:00:00Z"),
          2,
          1,
          600,
          "a1b2c3",
          List.of(),
          List.of(),
          0);

  static final CoarseWindow COARSE =
      new CoarseWindow(
          1,
          15,
          new CountWindow(
              1,
              "entrance",
              MINUTE,
              0,
              0.99,
              8910,
              "a1b2c3",
              List.of(new LineCount("door", "every_crossing", 81, 64, 1278, 1248)),
              List.of(new ZoneCount("till", "queue", 22, 9, 1310.5, 1.75, 6)),
              1));

  static final ClockFix FIX = new ClockFix(1, 41, 73, true, -86_400_250);

  static final LineCrossed CROSSING =
      new LineCrossed("entrance", "door", "in", 42, MINUTE.plusMillis(7250));

  static final ZoneVisited VISIT =
      new ZoneVisited(
          "entrance", "till", 42, MINUTE.plusSeconds(10), MINUTE.plusMillis(42500), 32.5);

  static final Birth BIRTH =
      new Birth(
          1,
          17,
          false,
          "Berlin, Hauptstrasse",
          "0.1.0",
          "Europe/Berlin",
          EPOCH,
          List.of(
              new Birth.Stream(StreamName.WINDOWS, 40, 74, 56),
              new Birth.Stream(StreamName.CROSSINGS, 1, 1, 0)),
          "a1b2c3",
          List.of(
              new Birth.Camera(
                  "entrance",
                  List.of(new Birth.Line("door", "every_crossing")),
                  List.of(new Birth.Zone("till", "queue"))),
              new Birth.Camera("aisle-2", List.of(), List.of())),
          new Birth.Clock(
              MINUTE.plusMillis(61_040), "1b0e4c5a-63c4-4d0c-9f1e-0a4f6c1f7a52", 86_520_731));

  static final StoreDay DAY =
      new StoreDay(
          1,
          MINUTE.plusSeconds(60),
          "2026-03-01",
          false,
          List.of(
              new StoreDay.Camera(
                  "entrance",
                  List.of(new StoreDay.Line("door", 207, 188)),
                  List.of(new StoreDay.Zone("till", 2, 61))),
              new StoreDay.Camera("aisle-2", List.of(), List.of())));

  static final CollectorState COLLECTOR =
      new CollectorState(1, "collector-1", true, GENERATION, MINUTE.minusSeconds(7200));

  private static final Instant EXPIRES = MINUTE.plus(Duration.ofMinutes(15));
  private static final Command.Ping PING = new Command.Ping(1, "c-2041", EXPIRES);

  /** Every one that there is. */
  static List<Golden> all() {
    return List.of(
        batch(
            "batch-windows",
            StreamName.WINDOWS,
            row(41, Entry.Kind.WINDOW, WINDOW),
            new Entry.Tombstone(42, 55, Entry.Reason.COARSENED),
            row(56, Entry.Kind.COARSE, COARSE),
            row(57, Entry.Kind.CLOCK, FIX),
            new Entry.Tombstone(58, 58, Entry.Reason.EVICTED),
            new Entry.Tombstone(59, 60, Entry.Reason.EXPIRED),
            new Entry.Tombstone(61, 61, Entry.Reason.DAMAGED)),
        batch("batch-crossings", StreamName.CROSSINGS, row(1, Entry.Kind.CROSSING, CROSSING)),
        batch("batch-visits", StreamName.VISITS, row(1, Entry.Kind.VISIT, VISIT)),
        golden("count-window", WINDOW),
        golden("count-window-empty", "count-window", EMPTY),
        golden("count-window-full", "count-window", FULL),
        golden("coarse-window", COARSE),
        golden("clock-fix", FIX),
        golden("line-crossed", CROSSING),
        golden("zone-visited", VISIT),
        new Golden("birth", 1, "birth", Presence.class, BIRTH),
        new Golden(
            "birth-certificates",
            1,
            "birth",
            Presence.class,
            new Birth(
                    1,
                    18,
                    false,
                    BIRTH.name(),
                    BIRTH.software(),
                    BIRTH.zone(),
                    EPOCH,
                    List.of(),
                    BIRTH.revision(),
                    List.of(),
                    BIRTH.clock())
                .with(
                    List.of(
                        new Birth.Certificate("uplink", Instant.parse("2026-11-30T23:59:59Z")),
                        new Birth.Certificate("page", Instant.parse("2027-04-03T09:16:01Z"))))),
        new Golden("death", 1, "death", Presence.class, new Death(17)),
        golden(
            "ack",
            new Ack(
                1,
                GENERATION,
                MINUTE.plusSeconds(62),
                17,
                List.of(
                    new Ack.Stream(
                        StreamName.WINDOWS,
                        EPOCH,
                        56,
                        73,
                        List.of(new Range(57, 60), new Range(65, 65))),
                    new Ack.Stream(StreamName.CROSSINGS, EPOCH, 0, 0, List.of())),
                4)),
        golden(
            "health",
            new Health(
                1,
                MINUTE.plusSeconds(60),
                86_412,
                17,
                1_482_752,
                1_073_741_824,
                0,
                0,
                List.of(
                    new Health.Camera("entrance", "streaming", 9.8),
                    new Health.Camera("aisle-2", "stalled", 0)),
                List.of(
                    new Health.Problem(
                        Health.Severity.ERROR,
                        "camera aisle-2 gives no picture",
                        "look at its cable and its power"),
                    new Health.Problem(
                        Health.Severity.WARNING, "the clock was set 2 s forward", "")))),
        golden("store-day", DAY),
        golden("collector-state", COLLECTOR),
        golden(
            "signed",
            new Signed(
                1,
                1_772_356_500_000L,
                MINUTE,
                JSON.write(PING),
                SigningTest.SIGNATURE_OF_THE_PING)),
        command("ping", PING),
        command("snapshot", new Command.Snapshot(1, "c-2042", EXPIRES)),
        command(
            "replay",
            new Command.Replay(1, "c-2043", EXPIRES, MINUTE.minusSeconds(86_400), MINUTE)),
        command("restart", new Command.Restart(1, "c-2044", EXPIRES)),
        golden(
            "reply",
            new Reply(
                1,
                "c-2041",
                1_772_356_500_000L,
                MINUTE.plusSeconds(1),
                Reply.Outcome.DONE,
                "here I am")),
        golden(
            "reported-config",
            new ReportedConfig(
                1,
                MINUTE.plusSeconds(130),
                1_772_356_400_000L,
                ReportedConfig.State.ROLLED_BACK,
                "a1b2c3",
                List.of("cameras[0].source: no picture within 60 s; check the address"))));
  }

  private static Golden golden(String name, Record value) {
    return golden(name, name, value);
  }

  private static Golden golden(String name, String schema, Record value) {
    return new Golden(name, 1, schema, value.getClass(), value);
  }

  private static Golden command(String kind, Record value) {
    return new Golden("command-" + kind, 1, "command", Command.class, value);
  }

  private static Golden batch(String name, StreamName stream, Entry... entries) {
    return golden(name, "batch", new Batch(EPOCH, stream, false, List.of(entries)));
  }

  private static Entry row(long seq, Entry.Kind kind, Record body) {
    return new Entry.Row(seq, kind, JSON.write(body));
  }

  /** What the value is on the wire. */
  String write() {
    return value instanceof Batch batch
        ? new String(BATCHES.write(batch), UTF_8)
        : JSON.write(value);
  }

  /** Reads any text as this kind of message. */
  Object read(String json) {
    return type == Batch.class ? BATCHES.read(json.getBytes(UTF_8)) : JSON.read(json, type);
  }

  /** The file's text. */
  String text() {
    return resource("/golden/" + fileName()).strip();
  }

  String fileName() {
    return "%s.v%d.json".formatted(name, version);
  }

  JsonSchema describedBy() {
    return schema(schema);
  }

  static JsonSchema schema(String name) {
    return SCHEMAS.getSchema(SchemaLocation.of("headcount:/schema/v1/" + name + ".json"));
  }

  static String resource(String name) {
    try (InputStream in = Golden.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
