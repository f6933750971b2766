package io.headcount.delivery.sender;

import static io.headcount.contract.StreamName.VISITS;
import static io.headcount.contract.StreamName.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Entry;
import io.headcount.contract.Entry.Kind;
import io.headcount.contract.Entry.Reason;
import io.headcount.contract.StreamName;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest {
  private static final int ROOM = 1 << 16;

  private static MemoryOutbox outbox(int tail, int most, int rows) {
    MemoryOutbox outbox = new MemoryOutbox("e", List.of(WINDOWS), true, tail, most);
    for (int i = 1; i <= rows; i++) {
      assertThat(outbox.append(WINDOWS, Kind.WINDOW, body(i))).isEqualTo(i);
    }
    return outbox;
  }

  private static String body(long seq) {
    return "{\"n\":" + seq + "}";
  }

  private static Entry row(long seq) {
    return new Entry.Row(seq, Kind.WINDOW, body(seq));
  }

  @Test
  void givesRowsAsTheyWerePutIn() {
    Batch batch = outbox(9, 9, 4).take(WINDOWS, 2, 3, ROOM);

    assertThat(batch).isEqualTo(new Batch("e", WINDOWS, true, List.of(row(2), row(3))));
  }

  @Test
  void keepsATailOfWhatIsAcknowledged() {
    MemoryOutbox outbox = outbox(2, 9, 6);

    outbox.acked(WINDOWS, 5);

    assertThat(outbox.position(WINDOWS)).isEqualTo(new Outbox.Position(4, 7, 5));
    assertThat(outbox.take(WINDOWS, 2, 4, ROOM).entries())
        .containsExactly(new Entry.Tombstone(2, 3, Reason.EXPIRED), row(4));
  }

  @Test
  void forgetsAnAcknowledgementThatWasTakenBack() {
    MemoryOutbox outbox = outbox(2, 9, 6);
    outbox.acked(WINDOWS, 5);

    outbox.acked(WINDOWS, 1);

    assertThat(outbox.position(WINDOWS)).isEqualTo(new Outbox.Position(4, 7, 1));
  }

  @Test
  void evictsTheOldestWithTombstones() {
    MemoryOutbox outbox = outbox(9, 3, 5);

    assertThat(outbox.position(WINDOWS)).isEqualTo(new Outbox.Position(3, 6, 0));
    assertThat(outbox.take(WINDOWS, 1, 5, ROOM).entries())
        .containsExactly(new Entry.Tombstone(1, 2, Reason.EVICTED), row(3), row(4), row(5));
  }

  @Test
  void saysOfEachNumberWhyItIsGone() {
    MemoryOutbox outbox = outbox(9, 9, 6);
    outbox.acked(WINDOWS, 2);
    outbox.evict(WINDOWS, 2); // 1 and 2 were acknowledged, 3 and 4 were not
    outbox.acked(WINDOWS, 6);
    outbox.evict(WINDOWS, 0);

    assertThat(outbox.take(WINDOWS, 1, 6, ROOM).entries())
        .containsExactly(
            new Entry.Tombstone(1, 2, Reason.EXPIRED),
            new Entry.Tombstone(3, 4, Reason.EVICTED),
            new Entry.Tombstone(5, 6, Reason.EXPIRED));
    assertThat(outbox.take(WINDOWS, 4, 5, ROOM).entries())
        .containsExactly(
            new Entry.Tombstone(4, 4, Reason.EVICTED), new Entry.Tombstone(5, 5, Reason.EXPIRED));
  }

  @Test
  void keepsABatchWithinItsSize() {
    MemoryOutbox outbox = outbox(99, 99, 90);
    long next = 1;
    while (next <= 90) {
      Batch batch = outbox.take(WINDOWS, next, 90, 1000);
      assertThat(new BatchCodec().write(batch)).hasSizeLessThanOrEqualTo(1000);
      assertThat(batch.from()).isEqualTo(next);
      next = batch.to() + 1;
    }
  }

  @Test
  void givesAtLeastOneEntry() {
    assertThat(outbox(9, 9, 4).take(WINDOWS, 2, 4, 1).entries()).containsExactly(row(2));
  }

  @Test
  void refusesWhatCannotBe() {
    MemoryOutbox outbox = outbox(9, 9, 4);
    StreamName foreign = VISITS;

    assertThatThrownBy(() -> outbox.take(WINDOWS, 2, 5, ROOM)).hasMessageContaining("2 to 5");
    assertThatThrownBy(() -> outbox.acked(WINDOWS, 5)).hasMessageContaining("never given");
    assertThatThrownBy(() -> outbox.position(foreign)).hasMessageContaining("not sent from here");
    assertThatThrownBy(() -> new MemoryOutbox("e", List.of(WINDOWS), true, 0, 0))
        .hasMessageContaining("most 0");
  }
}
