package io.headcount.delivery.sender;

import static io.headcount.contract.StreamName.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;

/** What happens to a sender, and what it does then. */
record SenderCase(String name, Supplier<Bench> story, List<String> does) {
  static SenderCase rule(String name, Supplier<Bench> story, String... does) {
    return new SenderCase(name, story, List.of(does));
  }

  void check() {
    assertThat(story.get().log).isEqualTo(does);
  }

  static Bench windows() {
    return new Bench(WINDOWS);
  }

  /** Connected, its birth and a batch of an old backlog of twelve numbers taken by the broker. */
  static Bench draining() {
    return windows().holds(WINDOWS, 12, 0).connect().answer().forgetLog();
  }

  /** Connected, with nothing to send and four numbers acknowledged. */
  static Bench idle() {
    return windows().holds(WINDOWS, 4, 4).connect().answer().ack(2, WINDOWS, 4).forgetLog();
  }

  @Override
  public String toString() {
    return name;
  }
}
