package io.headcount.collector.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends rows as they come. Confined to the request's thread. Nothing is sent before the first row,
 * so that a question which is refused still gets its error; when it breaks off later, so does the
 * connection, and nobody takes a part for the whole.
 */
final class CsvStream<T> implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final ServerResponse response;
  private final Table<T> table;
  private Optional<Writer> writer = Optional.empty();

  CsvStream(ServerResponse response, Table<T> table) {
    this.response = response;
    this.table = table;
  }

  void row(T thing) {
    write(table.csv(thing));
  }

  /** All rows were told. */
  void finish() {
    try {
      writer().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      writer().write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Writer writer() throws IOException {
    if (writer.isEmpty()) {
      response
          .status(Status.OK_200)
          .header(HeaderNames.CONTENT_TYPE, Answers.CSV)
          .header(HeaderNames.CACHE_CONTROL, "no-store");
      Writer begun =
          new BufferedWriter(
              new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8), BUFFER);
      writer = Optional.of(begun);
      begun.write(table.header());
      return begun;
    }
    return writer.get();
  }

  /** Frees nothing: a stream that was not finished must not look whole. */
  @Override
  public void close() {}
}
