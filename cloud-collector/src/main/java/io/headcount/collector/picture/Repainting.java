package io.headcount.collector.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes a picture of its own of one that somebody sent, so that neither what else lay in the file
 * nor what was meant for another reader of it stays. Thread-safe; one at a time, which bounds the
 * memory it takes.
 */
public final class Repainting {
  /** Most bytes of a file. */
  public static final int MOST_BYTES = 4 << 20;

  /** Most dots, which are what a small file can hide very many of. */
  static final int MOST_DOTS = 16_000_000;

  /** The longer side of what is kept, at most. */
  static final int LARGEST = 1600;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final float QUALITY = 0.86f;
  private static final String CURE =
      "send a PNG or JPEG of %d MB and %d million dots at most"
          .formatted(MOST_BYTES >> 20, MOST_DOTS / 1_000_000);

  /**
   * Reads a PNG or JPEG and writes it anew, smaller where it is large.
   *
   * @throws PictureException when it is something else, broken, or too large
   */
  public synchronized Picture repaint(byte[] sent) {
    if (sent.length > MOST_BYTES) {
      throw refused("the picture has %d bytes".formatted(sent.length));
    }
    String form = form(sent).orElseThrow(() -> refused("this is neither a PNG nor a JPEG picture"));
    ImageReader reader = ImageIO.getImageReadersByFormatName(form).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
      reader.setInput(in, true, true);
      return written(fitted(read(reader)));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused("the picture is broken, or of a rare kind"); // the reader's words help nobody
    } finally {
      reader.dispose();
    }
  }

  private static Optional<String> form(byte[] sent) {
    return begins(sent, PNG)
        ? Optional.of("png")
        : begins(sent, JPEG) ? Optional.of("jpeg") : Optional.empty();
  }

  private static boolean begins(byte[] sent, byte[] mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= sent.length || sent[i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Every so many dots only, where there are many more than are kept. */
  private static BufferedImage read(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_DOTS) {
      throw refused("the picture has %d by %d dots".formatted(width, height));
    }
    int step = Math.max(1, Math.max(width, height) / (2 * LARGEST));
    ImageReadParam every = reader.getDefaultReadParam();
    every.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, every);
  }

  /** On white, since a plan may be drawn on nothing. */
  private static BufferedImage fitted(BufferedImage read) {
    double scale = Math.min(1, (double) LARGEST / Math.max(read.getWidth(), read.getHeight()));
    int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
    BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = fitted.createGraphics();
    brush.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    brush.setColor(Color.WHITE);
    brush.fillRect(0, 0, width, height);
    brush.drawImage(read, 0, 0, width, height, null);
    brush.dispose();
    return fitted;
  }

  private static Picture written(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(picture, null, null), how);
      }
      return new Picture(file.toByteArray(), picture.getWidth(), picture.getHeight());
    } finally {
      writer.dispose();
    }
  }

  private static PictureException refused(String message) {
    return new PictureException(message, CURE);
  }
}
