package io.headcount.edge.status;

import io.helidon.webserver.http.Handler;

/**
 * An address that another part of the program adds to the page's. Immutable.
 *
 * @param method such as {@code POST}
 * @param path as the API's description writes it, such as {@code /api/v1/cameras/{id}}
 * @param handler answers requests
 */
public record Endpoint(String method, String path, Handler handler) {}
