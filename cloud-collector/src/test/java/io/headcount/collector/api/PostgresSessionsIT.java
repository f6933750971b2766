package io.headcount.collector.api;

import io.headcount.collector.history.PostgresServer;
import io.headcount.collector.history.Storage;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Signing in and what ends it with the database on a PostgreSQL server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresSessionsIT extends SessionsTest {
  private PostgresServer server;

  @BeforeAll
  void startServer() throws IOException {
    server = PostgresServer.start("fsync=off");
  }

  @AfterAll
  void stopServer() throws IOException {
    server.close();
  }

  @Override
  Storage storage() throws Exception {
    return server.newDatabase();
  }
}
