package io.headcount.edge.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.split;

import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameScaler;
import io.headcount.edge.detect.View.PixelArea;
import io.headcount.edge.model.ChannelOrder;
import io.headcount.edge.model.InputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Turns pictures into a network's input, dark ones made lighter. Confined to whoever holds it. Its
 * memory is used again for each picture and grows only to the largest input; the pixels are scaled,
 * taken apart and made floats by vectorised code that writes straight into it.
 */
final class InputPlanes implements AutoCloseable {
  private static final int CHANNELS = 3;

  /** The grey that the YOLO family was trained to take for nothing. */
  private static final double GREY = 114;

  private final InputSpec input;
  private final boolean centred;
  private final FrameScaler scaler = new FrameScaler();
  private final MatVector levels = new MatVector(CHANNELS);
  private final NightLight night = new NightLight();
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);
  private List<Mat> planes = List.of();
  private @Nullable Letterbox laidOut;

  InputPlanes(InputSpec input) {
    this.input = input;
    this.centred = input.mean().stream().anyMatch(mean -> mean != 0);
  }

  /**
   * The input for an area of a frame.
   *
   * @return 3 x height x width floats in native order, direct; valid until the next call
   */
  ByteBuffer fill(Frame frame, Letterbox fit) {
    ByteBuffer room = room(fit);
    split(scaled(frame, fit), levels);
    night.lighten(levels);
    for (int channel = 0; channel < CHANNELS; channel++) {
      // pictures are blue first
      int source = input.channels() == ChannelOrder.BGR ? channel : CHANNELS - 1 - channel;
      double std = input.std().get(channel);
      levels
          .get(source)
          .convertTo(
              planes.get(channel), CV_32FC1, input.scale() / std, -input.mean().get(channel) / std);
    }
    return room;
  }

  /** The input's memory with whatever it holds; valid until the next call. */
  ByteBuffer room(Letterbox fit) {
    if (!fit.equals(laidOut)) {
      layOut(fit);
      laidOut = fit;
    }
    return memory.rewind();
  }

  /** Makes room, pads all of it, and says where in it the picture comes to lie. */
  private void layOut(Letterbox fit) {
    int size = fit.width() * fit.height();
    int bytes = size * CHANNELS * Float.BYTES;
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    memory.clear().limit(bytes);
    FloatBuffer values = memory.asFloatBuffer();
    planes.forEach(Mat::close);
    planes = IntStream.range(0, CHANNELS).mapToObj(c -> plane(values, c, fit)).toList();
  }

  private Mat plane(FloatBuffer values, int channel, Letterbox fit) {
    int size = fit.width() * fit.height();
    double padding = centred ? 0 : GREY * input.scale() / input.std().get(channel);
    try (FloatPointer start = new FloatPointer(values.slice(channel * size, size));
        Mat whole = new Mat(fit.height(), fit.width(), CV_32FC1, start);
        Scalar value = new Scalar(padding);
        Rect seen = new Rect(fit.left(), fit.top(), fit.scaledWidth(), fit.scaledHeight())) {
      whole.put(value);
      return new Mat(whole, seen);
    }
  }

  private Mat scaled(Frame frame, Letterbox fit) {
    PixelArea area = fit.area();
    try (Rect seen = new Rect(area.x(), area.y(), area.width(), area.height())) {
      return scaler.bgr(frame, seen, fit.scaledWidth(), fit.scaledHeight());
    }
  }

  @Override
  public void close() {
    planes.forEach(Mat::close);
    night.close();
    levels.close();
    scaler.close();
  }
}
