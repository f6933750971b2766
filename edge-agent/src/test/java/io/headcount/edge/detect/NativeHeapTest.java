package io.headcount.edge.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By the kernel's count of the pages that it had to find, in processes of their own. */
@Timeout(60)
final class NativeHeapTest {
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  @Test
  void memoryThatWasGivenBackIsThereForTheNextInference() throws Exception {
    assumeThat(Path.of("/proc/thread-self/stat")).exists();
    assumeThat(HUGE_PAGES).exists();
    assumeThat(HUGE_PAGES).content().doesNotContain("[always]"); // few faults in any case
    assumeThat(NativeHeap.keepFreed()).isTrue();
    assertThat(faults("handed on")).isGreaterThanOrEqualTo(InferenceMemory.PAGES);
    assertThat(faults(InferenceMemory.KEPT)).isLessThan(InferenceMemory.PAGES / 10);
  }

  private static long faults(String kept) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                InferenceMemory.class.getName(),
                kept)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return Long.parseLong(said);
  }
}
