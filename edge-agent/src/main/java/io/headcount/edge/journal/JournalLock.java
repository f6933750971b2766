package io.headcount.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One writer a folder: a lock of the operating system, which ends with its process whatever
 * happens, unlike a process number in a file. Thread-safe.
 */
final class JournalLock implements AutoCloseable {
  private final FileChannel channel;

  private JournalLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws JournalException naming the holder when it is taken
   */
  static JournalLock take(Path dir) {
    Path file = dir.resolve("lock");
    try {
      Files.createDirectories(dir);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new JournalException(
            "journal %s is in use by process %s: stop it first, or give this agent its own folder"
                .formatted(dir, Files.readString(file).strip()));
      }
      String holder = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      return new JournalLock(channel);
    } catch (IOException e) {
      throw new JournalException(
          "journal folder %s cannot be written (%s): make it writable by the agent's user"
              .formatted(dir, e),
          e);
    }
  }

  /** Which process uses the folder; only another process is told apart, not this one. */
  static Optional<String> holder(Path dir) {
    Path file = dir.resolve("lock");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    // a shared lock for a moment: nothing is written
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null
          ? Optional.of(Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new JournalException(
          "journal lock %s cannot be read (%s): look as the agent's user".formatted(file, e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new JournalException("journal lock cannot be given back", e);
    }
  }
}
