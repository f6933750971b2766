package io.headcount.edge.status;

import io.helidon.webserver.http.Handler;

/**
 * An address that another part of the program adds to the page's. Immutable.
 *
 * @param method such as {@code POST}
 * @param path as the API's description writes it, such as {@code /api/v1/cameras/{id}}
 * @param handler answers requests
 * @param tokens whether programs may read it too; else it is for people who are signed in
 */
public record Endpoint(String method, String path, Handler handler, boolean tokens) {
  /** For people and for programs that read. */
  public Endpoint(String method, String path, Handler handler) {
    this(method, path, handler, true);
  }

  /** For people who are signed in; no token opens it. */
  public static Endpoint forPeople(String method, String path, Handler handler) {
    return new Endpoint(method, path, handler, false);
  }
}
