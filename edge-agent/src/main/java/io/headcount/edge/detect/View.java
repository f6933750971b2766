package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.edge.model.InputSpec;
import java.util.Optional;

/**
 * What of a camera's picture the network is shown, and how large. The detector sees only the
 * rectangle around the outline, so at a higher resolution, and reports whoever stands inside the
 * outline. It should hold people wholly, not only their feet. Immutable.
 *
 * @param outline empty means the whole picture
 * @param longSide pixels of the input's longer side; empty means the model's own. A model whose
 *     inputs all have one size is shown that size, whatever this says
 */
public record View(Optional<Polygon> outline, Optional<Integer> longSide) {
  /** The whole picture in the model's own size. */
  public static View whole() {
    return of(Optional.empty());
  }

  /** In the model's own size. */
  public static View of(Optional<Polygon> outline) {
    return new View(outline, Optional.empty());
  }

  /** The same part of the picture in another size. */
  public View at(int pixels) {
    return new View(outline, Optional.of(pixels));
  }

  /**
   * How tall somebody who is as high as the picture would be in the input, as a share of its long
   * side.
   *
   * @param width of the picture in pixels
   * @param height likewise
   */
  public double shareOfPicture(int width, int height) {
    PixelArea area = area(width, height);
    return (double) height / Math.max(area.width(), area.height());
  }

  /** The input that a model is to be given. */
  InputSpec input(InputSpec own) {
    return own.square() ? own : longSide.map(own::withLongSide).orElse(own);
  }

  /** Whether somebody whose box this is stands inside. */
  boolean holds(Box box) {
    return outline.isEmpty() || outline.get().contains(new Point(box.centerX(), box.bottom()));
  }

  /** The rectangle around the outline, in pixels of a picture of this size; at least one pixel. */
  PixelArea area(int width, int height) {
    if (outline.isEmpty()) {
      return new PixelArea(0, 0, width, height);
    }
    double left = 1;
    double top = 1;
    double right = 0;
    double bottom = 0;
    for (Point corner : outline.get().corners()) {
      left = Math.min(left, corner.x());
      top = Math.min(top, corner.y());
      right = Math.max(right, corner.x());
      bottom = Math.max(bottom, corner.y());
    }
    int x = Math.clamp((long) Math.floor(left * width), 0, width - 1);
    int y = Math.clamp((long) Math.floor(top * height), 0, height - 1);
    int endX = Math.clamp((long) Math.ceil(right * width), x + 1, width);
    int endY = Math.clamp((long) Math.ceil(bottom * height), y + 1, height);
    return new PixelArea(x, y, endX - x, endY - y);
  }

  /** A rectangle of whole pixels. */
  record PixelArea(int x, int y, int width, int height) {}
}
