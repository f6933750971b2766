package io.headcount.edge.capture;

import java.time.Instant;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One picture in native memory. Confined to whoever holds it; closing frees the memory, so a frame
 * has exactly one holder at a time. Never leaves capture, detect, pipeline and live view.
 */
public final class Frame implements AutoCloseable {
  private final Picture picture;
  private final Instant at;
  private final long index;

  Frame(Picture picture, Instant at, long index) {
    this.picture = picture;
    this.at = at;
    this.index = index;
  }

  /**
   * Takes over the memory of {@code pixels}.
   *
   * @param pixels height x width, 3 channels, 8-bit, blue first
   * @param at capture time; for a file read as fast as it goes, the epoch plus media time
   * @param index number of the frame in its source, the first is 1
   */
  public Frame(Mat pixels, Instant at, long index) {
    this(Picture.of(pixels), at, index);
  }

  /** The same picture at another time and place; takes the place of this frame. */
  Frame as(Instant otherAt, long otherIndex) {
    return new Frame(picture, otherAt, otherIndex);
  }

  Picture picture() {
    return picture;
  }

  /**
   * All pixels in 8-bit BGR, not a copy; valid until {@link #close}. They are made when this is
   * asked for first, which takes some time: {@link FrameScaler} and {@link GreyPicture} need none.
   */
  public Mat pixels() {
    return picture.bgr();
  }

  public Instant at() {
    return at;
  }

  public long index() {
    return index;
  }

  public int width() {
    return picture.width();
  }

  public int height() {
    return picture.height();
  }

  @Override
  public void close() {
    picture.close();
  }
}
