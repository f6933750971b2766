package io.headcount.edge.detect;

import io.headcount.edge.model.ModelFormat;
import java.util.List;

/**
 * How fast an engine was on this machine. Immutable.
 *
 * @param engine not {@link EngineChoice#AUTO}
 * @param lanes frames at a time
 * @param threads inside one inference
 * @param framesPerSecond of all lanes together
 */
public record MeasuredEngine(EngineChoice engine, int lanes, int threads, double framesPerSecond) {
  public MeasuredEngine {
    if (engine == EngineChoice.AUTO || lanes < 1 || threads < 1 || !(framesPerSecond >= 0)) {
      throw new IllegalArgumentException(
          "engine %s, %d at once with %d threads, %s frames/s cannot have been measured"
              .formatted(engine.key(), lanes, threads, framesPerSecond));
    }
  }

  boolean runsOneOf(List<ModelFormat> formats) {
    return formats.stream().anyMatch(format -> EngineChoice.of(format) == engine);
  }

  /** As people read it. */
  public String words() {
    return "%s, %d at once with %d thread%s each (%.0f frames/s)"
        .formatted(engine.key(), lanes, threads, threads == 1 ? "" : "s", framesPerSecond);
  }

  String text() {
    return "%s %d %d %s".formatted(engine.key(), lanes, threads, framesPerSecond);
  }

  /**
   * The reverse of {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static MeasuredEngine parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 4) {
      throw new IllegalArgumentException("'" + text + "' is no measurement");
    }
    return new MeasuredEngine(
        EngineChoice.parse(words[0]),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Double.parseDouble(words[3]));
  }
}
