package io.headcount.edge.detect;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import java.util.Optional;

/**
 * The part of a camera's picture in which people are looked for. The detector sees only the
 * rectangle around the outline, so at a higher resolution, and reports whoever stands inside the
 * outline. It should hold people wholly, not only their feet. Immutable.
 *
 * @param outline empty means the whole picture
 */
public record DetectionRegion(Optional<Polygon> outline) {
  /** The whole picture. */
  public static DetectionRegion whole() {
    return new DetectionRegion(Optional.empty());
  }

  public static DetectionRegion within(Polygon outline) {
    return new DetectionRegion(Optional.of(outline));
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
