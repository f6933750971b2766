package io.headcount.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.journal.JournalEntry.Observed;
import io.headcount.edge.journal.JournalEntry.Started;
import io.headcount.edge.journal.JournalEntry.Unobserved;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryCodecTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");

  static Stream<JournalEntry> exact() {
    CameraId camera = new CameraId("a".repeat(64));
    return Stream.of(
        new Started(AT, "révision-1"),
        new Started(Instant.EPOCH, ""),
        new Unobserved(camera, Instant.parse("1969-12-31T23:59:59.5Z")),
        new Observed(camera, new Observation(AT, List.of())),
        Entries.entry(7, 20));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void whatLiesOnTheGridIsReadAsItWasWritten(JournalEntry entry) {
    assertThat(decode(EntryCodec.encode(77, entry))).contains(entry);
  }

  @RepeatedTest(200)
  void anyEntryIsReadWithinTheGridAndThenStays(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Observed entry = randomEntry(random);

    Observed once = (Observed) decode(EntryCodec.encode(1, entry)).orElseThrow();
    Observed twice = (Observed) decode(EntryCodec.encode(1, once)).orElseThrow();

    assertThat(twice).isEqualTo(once);
    assertThat(once.camera()).isEqualTo(entry.camera());
    assertThat(once.at()).isEqualTo(entry.at());
    List<TrackedBox> before = entry.observation().people();
    List<TrackedBox> after = once.observation().people();
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).track()).isEqualTo(before.get(i).track());
      assertThat(after.get(i).score()).isCloseTo(before.get(i).score(), within(1 / 65535.0));
      Box a = before.get(i).box();
      Box b = after.get(i).box();
      assertThat(b.left()).isCloseTo(a.left(), within(1 / 65536.0));
      assertThat(b.top()).isCloseTo(a.top(), within(1 / 65536.0));
      assertThat(b.right()).isCloseTo(a.right(), within(2 / 65536.0));
      assertThat(b.bottom()).isCloseTo(a.bottom(), within(2 / 65536.0));
    }
  }

  @Test
  void anyFlippedBitAndAnyOtherLengthIsNoticed() {
    byte[] bytes = EntryCodec.encode(5, Entries.entry(1));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(decode(flipped)).as("bit %d", bit).isEmpty();
    }
    for (int length = 0; length < bytes.length; length++) {
      assertThat(decode(java.util.Arrays.copyOf(bytes, length))).as("%d bytes", length).isEmpty();
    }
    assertThat(decode(java.util.Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
  }

  private static java.util.Optional<JournalEntry> decode(byte[] bytes) {
    return EntryCodec.decode(ByteBuffer.wrap(bytes)).flatMap(EntryCodec.Stored::entry);
  }

  private static Observed randomEntry(Random random) {
    List<TrackedBox> people =
        IntStream.range(0, random.nextInt(60))
            .mapToObj(
                _ ->
                    new TrackedBox(
                        new TrackId(1 + (random.nextLong() >>> (1 + random.nextInt(62)))),
                        Box.around(
                            random.nextDouble(-1, 2),
                            random.nextDouble(-1, 2),
                            random.nextDouble(1e-9, 1),
                            random.nextDouble(1e-9, 1)),
                        random.nextDouble()))
            .toList();
    Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1 << 29));
    return new Observed(new CameraId("c" + random.nextInt(99)), new Observation(at, people));
  }
}
