package io.headcount.edge.detect;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What the C library does with memory that is given back to it. Thread-safe.
 *
 * <p>PyTorch takes the results of all layers from it in each inference and gives them back at the
 * end. glibc then hands them to the kernel, which has to find and clear the same pages again for
 * the next one: a thousand page faults for each picture. How it is told: mallopt(3).
 */
final class NativeHeap {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;

  /** More than a network has between its layers; where it grows beyond, the rest is handed on. */
  private static final int KEPT = 64 << 20;

  /** The most that glibc takes. What is larger is mapped for itself and always handed on. */
  private static final int IN_HEAP = 32 << 20;

  private NativeHeap() {}

  /**
   * Lets the C library keep 64 MiB that were given back, for the next inference.
   *
   * @return whether it does; other C libraries than glibc cannot be told, and go on as they are
   */
  @SuppressWarnings("restricted") // the manifest grants access to native code
  static boolean keepFreed() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> mallopt = linker.defaultLookup().find("mallopt");
    if (mallopt.isEmpty()) {
      return false;
    }
    MethodHandle call =
        linker.downcallHandle(
            mallopt.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int mapped = (int) call.invokeExact(M_MMAP_THRESHOLD, IN_HEAP);
      int trimmed = (int) call.invokeExact(M_TRIM_THRESHOLD, KEPT);
      return mapped == 1 && trimmed == 1;
    } catch (Throwable e) { // declared by every handle, thrown by none of the C library
      throw new IllegalStateException("mallopt of the C library cannot be called", e);
    }
  }
}
