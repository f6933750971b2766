package io.headcount.collector.history;

import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Birth;
import io.headcount.contract.ClockFix;
import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Death;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.LineCount;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.contract.ZoneCount;
import io.headcount.contract.ZoneVisited;
import java.time.Instant;
import java.util.List;

/** A box that says what a test wants. Immutable. */
record Box(DeviceAddress address, String epoch, boolean simulated, String zone, Instant at) {
  static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final JsonCodec JSON = new JsonCodec();
  private static final BatchCodec BATCHES = new BatchCodec();

  Box(String device) {
    this(DeviceAddress.parse("acme/berlin/" + device), "e1", false, "Europe/Berlin", NOW);
  }

  Box epoch(String other) {
    return new Box(address, other, simulated, zone, at);
  }

  Box simulated(boolean other) {
    return new Box(address, epoch, other, zone, at);
  }

  Box zone(String other) {
    return new Box(address, epoch, simulated, other, at);
  }

  static CountWindow window(Instant start, long in) {
    return window("door", start, 0, in, 1);
  }

  static CountWindow window(String camera, Instant start, int part, long in, double coverage) {
    return new CountWindow(
        CountWindow.VERSION,
        camera,
        start,
        part,
        coverage,
        600,
        "r1",
        List.of(new LineCount("entrance", "every_crossing", in, in + 1, 100, 101)),
        List.of(new ZoneCount("till", "queue", 2, 1, 12.5, 1.5, 4)),
        0);
  }

  static Entry.Row row(long seq, CountWindow window) {
    return new Entry.Row(seq, Entry.Kind.WINDOW, JSON.write(window));
  }

  static Entry.Row coarse(long seq, int minutes, CountWindow window) {
    return new Entry.Row(
        seq,
        Entry.Kind.COARSE,
        JSON.write(new CoarseWindow(CoarseWindow.VERSION, minutes, window)));
  }

  static Entry.Row fix(long seq, long from, long to, boolean onward, long shift) {
    return new Entry.Row(
        seq, Entry.Kind.CLOCK, JSON.write(new ClockFix(ClockFix.VERSION, from, to, onward, shift)));
  }

  static Entry.Row crossing(long seq, Instant met) {
    return new Entry.Row(
        seq, Entry.Kind.CROSSING, JSON.write(new LineCrossed("door", "entrance", "in", seq, met)));
  }

  static Entry.Row visit(long seq, Instant left) {
    return new Entry.Row(
        seq,
        Entry.Kind.VISIT,
        JSON.write(new ZoneVisited("door", "till", seq, left.minusSeconds(9), left, 9)));
  }

  static Entry tombstone(long from, long to, Entry.Reason reason) {
    return new Entry.Tombstone(from, to, reason);
  }

  Received data(Entry... entries) {
    return batch(StreamName.WINDOWS, entries);
  }

  Received batch(StreamName stream, Entry... entries) {
    return message(
        stream.leaf(), BATCHES.write(new Batch(epoch, stream, simulated, List.of(entries))));
  }

  Received birth(long number) {
    return message(
        Leaf.BIRTH,
        JSON.write(
                new Birth(
                    Birth.VERSION,
                    number,
                    simulated,
                    "At the door",
                    "0.1.0",
                    zone,
                    epoch,
                    List.of(new Birth.Stream(StreamName.WINDOWS, 1, 1, 0)),
                    "r1",
                    List.of(
                        new Birth.Camera(
                            "door",
                            List.of(new Birth.Line("entrance", "every_crossing")),
                            List.of(new Birth.Zone("till", "queue")))),
                    new Birth.Clock(at, "boot", 1000)))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  Received death(long number) {
    return say(Leaf.BIRTH, new Death(number));
  }

  Received say(Leaf leaf, Record value) {
    return message(leaf, JSON.write(value).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  Received message(Leaf leaf, byte[] payload) {
    return new Received(new Topic(address, leaf), payload, at);
  }
}
