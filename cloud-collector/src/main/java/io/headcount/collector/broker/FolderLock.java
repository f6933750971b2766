package io.headcount.collector.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One broker a folder: a lock of the operating system, which ends with its process whatever
 * happens. The broker has one too, but goes on without what the folder holds when it is taken.
 * Thread-safe.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is there.
   *
   * @throws BrokerException when it is taken already, or cannot be written
   */
  static FolderLock take(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new BrokerException(
            "another collector's broker uses the folder "
                + folder
                + ": stop that collector, or give this one a data folder of its own");
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  static BrokerException unusable(Path folder, IOException cause) {
    return new BrokerException(
        "the embedded broker cannot use the folder " + folder + ": make it writable for this user",
        cause);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
