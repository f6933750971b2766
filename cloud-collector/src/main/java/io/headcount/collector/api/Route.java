package io.headcount.collector.api;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * One thing that can be asked. Immutable.
 *
 * @param writes whether it changes anything
 */
record Route(Method method, String path, boolean writes, Action action) {
  /** Answers a request. */
  @FunctionalInterface
  interface Action {
    void answer(ServerRequest request, ServerResponse response, Caller caller);
  }

  static Route read(String path, Action action) {
    return new Route(Method.GET, path, false, action);
  }

  static Route write(Method method, String path, Action action) {
    return new Route(method, path, true, action);
  }
}
