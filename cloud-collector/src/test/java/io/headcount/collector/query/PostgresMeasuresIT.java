package io.headcount.collector.query;

import io.headcount.collector.history.PostgresServer;
import io.headcount.collector.history.Storage;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Measures on a PostgreSQL server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresMeasuresIT extends MeasuresSuite {
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
  Storage newStorage() throws Exception {
    return server.newDatabase();
  }
}
