package io.headcount.edge.detect;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that takes and gives back memory as a network does for what lies between its layers,
 * and prints how many pages the kernel had to find for it after the first times.
 */
@SuppressWarnings("restricted") // its Java may call native code
final class InferenceMemory {
  /** The argument with which it keeps what was given back. */
  static final String KEPT = "kept";

  private static final int BLOCKS = 4;
  private static final int BLOCK = 4 << 20;
  private static final int LARGEST_PAGE = 65_536; // of the usual ones
  private static final int TIMES = 10;

  /** What is found at least if it is found anew each time. */
  static final int PAGES = TIMES * BLOCKS * BLOCK / LARGEST_PAGE;

  private static final int FAULTS = 7; // of what follows the name in brackets

  private InferenceMemory() {}

  public static void main(String[] args) throws Throwable {
    if (args[0].equals(KEPT) && !NativeHeap.keepFreed()) {
      throw new IllegalStateException("the C library keeps nothing");
    }
    for (int i = 0; i < 3; i++) { // glibc learns from the first ones
      useAndGiveBack();
    }
    long before = faults();
    for (int i = 0; i < TIMES; i++) {
      useAndGiveBack();
    }
    System.out.println(faults() - before);
  }

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
    String said = Files.readString(Path.of("/proc/thread-self/stat"));
    return Long.parseLong(said.substring(said.lastIndexOf(')') + 2).split(" ", -1)[FAULTS]);
  }
}
