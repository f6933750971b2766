package io.headcount.edge.detect;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.headcount.edge.model.ModelFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How an engine is told to run a model, in DJL's words. Confined to the loading of one model. */
final class SessionSettings implements AutoCloseable {
  private final Map<String, Object> options;
  private final Optional<OrtSession.SessionOptions> session;

  private SessionSettings(
      Map<String, Object> options, Optional<OrtSession.SessionOptions> session) {
    this.options = options;
    this.session = session;
  }

  /**
   * The settings of a plan.
   *
   * @throws DetectorException when the engine does not know them
   */
  static SessionSettings of(EnginePlan plan) {
    Map<String, Object> options = new HashMap<>();
    options.put("intraOpNumThreads", String.valueOf(plan.threads()));
    options.put("interOpNumThreads", "1");
    options.put("mapLocation", "true");
    if (plan.format() == ModelFormat.TORCHSCRIPT) {
      return new SessionSettings(options, Optional.empty());
    }
    OrtSession.SessionOptions session = new OrtSession.SessionOptions();
    try {
      // a thread that spins while it waits for work takes the processor from cameras and decoders
      session.addConfigEntry("session.intra_op.allow_spinning", "0");
    } catch (OrtException e) {
      session.close();
      throw new DetectorException("ONNX Runtime refuses its settings: " + e.getMessage(), e);
    }
    options.put("sessionOptions", session);
    return new SessionSettings(options, Optional.of(session));
  }

  Map<String, Object> options() {
    return options;
  }

  /** To be called when the model is loaded, or cannot be. */
  @Override
  public void close() {
    session.ifPresent(OrtSession.SessionOptions::close);
  }
}
