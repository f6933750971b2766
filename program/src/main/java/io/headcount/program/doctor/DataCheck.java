package io.headcount.program.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The data directory can be written, lies on a disk that lasts, and has room. */
public final class DataCheck implements Check {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs");
  private static final String IN_CONTAINER = "overlay";

  private final Path data;
  private final String user;
  private final Disks disks;
  private final Reserve reserve;

  /**
   * Where a folder lies. Immutable.
   *
   * @param kind of file system, as the kernel names it
   * @param total bytes
   * @param usable bytes that this user may still write
   */
  public record Disk(String kind, long total, long usable) {}

  /** Says where a folder lies. */
  public interface Disks {
    Disk of(Path folder) throws IOException;
  }

  /**
   * How much of the disk has to stay free. Immutable.
   *
   * @param share of its size
   * @param otherwise what happens below
   */
  public record Reserve(double share, String otherwise) {}

  /**
   * Looks at one folder.
   *
   * @param user who asks
   */
  public DataCheck(Path data, String user, Disks disks, Reserve reserve) {
    this.data = data;
    this.user = user;
    this.disks = disks;
    this.reserve = reserve;
  }

  /** Asks the system. */
  public static Disk disk(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    return new Disk(store.type(), store.getTotalSpace(), store.getUsableSpace());
  }

  @Override
  public String name() {
    return "data";
  }

  @Override
  public Finding run() throws IOException {
    Path place = Scratch.existing(data);
    try (Scratch scratch = Scratch.beneath(data)) {
      Files.writeString(scratch.folder().resolve("trial"), "trial");
    } catch (IOException e) {
      return Finding.fail(
          name(),
          "%s cannot be written: %s".formatted(place, e),
          "make it writable by the user that runs the program, or name another folder under data");
    }
    Disk disk = disks.of(place);
    String there = place.equals(data.toAbsolutePath()) ? "" : " (will be made)";
    String found =
        "%s%s on %s, %d MiB of %d MiB free"
            .formatted(data, there, disk.kind(), disk.usable() >> 20, disk.total() >> 20);
    if (disk.usable() < disk.total() * reserve.share()) {
      return Finding.fail(
          name(),
          found,
          "free some room: below %.0f %% %s".formatted(100 * reserve.share(), reserve.otherwise()));
    }
    return place(found, disk, place);
  }

  private Finding place(String found, Disk disk, Path place) throws IOException {
    if (IN_MEMORY.contains(disk.kind())) {
      return Finding.warn(
          name(),
          found,
          "name a folder on a disk: what is in memory is gone when the machine stops");
    }
    if (REMOTE.contains(disk.kind())) {
      return Finding.warn(
          name(), found, "name a folder on a local disk: the database needs its locks");
    }
    if (disk.kind().equals(IN_CONTAINER)) {
      return Finding.warn(
          name(), found, "mount a volume there: what a container holds goes with it");
    }
    String owner = Files.getOwner(place).getName();
    if (place.equals(data.toAbsolutePath()) && !owner.equals(user)) {
      return Finding.warn(
          name(),
          "%s, belongs to %s and not to %s".formatted(found, owner, user),
          "run doctor and program as the same user");
    }
    return Finding.ok(name(), found);
  }
}
