package io.headcount.edge.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A disk of a few MiB, in memory. A test that cannot have one is skipped. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  public static SmallDisk mount(Path under, int mebibytes) throws IOException {
    Path folder = Files.createDirectory(under.resolve("disk"));
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
    assumeTrue(mounted, "needs the right to mount a small disk: run as root");
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  public long usable() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Writes a file until only this much is left. */
  public void fill(Path file, long left) throws IOException {
    byte[] block = new byte[4096];
    Arrays.fill(block, (byte) 1);
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (usable() > left) {
        out.write(block);
      }
    }
  }

  public void makeReadOnly() throws IOException {
    assumeTrue(run("mount", "-o", "remount,ro", folder.toString()), "needs the right to remount");
  }

  private static boolean run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false; // no such program here
    }
    process.getInputStream().readAllBytes();
    try {
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", folder.toString())) {
      run("umount", "-l", folder.toString());
    }
  }
}
