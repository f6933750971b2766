package io.headcount.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.headcount.edge.detect.EngineChoice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime's own interface in a plain loop over one input: what its benchmark tool does.
 * Confined to one thread. PyTorch has no such interface here; its loop measures nothing.
 */
final class PlainLoop implements AutoCloseable {
  private static final int WIDTH = 416;
  private static final int HEIGHT = 320;

  private final List<OrtSession> sessions;
  private final List<OnnxTensor> inputs;

  private PlainLoop(List<OrtSession> sessions, List<OnnxTensor> inputs) {
    this.sessions = sessions;
    this.inputs = inputs;
  }

  static PlainLoop of(EngineChoice engine, Path model, int threads, int lanes) throws OrtException {
    List<OrtSession> sessions = new ArrayList<>();
    List<OnnxTensor> inputs = new ArrayList<>();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    for (int lane = 0; engine == EngineChoice.ONNXRUNTIME && lane < lanes; lane++) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        sessions.add(environment.createSession(model.toString(), options));
      }
      FloatBuffer values =
          ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      inputs.add(OnnxTensor.createTensor(environment, values, new long[] {1, 3, HEIGHT, WIDTH}));
    }
    return new PlainLoop(sessions, inputs);
  }

  Speed run(int times) {
    if (sessions.isEmpty()) {
      return Speed.none();
    }
    return Speed.of(times, () -> SideBySide.run(sessions.size(), times, this::once));
  }

  private void once(int lane) {
    OrtSession session = sessions.get(lane);
    String name = session.getInputNames().iterator().next();
    try (OrtSession.Result result = session.run(Map.of(name, inputs.get(lane)))) {
      if (result.size() == 0) {
        throw new IllegalStateException("the model has no output");
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.forEach(OnnxTensor::close);
    for (OrtSession session : sessions) {
      session.close();
    }
  }
}
