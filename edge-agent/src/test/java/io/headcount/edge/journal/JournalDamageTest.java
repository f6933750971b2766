package io.headcount.edge.journal;

import static io.headcount.edge.journal.Entries.NOON;
import static io.headcount.edge.journal.Entries.entry;
import static io.headcount.edge.journal.Entries.numbers;
import static io.headcount.edge.journal.Entries.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are damaged between two runs: the agent starts, says what is gone, reads the rest. */
class JournalDamageTest {
  private static final int ENTRIES = 500;

  @TempDir private Path dir;
  private Instant now = NOON;

  @Test
  void bytesFlippedInAJournalFileAreQuarantinedAndReported() throws IOException {
    Path file = written();
    long[] at = frames(file);
    flip(file, at[100] + 30);
    flip(file, at[101] + 40);
    flip(file, at[300]); // a header: the row of frames breaks

    try (Journal journal = open()) {
      assertThat(dir.resolve("quarantine").resolve(file.getFileName())).exists();
      assertThat(journal.status().quarantined()).isEqualTo(1);
      assertThat(journal.status().damaged()).isEqualTo(3);
      assertThat(journal.status().losses())
          .extracting(Loss::entries)
          .as("each stretch with its length")
          .containsExactly(2L, 1L);
      Loss first = journal.status().losses().getFirst();
      assertThat(first.from()).isEqualTo(Optional.of(entry(99).at()));
      assertThat(first.to()).isEqualTo(Optional.of(entry(102).at()));

      journal.append(entry(ENTRIES));
      List<Integer> expected = new ArrayList<>(range(0, ENTRIES + 1));
      expected.removeAll(List.of(100, 101, 300));
      assertThat(numbers(journal, Journal.START)).isEqualTo(expected);
      assertThat(journal.status().damaged()).as("read twice, counted once").isEqualTo(3);
    }
    open().close();
  }

  @Test
  void truncatedJournalFileIsReadUpToItsEnd() throws IOException {
    Path file = written();
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(frames(file)[200] + 10);
    }
    try (Journal journal = open()) {
      assertThat(journal.status().quarantined()).isEqualTo(1);
      assertThat(journal.status().damaged()).isPositive();
      assertThat(journal.status().losses().getFirst().from()).contains(entry(199).at());
      journal.append(entry(ENTRIES));
      List<Integer> expected = new ArrayList<>(range(0, 200));
      expected.add(ENTRIES);
      assertThat(numbers(journal, Journal.START)).isEqualTo(expected);
    }
  }

  @Test
  void anEmptyJournalFileIsQuarantined() throws IOException {
    Path file = written();
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(0);
    }
    try (Journal journal = open()) {
      assertThat(journal.status().quarantined()).isEqualTo(1);
      journal.append(entry(0));
      assertThat(numbers(journal, Journal.START)).containsExactly(0);
    }
  }

  @Test
  void zerosInAJournalFileHideOnlyWhatTheyCover() throws IOException {
    Path file = written();
    long[] at = frames(file);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at[50]);
      raw.write(new byte[(int) (at[60] - at[50])]);
    }
    try (Journal journal = open()) {
      assertThat(journal.status().damaged()).isEqualTo(10);
      List<Integer> expected = new ArrayList<>(range(0, ENTRIES));
      expected.removeAll(range(50, 60));
      assertThat(numbers(journal, Journal.START)).isEqualTo(expected);
    }
  }

  @Test
  void damageInAnOlderFileIsFoundWhenItIsRead() throws IOException {
    Path file = written();
    now = now.plus(Duration.ofHours(5));
    try (Journal journal = open()) {
      journal.append(entry(ENTRIES));
    }
    Path sealed = dir.resolve("sealed").resolve(file.getFileName());
    flip(sealed, frames(sealed)[10] + 20);
    try (Journal journal = open()) {
      assertThat(journal.status().damaged()).isZero();
      assertThat(numbers(journal, Journal.START)).hasSize(ENTRIES).doesNotContain(10);
      assertThat(journal.status().damaged()).isEqualTo(1);
      assertThat(dir.resolve("quarantine").resolve(file.getFileName())).exists();
    }
  }

  @Test
  void aCursorIntoADamagedFileSkipsAndDoublesNothing() throws IOException {
    Path file = written();
    long cursor;
    try (Journal journal = open()) {
      cursor = Entries.read(journal, Journal.START).get(399).position();
    }
    file = dir.resolve("sealed").resolve(file.getFileName());
    long[] at = frames(file);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(at[350]);
    }
    try (Journal journal = open()) {
      journal.append(entry(ENTRIES));
      assertThat(numbers(journal, cursor)).containsExactly(ENTRIES);
    }
  }

  @RepeatedTest(60)
  void anyDamageStartsAndNeverGivesAWrongEntry(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    Path file = written();
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      harm(file, random);
    }
    for (int run = 0; run < 2; run++) {
      try (Journal journal = open()) {
        assertThat(journal.append(entry(ENTRIES + run))).isPresent();
        List<Integer> left = numbers(journal, Journal.START);
        assertThat(left).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
        assertThat(left).endsWith(ENTRIES + run);
        assertThat(Entries.read(journal, Journal.START))
            .allSatisfy(p -> assertThat(p.entry()).isEqualTo(entry(Entries.number(p.entry()))));
        if (left.size() < ENTRIES + 1 + run) {
          assertThat(journal.status().damaged()).isPositive();
        }
      }
    }
  }

  private static void harm(Path file, Random random) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      long data = Math.max(1, Math.min(raw.length(), 120_000));
      raw.seek(random.nextLong(data));
      switch (random.nextInt(4)) {
        case 0 -> raw.write(new byte[random.nextInt(5000)]);
        case 1 -> {
          byte[] noise = new byte[random.nextInt(3000)];
          random.nextBytes(noise);
          raw.write(noise);
        }
        case 2 -> raw.setLength(Math.min(raw.length(), raw.getFilePointer() + 40_000));
        default -> {
          long at = raw.getFilePointer();
          int old = raw.read();
          raw.seek(at);
          raw.write(old ^ (1 << random.nextInt(8)));
        }
      }
    }
  }

  /** A journal of one file with entries 0 to {@link #ENTRIES}, closed. */
  private Path written() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < ENTRIES; i++) {
        journal.append(entry(i));
      }
    }
    try (Stream<Path> files = Files.list(dir.resolve("live"))) {
      return files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
  }

  private Journal open() {
    return Journal.open(dir, () -> now, JournalOptions.DEFAULT);
  }

  /** Where the frame of each entry begins. */
  private static long[] frames(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    long[] at = new long[ENTRIES];
    int n = -1; // the probe comes first
    for (int i = 0; i + 4 < bytes.length && n < ENTRIES; ) {
      int header =
          java.nio.ByteBuffer.wrap(bytes, i, 4).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
      if (header == 0) {
        break;
      }
      if ((header & 0xC0000000) == 0) {
        if (n >= 0) {
          at[n] = i;
        }
        n++;
      }
      i = (i + 4 + (header & 0x3FFFFFFF) + 3) & ~3;
    }
    assertThat(n).isEqualTo(ENTRIES);
    return at;
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int old = raw.read();
      raw.seek(at);
      raw.write(old ^ 0x10);
    }
  }
}
