package io.headcount.edge.journal;

import static io.headcount.edge.journal.Entries.entry;
import static io.headcount.edge.journal.Entries.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a journal whose program is killed, or is started wrongly. */
@Timeout(120)
class JournalProcessTest {
  private static final List<String> FLAGS =
      List.of(
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  @TempDir private Path dir;

  @Test
  void killedAtAnyMomentLosesNothingThatWasAppended() throws Exception {
    Random random = new Random(9);
    List<Integer> appended = new ArrayList<>();
    int from = 0;
    for (int run = 0; run < 5; run++) {
      Process child = ChildWriter.start(dir, from, FLAGS);
      int last = ChildWriter.killAfter(child, 1 + random.nextInt(3000));
      assertThat(last).isGreaterThanOrEqualTo(from);
      appended.addAll(Entries.range(from, last + 1));
      from = last + 1_000_000;
    }
    try (Journal journal = open()) {
      List<Integer> read = numbers(journal, Journal.START);
      assertThat(read).containsAll(appended).doesNotHaveDuplicates();
      assertThat(read.size() - appended.size()).as("appended and not yet said").isLessThan(50_000);
      assertThat(journal.status().losses()).isEmpty();
    }
  }

  @Test
  void staleLockOfALivePidIsRecovered() throws Exception {
    Process child = ChildWriter.start(dir, 0, FLAGS);
    int last = ChildWriter.killAfter(child, 10);
    lockAs(dir.resolve("live").resolve("metadata.cq4t"), 1);

    try (Journal journal = open()) {
      journal.append(entry(last + 1_000_000));
      assertThat(numbers(journal, Journal.START)).startsWith(0, 1).endsWith(last + 1_000_000);
    }
  }

  @Test
  void anotherProcessIsToldWhoHoldsTheJournal() throws Exception {
    try (Journal _ = open()) {
      Process child = ChildWriter.start(dir, 0, FLAGS);
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor()).isNotZero();
      assertThat(said).contains("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void whoUsesTheJournalCanBeAskedWithoutDisturbing() throws Exception {
    assertThat(Journal.holder(dir)).isEmpty();
    Process child = ChildWriter.start(dir, 0, FLAGS);
    try {
      assertThat(child.inputReader().readLine()).isNotNull(); // it appends, so it holds
      assertThat(Journal.holder(dir)).contains(Long.toString(child.pid()));
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(Journal.holder(dir)).isEmpty();
    open().close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void appendOnAReadOnlyQueueIsRefused(int flags) throws Exception {
    Process child = ChildWriter.start(dir, 0, FLAGS.subList(0, flags));
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(child.waitFor()).isNotZero();
    assertThat(said)
        .contains("cannot be written")
        .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    try (Journal journal = open()) {
      assertThat(journal.append(entry(0))).isPresent();
    }
  }

  @Test
  void fullDiskPausesTheJournal() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 32)) {
      long[] nanos = {0};
      Path filler = disk.folder().resolve("filler");
      try (Journal journal =
          Journal.open(
              disk.folder().resolve("journal"),
              InstantSource.system(),
              JournalOptions.DEFAULT,
              () -> nanos[0])) {
        assertThat(journal.append(entry(0))).isPresent();
        disk.fill(filler, 3 << 20);
        nanos[0] += 2_000_000_000;
        assertThat(journal.append(entry(1))).isEmpty();
        assertThat(journal.status().paused())
            .hasValueSatisfying(why -> assertThat(why).contains("left on the disk"));
        Files.delete(filler);
        nanos[0] += 2_000_000_000;
        int n = 2;
        while (journal.append(entry(n, 200)).isPresent()) {
          n++;
        }
        assertThat(n).as("filled by the journal itself").isGreaterThan(1000);
        assertThat(disk.usable()).isGreaterThan(3 << 20);
        assertThat(numbers(journal, Journal.START)).hasSize(n - 1).startsWith(0, 2);
        journal.sync();
      }
    }
  }

  @Test
  void startsOnAFullDiskAndGoesOnWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 32)) {
      Path folder = disk.folder().resolve("journal");
      try (Journal journal = Journal.open(folder, InstantSource.system(), JournalOptions.DEFAULT)) {
        journal.append(entry(0));
      }
      Path filler = disk.folder().resolve("filler");
      disk.fill(filler, 0);
      long[] nanos = {0};
      try (Journal journal =
          Journal.open(folder, InstantSource.system(), JournalOptions.DEFAULT, () -> nanos[0])) {
        assertThat(journal.append(entry(1))).isEmpty();
        assertThat(numbers(journal, Journal.START)).containsExactly(0);
        Files.delete(filler);
        nanos[0] += 2_000_000_000;
        assertThat(journal.append(entry(2))).isPresent();
        assertThat(numbers(journal, Journal.START)).containsExactly(0, 2);
      }
    }
  }

  @Test
  void aReadOnlyDiskIsAnErrorThatNamesTheCure() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 32)) {
      disk.makeReadOnly();
      assertThatThrownBy(
              () -> Journal.open(disk.folder(), InstantSource.system(), JournalOptions.DEFAULT))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("make it writable");
    }
  }

  /** Writes the lock as a process of this number would hold it. */
  private static void lockAs(Path metadata, int pid) throws Exception {
    byte[] name = "chronicle.write.lock".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Files.readAllBytes(metadata);
    int found = -1;
    for (int i = 0; i + name.length < bytes.length && found < 0; i++) {
      if (java.util.Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
        found = i + name.length;
      }
    }
    assertThat(found).as("the queue keeps its lock there").isPositive();
    // the value follows as a 64-bit word on its own alignment, after up to 9 bytes of type
    int word = (found + 9) & ~7;
    try (FileChannel out = FileChannel.open(metadata, StandardOpenOption.WRITE)) {
      ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      out.write(value.putLong(pid).flip(), word);
    }
  }

  private Journal open() {
    return Journal.open(dir, InstantSource.system(), JournalOptions.DEFAULT);
  }
}
