package io.headcount.collector.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of pictures that people, or others, send. */
class RepaintingTest {
  private static final String SECRET = "49.4875 N, taken by Eve <script>";

  private final Repainting repainting = new Repainting();

  @ParameterizedTest
  @CsvSource({"png,300,200", "jpeg,300,200", "png,1,1", "jpeg,1,1600"})
  void aPictureStaysWhatItShows(String form, int width, int height) throws IOException {
    Picture picture = repainting.repaint(Painted.file(form, width, height));
    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(picture.jpeg()));
    assertThat(shown.getWidth()).isEqualTo(width);
    if (width > 1) {
      assertThat(new Color(shown.getRGB(20, 20)).getGreen()).isLessThan(40);
      assertThat(new Color(shown.getRGB(width - 20, height - 20)).getGreen()).isGreaterThan(150);
    }
  }

  @Test
  void aLargeOneIsKeptSmaller() {
    Picture picture = repainting.repaint(Painted.file("jpeg", 4000, 3000));
    assertThat(picture.width()).isEqualTo(1600);
    assertThat(picture.height()).isEqualTo(1200);
    assertThat(picture.jpeg().length).isLessThan(400_000);
  }

  /** Where it was taken, by whom, and what another program would run. */
  @Test
  void nothingButTheDotsIsKept() {
    byte[] png = Painted.file("png", 40, 30);
    byte[] told = chunk("tEXt", ("Comment\0" + SECRET).getBytes(ISO_8859_1));
    byte[] withText =
        join(Arrays.copyOf(png, 33), told, Arrays.copyOfRange(png, 33, png.length), told);
    byte[] jpeg = Painted.file("jpeg", 40, 30);
    byte[] exif = ("Exif\0\0" + SECRET).getBytes(ISO_8859_1);
    byte[] mark = {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 2)};
    byte[] withExif =
        join(
            Arrays.copyOf(jpeg, 2),
            mark,
            exif,
            Arrays.copyOfRange(jpeg, 2, jpeg.length),
            SECRET.getBytes(ISO_8859_1));
    for (byte[] sent : new byte[][] {withText, withExif}) {
      assertThat(new String(sent, ISO_8859_1)).contains(SECRET);
      assertThat(new String(repainting.repaint(sent).jpeg(), ISO_8859_1)).doesNotContain("Eve");
    }
  }

  /** A small file that would fill the memory: 30000 by 30000 dots, all alike. */
  @Test
  void whatWouldFillTheMemoryIsNotRead() throws IOException {
    byte[] bomb = bomb(30_000);
    assertThat(bomb.length).isLessThan(Repainting.MOST_BYTES);
    assertThatThrownBy(() -> repainting.repaint(bomb))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("30000 by 30000 dots");
    byte[] large = new byte[Repainting.MOST_BYTES + 1];
    assertThatThrownBy(() -> repainting.repaint(large)).hasMessageContaining("bytes");
  }

  @Test
  void whatIsNoPictureIsRefused() {
    byte[] png = Painted.file("png", 64, 64);
    byte[] jpeg = Painted.file("jpeg", 64, 64);
    byte[] torn = png.clone();
    Arrays.fill(torn, 60, torn.length, (byte) 7);
    for (byte[] sent :
        new byte[][] {
          {},
          "<svg onload='alert(1)'/>".getBytes(ISO_8859_1),
          "GIF89a".getBytes(ISO_8859_1),
          Painted.file("bmp", 8, 8),
          Arrays.copyOf(png, 20),
          Arrays.copyOf(jpeg, 3),
          torn
        }) {
      assertThatThrownBy(() -> repainting.repaint(sent))
          .isInstanceOfSatisfying(
              PictureException.class, e -> assertThat(e.cure()).contains("PNG or JPEG"));
    }
  }

  private static byte[] bomb(int side) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] row = new byte[side + 1];
      for (int i = 0; i < side; i++) {
        out.write(row);
      }
    }
    byte[] head =
        ByteBuffer.allocate(13)
            .putInt(side)
            .putInt(side)
            .put(new byte[] {8, 0, 0, 0, 0}) // grey, a byte each
            .array();
    return join(
        Arrays.copyOf(Painted.file("png", 1, 1), 8),
        chunk("IHDR", head),
        chunk("IDAT", packed.toByteArray()),
        chunk("IEND", new byte[0]));
  }

  private static byte[] chunk(String name, byte[] data) {
    byte[] named = join(name.getBytes(ISO_8859_1), data);
    CRC32 sum = new CRC32();
    sum.update(named);
    return ByteBuffer.allocate(8 + named.length)
        .putInt(data.length)
        .put(named)
        .putInt((int) sum.getValue())
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
