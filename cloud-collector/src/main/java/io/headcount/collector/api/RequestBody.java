package io.headcount.collector.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads what came with a request, up to a limit. Stateless. */
final class RequestBody {
  private static final int USUAL = 256 * 1024;

  private RequestBody() {}

  /** Text; empty when nothing came. */
  static byte[] of(ServerRequest request) {
    return of(request, USUAL);
  }

  /**
   * Whatever it is; empty when nothing came.
   *
   * @param most bytes; when more came, that is answered with 413
   */
  static byte[] of(ServerRequest request, int most) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(most + 1);
      if (body.length > most) {
        throw new ApiError(
            Status.REQUEST_ENTITY_TOO_LARGE_413,
            "body",
            "the body is too large",
            "send %d kB at most".formatted(most / 1024));
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the client went away
    }
  }
}
