package io.headcount.program.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The operating system's signals. Java has no other way to them than {@code sun.misc.Signal}, of
 * the module jdk.unsupported, which every JDK has; the compiler warns of its name, so it is called
 * by reflection.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /** A signal that is told to us, until it is given back to whoever had it. */
  interface Taken {
    void giveBack();
  }

  /**
   * Has a signal told, by its number, on a thread of its own.
   *
   * @param name without SIG
   * @return empty when Java runs with {@code -Xrs}, and leaves signals alone
   */
  static Optional<Taken> take(String name, IntConsumer told) {
    try {
      Class<?> handlers = Class.forName(HANDLER);
      Object signal = Class.forName(SIGNAL).getConstructor(String.class).newInstance(name);
      int number = (int) signal.getClass().getMethod("getNumber").invoke(signal);
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      told.accept(number);
                      yield null; // nothing is returned
                    }
                    case "equals" ->
                        System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "handler of SIG" + name;
                  });
      Object before = handle(signal, handlers, ours);
      return Optional.of(() -> giveBack(signal, handlers, before));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return Optional.empty();
      }
      throw new IllegalStateException("SIG" + name + " cannot be listened to", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java lacks the module jdk.unsupported", e);
    }
  }

  private static void giveBack(Object signal, Class<?> handlers, Object before) {
    try {
      handle(signal, handlers, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(signal + " cannot be given back", e);
    }
  }

  private static Object handle(Object signal, Class<?> handlers, Object handler)
      throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), handlers)
        .invoke(null, signal, handler);
  }
}
