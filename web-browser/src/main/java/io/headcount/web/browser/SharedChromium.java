package io.headcount.web.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Chromium} of their JVM as a parameter: started for the first that
 * asks, closed after the last test. Tests share it and do not close it; windows are their own.
 */
public final class SharedChromium implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedChromium.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Chromium.class;
  }

  @Override
  public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  static Chromium of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Chromium.class, _ -> new Chromium(), Chromium.class);
  }
}
