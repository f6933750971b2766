package io.headcount.edge.detect;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.headcount.edge.detect.DetectionRegion.PixelArea;
import io.headcount.edge.model.ChannelOrder;
import io.headcount.edge.model.InputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Turns pictures into a network's input. Confined to the inference thread. Its memory is used again
 * for each picture and grows only to the largest input.
 */
final class InputPlanes implements AutoCloseable {
  private static final int CHANNELS = 3;

  /** The grey that the YOLO family was trained to take for nothing. */
  private static final double GREY = 114;

  private final InputSpec input;
  private final float[][] levels = new float[CHANNELS][256];
  private final float[] padding = new float[CHANNELS];
  private final Mat scaled = new Mat();
  private byte[] pixels = new byte[0];
  private float[] plane = new float[0];
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  InputPlanes(InputSpec input) {
    this.input = input;
    boolean centred = input.mean().stream().anyMatch(mean -> mean != 0);
    for (int channel = 0; channel < CHANNELS; channel++) {
      double mean = input.mean().get(channel);
      double std = input.std().get(channel);
      for (int level = 0; level < 256; level++) {
        levels[channel][level] = (float) ((level * input.scale() - mean) / std);
      }
      padding[channel] = centred ? 0 : (float) (GREY * input.scale() / std);
    }
  }

  /**
   * The input for an area of a picture.
   *
   * @param picture 8-bit, blue first
   * @return 3 x height x width floats in native order, direct; valid until the next call
   */
  ByteBuffer fill(Mat picture, Letterbox fit) {
    int count = fit.scaledWidth() * fit.scaledHeight() * CHANNELS;
    if (pixels.length < count) {
      pixels = new byte[count];
    }
    scale(picture, fit);
    scaled.data().get(pixels, 0, count);

    int size = fit.width() * fit.height();
    if (plane.length < size) {
      plane = new float[size];
    }
    int bytes = size * CHANNELS * Float.BYTES;
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    memory.clear().limit(bytes);
    FloatBuffer values = memory.asFloatBuffer();
    for (int channel = 0; channel < CHANNELS; channel++) {
      fillPlane(channel, fit);
      values.put(plane, 0, size);
    }
    return memory;
  }

  private void scale(Mat picture, Letterbox fit) {
    PixelArea area = fit.area();
    // each pixel of the result must have seen all of the picture: beyond 2:1 linear skips some
    boolean skips = area.width() > 2 * fit.scaledWidth();
    try (Rect rectangle = new Rect(area.x(), area.y(), area.width(), area.height());
        Mat seen = new Mat(picture, rectangle);
        Size size = new Size(fit.scaledWidth(), fit.scaledHeight())) {
      resize(seen, scaled, size, 0, 0, skips ? INTER_AREA : INTER_LINEAR);
    }
  }

  private void fillPlane(int channel, Letterbox fit) {
    float[] level = levels[channel];
    // pictures are blue first
    int source = input.channels() == ChannelOrder.BGR ? channel : CHANNELS - 1 - channel;
    Arrays.fill(plane, 0, fit.width() * fit.height(), padding[channel]);
    for (int row = 0; row < fit.scaledHeight(); row++) {
      int target = (row + fit.top()) * fit.width() + fit.left();
      for (int column = 0; column < fit.scaledWidth(); column++) {
        plane[target + column] = level[pixels[source] & 0xff];
        source += CHANNELS;
      }
    }
  }

  @Override
  public void close() {
    scaled.close();
  }
}
