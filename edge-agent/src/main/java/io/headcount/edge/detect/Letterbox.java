package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import io.headcount.edge.detect.View.PixelArea;
import io.headcount.edge.model.InputSpec;

/**
 * How an area of a picture lies in a network's input: scaled without changing its shape, centred,
 * the rest padded. Immutable.
 *
 * @param area what is seen, in pixels of the picture
 * @param width of the input in pixels
 * @param height of the input in pixels
 * @param left column of the input where the area begins
 * @param top row of the input where the area begins
 * @param scaledWidth columns that the area takes
 * @param scaledHeight rows that the area takes
 */
record Letterbox(
    PixelArea area, int width, int height, int left, int top, int scaledWidth, int scaledHeight) {

  /** The input whose longer side is as asked for and whose shape is nearest the area's. */
  static Letterbox of(PixelArea area, InputSpec input) {
    double scale = (double) input.longSide() / Math.max(area.width(), area.height());
    int scaledWidth = Math.clamp(Math.round(area.width() * scale), 1, input.longSide());
    int scaledHeight = Math.clamp(Math.round(area.height() * scale), 1, input.longSide());
    int width = input.square() ? input.longSide() : roundUp(scaledWidth, input.multiple());
    int height = input.square() ? input.longSide() : roundUp(scaledHeight, input.multiple());
    return new Letterbox(
        area,
        width,
        height,
        (width - scaledWidth) / 2,
        (height - scaledHeight) / 2,
        scaledWidth,
        scaledHeight);
  }

  private static int roundUp(int value, int multiple) {
    return Math.ceilDiv(value, multiple) * multiple;
  }

  /** From pixels of the input to pixels of the picture. */
  Box toPicture(Box inInput) {
    double across = (double) area.width() / scaledWidth;
    double down = (double) area.height() / scaledHeight;
    return new Box(
        (inInput.left() - left) * across + area.x(),
        (inInput.top() - top) * down + area.y(),
        (inInput.right() - left) * across + area.x(),
        (inInput.bottom() - top) * down + area.y());
  }

  /** From pixels of the picture to pixels of the input. */
  Box toInput(Box inPicture) {
    double across = (double) scaledWidth / area.width();
    double down = (double) scaledHeight / area.height();
    return new Box(
        (inPicture.left() - area.x()) * across + left,
        (inPicture.top() - area.y()) * down + top,
        (inPicture.right() - area.x()) * across + left,
        (inPicture.bottom() - area.y()) * down + top);
  }
}
