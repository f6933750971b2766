package io.headcount.bench.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server as Debian packs it, on loopback, for whoever comes. Confined to one thread.
 */
final class Postgres implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String DATABASE = "postgres";

  /** Both the server's administrator and the system's user that it runs as. */
  static final String USER = "postgres";

  private final Path programs;
  private final Path folder;
  private final int port;

  private Postgres(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  static Postgres start(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (root()) {
      Files.setPosixFilePermissions(
          folder.toAbsolutePath().resolveSibling(""), PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Postgres server = new Postgres(programs(), folder, port);
    server.run("initdb", "--pgdata=" + server.data(), "--username=" + USER, "--auth=trust");
    server.run(
        "pg_ctl",
        "--pgdata=" + server.data(),
        "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s"
            .formatted(port, folder),
        "--log=" + folder.resolve("log"),
        "--wait",
        "start");
    return server;
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> versions = Files.list(INSTALLED)) {
        List<Path> found =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      }
    }
    throw new IOException("PostgreSQL is missing: 'apt-get install postgresql'");
  }

  /** As a collector's configuration names it. */
  String url() {
    return "postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
  }

  /** The rows that a query gives: columns separated by tabs, without a header. */
  List<String> rows(String query) throws IOException {
    return run(
        "psql",
        "--host=127.0.0.1",
        "--port=" + port,
        "--username=" + USER,
        "--no-psqlrc",
        "--tuples-only",
        "--no-align",
        "--field-separator=\t",
        "--command=" + query,
        DATABASE);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root"); // whom initdb refuses
  }

  private List<String> run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile("headcount-postgres", ".out"); // a pipe would stay open
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(program + " failed: " + Files.readString(said));
      }
      return Files.readAllLines(said, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(program + " was interrupted", e);
    } finally {
      Files.deleteIfExists(said);
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop");
  }
}
