package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** By the kernel's count of the pages that it had to find for this thread. */
@SuppressWarnings("restricted") // the tests' Java may call native code
final class NativeHeapTest {
  private static final Path STATISTICS = Path.of("/proc/thread-self/stat");
  private static final int FAULTS = 7; // of what follows the name in brackets
  private static final int BLOCKS = 4;
  private static final int BLOCK = 4 << 20;
  private static final int PAGES = BLOCKS * BLOCK / 65_536; // of the largest that are usual
  private static final int TIMES = 10;

  @Test
  void memoryThatWasGivenBackIsThereForTheNextInference() throws Throwable {
    assumeThat(STATISTICS).exists();
    assumeThat(NativeHeap.keepFreed()).isTrue();
    handOn();
    assertThat(faultsOfInferences()).isGreaterThanOrEqualTo(TIMES * PAGES);
    assertThat(NativeHeap.keepFreed()).isTrue();
    assertThat(faultsOfInferences()).isLessThan(PAGES);
  }

  /** As glibc begins, before it has learned from what it was given back. */
  private static void handOn() throws Throwable {
    MethodHandle mallopt =
        function(
            "mallopt",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    assertThat((int) mallopt.invokeExact(-1, 128 << 10)).isOne();
    assertThat((int) mallopt.invokeExact(-3, 128 << 10)).isOne();
  }

  private static long faultsOfInferences() throws Throwable {
    useAndGiveBack(); // the heap grows once
    long before = faults();
    for (int i = 0; i < TIMES; i++) {
      useAndGiveBack();
    }
    return faults() - before;
  }

  /** As a network does it with what lies between its layers. */
  private static void useAndGiveBack() throws Throwable {
    MethodHandle take =
        function("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    MethodHandle giveBack = function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    MemorySegment[] taken = new MemorySegment[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      taken[i] = ((MemorySegment) take.invokeExact((long) BLOCK)).reinterpret(BLOCK);
      taken[i].fill((byte) i);
    }
    for (MemorySegment block : taken) {
      giveBack.invokeExact(block);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
  }

  private static long faults() throws IOException {
    String said = Files.readString(STATISTICS);
    return Long.parseLong(said.substring(said.lastIndexOf(')') + 2).split(" ", -1)[FAULTS]);
  }
}
