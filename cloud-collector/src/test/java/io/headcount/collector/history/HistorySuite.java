package io.headcount.collector.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.collector.history.Pictures.Ground;
import io.headcount.collector.picture.Picture;
import io.headcount.contract.Ack;
import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Leaf;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.Signed;
import io.headcount.contract.StreamName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What holds on every kind of database. */
abstract class HistorySuite extends SumsSuite {
  @Test
  void realAndSimulatedNumbersDoNotMix() {
    Box simulated = new Box("b1").simulated(true);
    take(simulated.data(Box.row(1, Box.window(minute(0), 500))));
    roll();
    assertThat(tables.rows("SELECT simulated FROM store")).containsExactly(tables.yes());
    take(new Box("b1").epoch("e2").data(Box.row(1, Box.window(minute(0), 1))));
    roll();
    assertThat(tables.rows("SELECT simulated FROM store")).containsExactly(tables.no());
    assertThat(tables.rows("SELECT ins FROM line_rollup WHERE grain = 2")).containsExactly("1");
    Ingested ingested = take(simulated.data(Box.row(2, Box.window(minute(1), 500))));
    assertThat(ingested.counts().deadLetters()).isEqualTo(1);
    assertThat(tables.count("minute")).isEqualTo(1);
    assertThat(tables.rows("SELECT simulated FROM device")).containsExactly(tables.no());
  }

  @Test
  void knowsWhoIsThere() {
    Box box = new Box("b1");
    Ingested born = take(box.birth(2));
    assertThat(born.standings().getFirst().birth()).isEqualTo(2);
    assertThat(windows(born)).isEqualTo(new Ack.Stream(StreamName.WINDOWS, "e1", 0, 0, List.of()));
    take(box.death(1)); // of an earlier connection
    assertThat(tables.rows("SELECT online, birth_number FROM device"))
        .containsExactly(tables.yes() + "|2");
    assertThat(take(box.death(2)).news()).hasSize(1);
    assertThat(tables.rows("SELECT online FROM device")).containsExactly(tables.no());
    take(box.birth(3), box.birth(1)); // overtaken
    assertThat(tables.rows("SELECT online, birth_number FROM device"))
        .containsExactly(tables.yes() + "|3");
    assertThat(take(new Box("stranger").death(1)).counts().deadLetters()).isZero();
  }

  @Test
  void keepsCommandsAndConfigurationsAndTheirAnswers() {
    Box box = new Box("b1");
    Signer signer = (serial, issued, text) -> new Signed(1, serial, issued, text, "c2ln");
    Command ping = new Command.Ping(1, "ping-1", Box.NOW.plusSeconds(60));
    assertThatThrownBy(() -> history.commands().give(box.address(), ping, signer))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("acme/berlin/b1 is not known");
    take(box.birth(1));
    Commands.Given given = history.commands().give(box.address(), ping, signer);
    Commands.Given next = history.commands().give(box.address(), ping, signer);
    assertThat(next.message().serial()).isEqualTo(given.message().serial() + 1);
    assertThat(history.commands().open(box.address())).hasSize(2);
    long serial = given.message().serial();
    Reply reply = new Reply(1, "ping-1", serial, Box.NOW, Reply.Outcome.DONE, "here");
    assertThat(take(box.say(Leaf.REPLY, reply), box.say(Leaf.REPLY, reply)).news()).hasSize(1);
    assertThat(history.commands().list(box.address(), 10).getLast().outcome())
        .contains(Reply.Outcome.DONE);
    history.commands().sent(box.address(), serial);
    assertThat(history.commands().find(box.address(), "ping-2")).isEmpty();
    assertThat(history.commands().find(box.address(), "ping-1")).isPresent();
    assertThat(history.commands().open(box.address())).hasSize(1);

    DesiredConfigs configs = history.desiredConfigs();
    assertThat(configs.current(box.address())).isEmpty();
    long desired = configs.desire(box.address(), "cameras: []", signer).message().serial();
    take(
        box.say(
            Leaf.CONFIG_REPORTED,
            new ReportedConfig(
                1, Box.NOW, desired, ReportedConfig.State.REJECTED, "r1", List.of("no", "never"))));
    assertThat(configs.current(box.address()))
        .hasValueSatisfying(
            c -> {
              assertThat(c.state()).contains(ReportedConfig.State.REJECTED);
              assertThat(c.reasons()).containsExactly("no", "never");
            });
  }

  @Test
  void tokensAndPasswordsAreCheckedAndRevoked() {
    ApiTokens tokens = history.tokens();
    ApiTokens.Issued issued = tokens.issue("dashboard", Set.of("read", "live"));
    assertThat(issued).hasToString(issued.token().toString());
    assertThat(tokens.check(issued.text()).map(ApiTokens.Token::scopes))
        .contains(Set.of("read", "live"));
    assertThat(tokens.check(issued.text() + "0")).isEmpty();
    assertThat(tokens.list())
        .singleElement()
        .satisfies(t -> assertThat(t.lastUsed()).contains(Box.NOW));
    assertThat(tokens.revoke(issued.token().id())).isTrue();
    assertThat(tokens.check(issued.text())).isEmpty();

    DeviceCredentials credentials = history.credentials();
    DeviceAddress device = new Box("b1").address();
    String first = credentials.issue(device);
    String second = credentials.issue(device);
    assertThat(credentials.valid(device.toString(), first)).isFalse();
    assertThat(credentials.valid(device.toString(), second)).isTrue();
    assertThat(credentials.valid("acme/berlin/b2", second)).isFalse();
    assertThat(credentials.revoke(device)).isTrue();
    assertThat(credentials.valid(device.toString(), second)).isFalse();
    assertThat(credentials.list()).hasSize(1);
  }

  @Test
  void deletesWhatIsOldAndKeepsItsSums() {
    Box box = new Box("b1");
    Instant old = Box.NOW.minus(Duration.ofDays(500));
    Box earlier = new Box(box.address(), "e1", false, "Europe/Berlin", old);
    Instant start = old.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    take(earlier.data(Box.row(1, Box.window(start, 7))));
    take(earlier.batch(StreamName.CROSSINGS, Box.crossing(1, start)));
    take(
        box.data(
            Box.row(2, Box.window(minute(0), 1)),
            Box.row(3, Box.window(start.plusSeconds(60), 9))));
    roll();
    Retention retention = history.retention();
    Retention.Swept swept = retention.sweep(1000);
    assertThat(swept.minutes() + swept.months()).isEqualTo(1); // the other one came today
    assertThat(swept.events()).isEqualTo(1);
    assertThat(retention.sweep(1000).done()).isTrue();
    assertThat(tables.count("minute")).isEqualTo(2);
    take(box.data(Box.row(4, Box.window(start.plusSeconds(120), 100)))); // too late to be summed up
    roll();
    assertThat(tables.rows("SELECT grain, ins FROM line_rollup ORDER BY start, grain DESC"))
        .containsExactly("2|16", "1|16", "2|1", "1|1");
  }

  @Test
  void backsUpWhileItIsWrittenAndRestoresAsANewGeneration() throws Exception {
    Box box = new Box("b1");
    AtomicBoolean stop = new AtomicBoolean();
    take(box.data(Box.row(1, Box.window(minute(0), 1))));
    CompletableFuture<Integer> writing =
        CompletableFuture.supplyAsync(
            () -> {
              int seq = 1;
              while (!stop.get()) {
                seq++;
                take(box.data(Box.row(seq, Box.window(minute(seq), 1))));
              }
              return seq;
            });
    Path file = folder.resolve("history.backup");
    history.backup().to(file);
    stop.set(true);
    int last = writing.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> history.backup().to(file)).hasMessageContaining("is there already");
    assertThatThrownBy(() -> Restore.from(file, storage, false, () -> Box.NOW))
        .hasMessageContaining("holds a history already");

    Storage other = newStorage();
    Restore.from(file, other, false, () -> Box.NOW);
    try (History restored = open(other)) {
      assertThat(restored.generation()).isNotEqualTo(history.generation());
      long upto = restored.standing(box.address()).orElseThrow().streams().getFirst().upto();
      assertThat(upto).isBetween(1L, (long) last);
      assertThat(new Tables(restored).count("minute")).isEqualTo((int) upto);
      restored.ingest(List.of(box.data(Box.row(last + 1L, Box.window(minute(last + 1), 1)))));
    }
    Restore.from(file, other, true, () -> Box.NOW); // now it is not empty
    assertThatThrownBy(
            () ->
                Restore.from(
                    Files.writeString(folder.resolve("other"), "no backup"),
                    newStorage(),
                    false,
                    () -> Box.NOW))
        .isInstanceOf(HistoryException.class);
  }

  @Test
  void keepsPicturesAndWhereCamerasLook() {
    take(new Box("b1").data(Box.row(1, Box.window(minute(0), 1))));
    Pictures pictures = history.pictures();
    Ground plan = new Ground.Plan("acme", "berlin");
    String camera = pictures.of("acme", "berlin").orElseThrow().cameras().getFirst().camera();
    Ground.Background background = new Ground.Background("acme", "berlin", "b1", camera);
    assertThat(pictures.jpeg(plan)).isEmpty();
    assertThat(pictures.put(plan, new Picture(new byte[] {1}, 4, 3))).isTrue();
    assertThat(pictures.put(plan, new Picture(new byte[] {2, 3}, 8, 6))).isTrue();
    assertThat(pictures.put(background, new Picture(new byte[] {4}, 5, 5))).isTrue();
    assertThat(pictures.jpeg(plan)).contains(new byte[] {2, 3});
    Corners corners = Corners.parse("0,0 1,0 1,1 0,1");
    assertThat(pictures.place(background, Optional.of(corners))).isTrue();
    history.close();
    history = open(storage);
    Pictures.Grounds grounds = history.pictures().of("acme", "berlin").orElseThrow();
    assertThat(grounds.plan().orElseThrow().width()).isEqualTo(8);
    assertThat(grounds.cameras().getFirst().corners()).contains(corners);
    assertThat(grounds.cameras().getFirst().background().orElseThrow().height()).isEqualTo(5);
    assertThat(history.pictures().delete(plan)).isTrue();
    grounds = history.pictures().of("acme", "berlin").orElseThrow();
    assertThat(grounds.plan()).isEmpty();
    assertThat(grounds.cameras().getFirst().corners()).isEmpty();
    assertThat(history.pictures().jpeg(background)).contains(new byte[] {4});
    Ground nowhere = new Ground.Background("acme", "berlin", "b1", "none");
    assertThat(history.pictures().put(nowhere, new Picture(new byte[] {1}, 1, 1))).isFalse();
    assertThat(history.pictures().put(new Ground.Plan("x", "y"), new Picture(new byte[] {1}, 1, 1)))
        .isFalse();
    assertThat(history.pictures().of("other", "berlin")).isEmpty();
  }

  @Test
  void opensAgain() {
    take(new Box("b1").data(Box.row(1, Box.window(minute(0), 1))));
    String generation = history.generation();
    history.close();
    history = open(storage);
    assertThat(history.generation()).isEqualTo(generation);
    assertThat(take(new Box("b1").data(Box.row(1, Box.window(minute(0), 1)))).counts().duplicates())
        .isEqualTo(1);
    assertThat(history.standing(DeviceAddress.parse("a/b/c"))).isEqualTo(Optional.empty());
  }
}
