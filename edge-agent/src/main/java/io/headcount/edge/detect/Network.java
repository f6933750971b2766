package io.headcount.edge.detect;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.headcount.edge.model.ModelFile;
import io.headcount.edge.model.ModelFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A way through a model loaded in an engine. Confined to whoever holds it; several may share the
 * model. The engine's memory of one run is freed at its end.
 */
final class Network implements AutoCloseable {
  private final Path file;
  private final Model model;
  private final boolean owner;
  private final Predictor<Run<?>, Object> predictor;

  /** An input and what is to be made of the output while its memory is there. */
  private record Run<T>(ByteBuffer input, int width, int height, Function<NDList, T> reader) {}

  private Network(Path file, Model model, boolean owner) {
    this.file = file;
    this.model = model;
    this.owner = owner;
    this.predictor = model.newPredictor(new RawTranslator());
  }

  /**
   * Verifies the file and loads it.
   *
   * @throws io.headcount.edge.model.ModelException when the file is not the one catalogued
   * @throws DetectorException when the engine refuses it
   */
  static Network load(ModelFile file, EnginePlan plan) {
    file.verify();
    if (plan.format() == ModelFormat.TORCHSCRIPT) {
      NativeHeap.keepFreed(); // ONNX Runtime keeps what it has
    }
    Path path = file.path().toAbsolutePath();
    Model model = Model.newInstance(path.getFileName().toString(), plan.device(), plan.djlEngine());
    try (SessionSettings settings = SessionSettings.of(plan)) {
      model.load(path.getParent(), path.getFileName().toString(), settings.options());
      return new Network(path, model, true);
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new DetectorException(
          "%s: %s cannot load it: %s: check that it was exported for inference, for this version or older"
              .formatted(path, plan.engineWithVersion(), reason(e)),
          e);
    }
  }

  /** Another way through the same model, for another thread; to be closed before this one. */
  Network another() {
    return new Network(file, model, false);
  }

  /**
   * One inference.
   *
   * @param input 3 x height x width floats, direct, in native order
   * @param reader makes the result of the outputs, which are valid only while it runs
   */
  <T> T run(ByteBuffer input, int width, int height, Function<List<Tensor>, T> reader) {
    return infer(new Run<>(input, width, height, outputs -> reader.apply(tensors(outputs))));
  }

  /** One inference whose output nobody reads: what the engine alone takes. */
  void runBare(ByteBuffer input, int width, int height) {
    int outputs = infer(new Run<>(input, width, height, NDList::size));
    if (outputs == 0) {
      throw new DetectorException(file + ": has no output: export the model anew");
    }
  }

  @SuppressWarnings("unchecked") // the translator gives back what this reader made
  private <T> T infer(Run<T> run) {
    try {
      return (T) predictor.predict(run);
    } catch (TranslateException e) {
      if (e.getCause() instanceof DetectorException known) {
        throw known;
      }
      throw new DetectorException(
          "%s: inference on an input of %dx%d failed: %s"
              .formatted(file, run.width(), run.height(), reason(e)),
          e);
    }
  }

  /** The engine's own words: the innermost first line. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage());
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    predictor.close();
    if (owner) {
      model.close();
    }
  }

  /** Passes raw numbers in and out; ONNX Runtime's arrays can do nothing else. */
  private static final class RawTranslator implements NoBatchifyTranslator<Run<?>, Object> {
    private static final String RUN = "run";

    @Override
    public NDList processInput(TranslatorContext context, Run<?> run) {
      context.setAttachment(RUN, run);
      Shape shape = new Shape(1, 3, run.height(), run.width());
      return new NDList(context.getNDManager().create(run.input(), shape, DataType.FLOAT32));
    }

    @Override
    public Object processOutput(TranslatorContext context, NDList outputs) {
      Run<?> run = (Run<?>) context.getAttachment(RUN);
      return run.reader().apply(outputs);
    }
  }

  private static List<Tensor> tensors(NDList outputs) {
    List<Tensor> tensors = new ArrayList<>();
    for (NDArray output : outputs) {
      if (output.getDataType() != DataType.FLOAT32) {
        throw new DetectorException(
            "the output is of type %s: export the model with 32-bit floats"
                .formatted(output.getDataType()));
      }
      ByteBuffer bytes = output.toByteBuffer(true).order(ByteOrder.nativeOrder());
      List<Integer> shape =
          Arrays.stream(output.getShape().getShape()).mapToObj(Math::toIntExact).toList();
      tensors.add(new Tensor(bytes.asFloatBuffer(), shape));
    }
    return tensors;
  }
}
