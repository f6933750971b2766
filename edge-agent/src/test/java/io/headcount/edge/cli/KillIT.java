package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CountWindow;
import io.headcount.edge.count.CountedBox;
import io.headcount.edge.count.Feeder;
import io.headcount.edge.count.Walkers;
import io.headcount.edge.journal.JournalEntry.Unobserved;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recording and counting are killed at any moment: nothing is lost, nothing counts twice. */
@Timeout(120)
class KillIT {
  private static final int KILLS = 10;

  @TempDir private Path dir;

  @Test
  void databaseAndJournalAgreeAfterEveryKill() throws Exception {
    Random random = new Random(20);
    int minutes = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child =
          new ProcessBuilder(Program.command(Feeder.class.getName(), dir.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var said = child.inputReader()) {
        assertThat(said.readLine()).as("start %d", kill).isEqualTo("ready");
        // some die before their first commit
        for (int minute = random.nextInt(12); minute > 0; minute--) {
          assertThat(said.readLine()).isNotNull();
        }
        assertThat(child.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS)).isFalse();
      } finally {
        child.destroyForcibly().waitFor();
      }
      Program.Outcome verified = Program.run("replay", "--data", dir.toString(), "--verify");
      assertThat(verified.out()).as("kill %d", kill).contains("equal");
      assertThat(verified.status()).isZero();
      int now = CountedBox.stored(dir.resolve("state.db")).size();
      assertThat(now).isGreaterThanOrEqualTo(minutes);
      minutes = now;
    }
    assertThat(minutes).isPositive();
    finish();
    assertThat(Program.run("replay", "--data", dir.toString(), "--verify").status()).isZero();
    crossingsAreThoseOfTheMinutes();
  }

  /** Counts to the end, and lets every minute close. */
  private void finish() {
    try (CountedBox box = CountedBox.open(dir)) {
      Instant later = Instant.parse("2027-01-01T00:00:00Z");
      box.append(
          List.of(
              Walkers.started(later, CountedBox.REVISION),
              new Unobserved(Walkers.DOOR, later.plusSeconds(60)),
              new Unobserved(Walkers.TILL, later.plusSeconds(60))));
      box.count();
    }
    List<CountWindow> stored = CountedBox.stored(dir.resolve("state.db"));
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(CountedBox.recount(dir, CountedBox.SCENES));
  }

  private void crossingsAreThoseOfTheMinutes() throws Exception {
    long summed =
        CountedBox.stored(dir.resolve("state.db")).stream()
            .flatMap(window -> window.lines().stream())
            .mapToLong(line -> line.in() + line.out())
            .sum();
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + dir + "/state.db");
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*), max(seq) FROM crossings")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(summed).isEqualTo(row.getLong(2)).isGreaterThan(100);
    }
  }
}
