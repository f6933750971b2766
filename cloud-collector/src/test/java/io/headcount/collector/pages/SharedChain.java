package io.headcount.collector.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Chain} of thirty stores and a hostile one of their JVM as a parameter:
 * filled for the first that asks, closed after the last test. Tests share it; what one changes in a
 * store, another must not look at.
 */
final class SharedChain implements ParameterResolver {
  /** The hostile one is not among them. */
  static final int STORES = 30;

  private static final int WEEKS = 5;
  private static final Namespace NAMESPACE = Namespace.create(SharedChain.class);

  private record Kept(Path folder, Chain chain) implements AutoCloseable {
    static Kept start() {
      try {
        Path folder = Files.createTempDirectory("chain");
        Chain chain = new Chain(folder, STORES, WEEKS, true);
        chain.configure("hamburg-01", "store: hamburg-01\ncameras:\n  - id: entrance\n");
        chain.configure(
            "hamburg-01", "store: hamburg-01\ncameras:\n  - id: entrance\n  - id: floor\n");
        return new Kept(folder, chain);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      chain.close();
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : inner) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Chain.class;
  }

  @Override
  public Chain resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Chain.class, _ -> Kept.start(), Kept.class)
        .chain();
  }
}
