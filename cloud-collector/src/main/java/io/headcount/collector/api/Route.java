package io.headcount.collector.api;

import io.headcount.collector.people.Permission;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * One thing that can be asked. Immutable.
 *
 * @param need who may
 */
record Route(Method method, String path, Need need, Answer answer) {
  /** Answers whoever asks. */
  @FunctionalInterface
  interface Answer {
    void to(ServerRequest request, ServerResponse response, Optional<Caller> caller);
  }

  /** Answers a caller who may ask. */
  @FunctionalInterface
  interface Action {
    void answer(ServerRequest request, ServerResponse response, Caller caller);
  }

  /** Answers a person. */
  @FunctionalInterface
  interface Personal {
    void answer(ServerRequest request, ServerResponse response, Caller.Person person);
  }

  /** Answers anybody. */
  @FunctionalInterface
  interface Open {
    void answer(ServerRequest request, ServerResponse response);
  }

  static Route read(String path, Permission permission, Action action) {
    return new Route(Method.GET, path, new Need.May(permission), known(action));
  }

  static Route write(Method method, String path, Permission permission, Action action) {
    return new Route(method, path, new Need.May(permission), known(action));
  }

  /** For all who have a token or a session, whatever it allows. */
  static Route forAll(String path, Action action) {
    return new Route(Method.GET, path, new Need.Anybody(), known(action));
  }

  /** For what an admin does to people. */
  static Route manage(Method method, String path, Permission permission, Personal action) {
    return new Route(method, path, new Need.May(permission), personal(action));
  }

  /** For what persons do for themselves. */
  static Route own(Method method, String path, Personal action) {
    return new Route(method, path, new Need.Person(), personal(action));
  }

  /** Without any session or token. */
  static Route open(Method method, String path, Open action) {
    return new Route(
        method,
        path,
        new Need.Nothing(),
        (request, response, caller) -> action.answer(request, response));
  }

  private static Answer known(Action action) {
    return (request, response, caller) -> action.answer(request, response, caller.orElseThrow());
  }

  private static Answer personal(Personal action) {
    return (request, response, caller) ->
        action.answer(request, response, caller.flatMap(Caller::person).orElseThrow());
  }
}
