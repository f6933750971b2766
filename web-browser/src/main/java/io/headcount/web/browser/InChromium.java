package io.headcount.web.browser;

import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for it, as a parameter, a thing of its own that is looked at in the
 * {@link SharedChromium}; closed after the test.
 */
public final class InChromium<T extends AutoCloseable> implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(InChromium.class);

  private final Class<T> type;
  private final Function<Chromium, T> make;

  public InChromium(Class<T> type, Function<Chromium, T> make) {
    this.type = type;
    this.make = make;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(type, _ -> make.apply(SharedChromium.of(context)), type);
  }
}
