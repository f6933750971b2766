package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on a free loopback port with a folder of its own, gone after {@link #close}.
 * Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String USER = "headcount";
  private static final String PASSWORD = "not a secret";

  private final Path programs;
  private final Path folder;
  private final List<String> asOther;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(Path programs, Path folder, List<String> asOther, int port) {
    this.programs = programs;
    this.folder = folder;
    this.asOther = asOther;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param settings such as {@code fsync=off}
   */
  public static PostgresServer start(String... settings) throws IOException {
    Path programs = programs();
    Path folder = Files.createTempDirectory("headcount-postgres");
    boolean root = System.getProperty("user.name").equals("root"); // whom initdb refuses
    List<String> asOther = root ? List.of("runuser", "-u", "postgres", "--") : List.of();
    if (root) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PostgresServer server = new PostgresServer(programs, folder, asOther, port);
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    server.run(
        "initdb",
        "--pgdata=" + server.data(),
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C");
    StringBuilder options =
        new StringBuilder("-p %d -c listen_addresses=127.0.0.1".formatted(port))
            .append(" -c unix_socket_directories=")
            .append(folder);
    for (String setting : settings) {
      options.append(" -c ").append(setting);
    }
    server.run(
        "pg_ctl",
        "--pgdata=" + server.data(),
        "--options=" + options,
        "--log=" + folder.resolve("log"),
        "--wait",
        "start");
    return server;
  }

  /** Where its programs are. */
  public static Path programs() throws IOException {
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> versions = Files.list(INSTALLED)) {
        List<Path> found =
            versions
                .sorted(Comparator.comparingInt(PostgresServer::version))
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .toList();
        if (!found.isEmpty()) {
          return found.getLast();
        }
      }
    }
    throw new IOException(
        "PostgreSQL is missing: run cloud-collector/src/test/postgresql/setup.sh");
  }

  private static int version(Path folder) {
    String digits = folder.toString().replaceFirst(".*/", "").replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /** A new, empty database on it. */
  public Storage.PostgreSql newDatabase() throws SQLException {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new Storage.PostgreSql(url(name), USER, PASSWORD, 6);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(asOther);
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
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(program + " failed: " + Files.readString(said, UTF_8));
      }
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
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
