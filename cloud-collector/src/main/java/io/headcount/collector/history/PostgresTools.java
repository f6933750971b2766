package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** PostgreSQL's own programs for backups; they must be on the PATH. Stateless. */
final class PostgresTools {
  private static final int MESSAGE_LIMIT = 500;

  /** Parameters of a URL that the driver and libpq both know. */
  private static final Set<String> SHARED = Set.of("sslmode", "sslrootcert", "sslcert");

  private PostgresTools() {}

  static void dump(Storage.PostgreSql storage, Path to) {
    run(storage, "pg_dump", List.of("--format=custom", "--no-owner", "--file=" + to));
  }

  static void restore(Storage.PostgreSql storage, Path from) {
    run(
        storage,
        "pg_restore",
        List.of("--no-owner", "--exit-on-error", "--single-transaction", from.toString()));
  }

  /** Refuses a file that is no backup. */
  static void requireBackup(Storage.PostgreSql storage, Path file) {
    run(storage, List.of("pg_restore", "--list", file.toString()));
  }

  private static void run(Storage.PostgreSql storage, String program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program, "--no-password"));
    command.add("--dbname=" + libpqUrl(storage));
    command.addAll(arguments);
    run(storage, command);
  }

  private static void run(Storage.PostgreSql storage, List<String> command) {
    String program = command.getFirst();
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PGPASSWORD", storage.password());
      Process process = builder.start();
      process.getOutputStream().close();
      try {
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        int status = process.waitFor();
        if (status != 0) {
          throw new HistoryException(
              "%s of %s ended with %d: %s".formatted(program, storage, status, shortened(said)));
        }
      } finally {
        process.destroy(); // when interrupted
      }
    } catch (IOException e) {
      throw new HistoryException(
          "%s does not run (%s): install PostgreSQL's client programs, as new as the server, and put them on the PATH"
              .formatted(program, e.getMessage()),
          false,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HistoryException(program + " was interrupted: run it again", true, e);
    }
  }

  private static String shortened(String text) {
    return text.length() <= MESSAGE_LIMIT ? text : text.substring(text.length() - MESSAGE_LIMIT);
  }

  /** The same place as libpq writes it, without the password and what only the driver knows. */
  private static String libpqUrl(Storage.PostgreSql storage) {
    String[] parts = storage.url().substring("jdbc:".length()).split("\\?", 2);
    StringBuilder url = new StringBuilder(parts[0]);
    url.append("?user=").append(URLEncoder.encode(storage.user(), UTF_8));
    if (parts.length > 1) {
      for (String parameter : parts[1].split("&", -1)) {
        if (SHARED.contains(parameter.replaceFirst("=.*", ""))) {
          url.append('&').append(parameter);
        }
      }
    }
    return url.toString();
  }
}
