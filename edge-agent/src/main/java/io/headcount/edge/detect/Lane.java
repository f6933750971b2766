package io.headcount.edge.detect;

import io.headcount.edge.model.ModelEntry;
import java.nio.ByteBuffer;
import java.util.List;

/** One way through a model: the engine, the head. Confined to whoever holds it. */
final class Lane implements AutoCloseable {
  private final ModelEntry model;
  private final Head head;
  private final Network network;

  /**
   * @param network is closed with this
   */
  Lane(ModelEntry model, Network network) {
    this.model = model;
    this.head = Head.of(model);
    this.network = network;
  }

  /**
   * The people in an input, duplicates included.
   *
   * @param input 3 x height x width floats, direct, in native order
   * @param fit how a picture lies in it
   * @param inferred runs when the engine is done
   */
  List<Candidate> look(ByteBuffer input, Letterbox fit, Runnable inferred) {
    return network.run(
        input,
        fit.width(),
        fit.height(),
        outputs -> {
          inferred.run();
          return decode(outputs, fit);
        });
  }

  /** The engine's part of that alone. */
  void inferBare(ByteBuffer input, Letterbox fit) {
    network.runBare(input, fit.width(), fit.height());
  }

  private List<Candidate> decode(List<Tensor> outputs, Letterbox fit) {
    head.misfit(outputs, fit.width(), fit.height())
        .ifPresent(
            why -> {
              throw new DetectorException(
                  "model %s is no %s: %s: choose the head it was exported with"
                      .formatted(model.id(), model.head().key(), why));
            });
    return head.decode(outputs, fit.width(), fit.height(), model.thresholds().low());
  }

  @Override
  public void close() {
    network.close();
  }
}
