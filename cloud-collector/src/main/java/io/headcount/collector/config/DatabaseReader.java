package io.headcount.collector.config;

import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the part {@code database}. */
final class DatabaseReader {
  private static final int LEAST_POOL = 2;
  private static final int MOST_POOL = 256;
  private static final int LONGEST_USER = 63;
  private static final Pattern URL =
      Pattern.compile("(?:jdbc:)?postgresql://[^/@?#\\s]+/[^/@?#\\s]+(?:\\?[^#\\s]*)?");
  private static final Pattern PASSWORD = Pattern.compile("(?i).*[?&](?:password|user)=.*");

  private DatabaseReader() {}

  /** Empty when it is the default, a file, or unusable. */
  static Optional<DatabaseConfig> read(Section section) {
    Optional<Value> url = section.find("url");
    if (url.isEmpty()) {
      for (String key : CollectorKeys.DATABASE.names()) {
        section
            .find(key)
            .ifPresent(
                value ->
                    value.fault(
                        key + " is for a PostgreSQL server, and none is named",
                        "add url: postgresql://HOST:5432/NAME, or delete " + key));
      }
      return Optional.empty();
    }
    Optional<String> jdbc = url.flatMap(DatabaseReader::jdbc);
    Optional<String> user =
        section.need("user", "add user: headcount").flatMap(value -> value.text(LONGEST_USER));
    DatabaseConfig.PostgreSql read =
        new DatabaseConfig.PostgreSql(
            jdbc.orElse(""),
            user.orElse(""),
            section.find("password_file").flatMap(Value::secret),
            section
                .find("pool")
                .flatMap(value -> value.whole(LEAST_POOL, MOST_POOL))
                .orElse(DatabaseConfig.PostgreSql.DEFAULT_POOL));
    return jdbc.isPresent() && user.isPresent() ? Optional.of(read) : Optional.empty();
  }

  private static Optional<String> jdbc(Value value) {
    Optional<String> text =
        value.text(
            URL,
            "the address of a PostgreSQL database, without user and password",
            "such as postgresql://db.example:5432/headcount");
    if (text.isPresent() && PASSWORD.matcher(text.get()).matches()) {
      value.fault(
          "user and password do not belong into the address",
          "write them as user and password_file");
      return Optional.empty();
    }
    return text.map(given -> given.startsWith("jdbc:") ? given : "jdbc:" + given);
  }
}
