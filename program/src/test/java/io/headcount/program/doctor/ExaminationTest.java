package io.headcount.program.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.program.doctor.Finding.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  private final List<String> slow = new ArrayList<>();
  private final List<Finding> heard = new ArrayList<>();

  /** What a check does. */
  private interface Work {
    Finding run() throws InterruptedException;
  }

  private record Fake(String name, Duration patience, Work work) implements Check {
    @Override
    public Finding run() throws InterruptedException {
      return work.run();
    }
  }

  private List<Finding> run(Duration announce, Check... checks) throws InterruptedException {
    return new Examination(announce, check -> slow.add(check.name()))
        .run(List.of(checks), heard::add);
  }

  @Test
  void oneThatFailsDoesNotStopTheNext() throws Exception {
    List<Finding> findings =
        run(
            Duration.ofMinutes(2),
            new Fake(
                "throws",
                Duration.ofMinutes(1),
                () -> {
                  throw new IllegalStateException("broken");
                }),
            new Fake(
                "links",
                Duration.ofMinutes(1),
                () -> {
                  throw new UnsatisfiedLinkError("no library");
                }),
            new Fake("good", Duration.ofMinutes(1), () -> Finding.ok("good", "there")));

    assertThat(findings)
        .extracting(Finding::level)
        .containsExactly(Level.FAIL, Level.FAIL, Level.OK);
    assertThat(findings.get(0).found()).contains("broken");
    assertThat(findings.get(1).found()).contains("no library");
    assertThat(findings.get(1).cure()).isPresent();
    assertThat(heard).isEqualTo(findings);
    assertThat(slow).isEmpty();
  }

  @Test
  void oneThatHangsIsAnnouncedGivenUpAndInterrupted() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    List<Finding> findings =
        run(
            Duration.ofMillis(10),
            new Fake(
                "hangs",
                Duration.ofMillis(50),
                () -> {
                  try {
                    never.await();
                    return Finding.ok("hangs", "came back");
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                }));

    assertThat(findings).extracting(Finding::level).containsExactly(Level.FAIL);
    assertThat(findings.getFirst().found()).contains("no answer");
    assertThat(slow).containsExactly("hangs");
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
