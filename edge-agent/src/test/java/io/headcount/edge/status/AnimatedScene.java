package io.headcount.edge.status;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** People who walk across a drawn floor at ten pictures a second, and are counted. */
public final class AnimatedScene implements AutoCloseable {
  private static final int WIDTH = 768;
  private static final int HEIGHT = 576;
  private static final int WALKERS = 5;

  private final CameraId camera;
  private final LiveView live;
  private final AtomicLong sequence = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  public AnimatedScene(CameraId camera, LiveView live) {
    this.camera = camera;
    this.live = live;
    var _ = clock.scheduleAtFixedRate(this::step, 0, 100, TimeUnit.MILLISECONDS);
  }

  /** The camera as it is now; somebody crosses every second. */
  public CameraStatus status() {
    long step = sequence.get();
    return FakeBox.counting(camera, 40 + step / 10, 31 + step / 20, WALKERS, Instant.now());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void step() {
    long now = sequence.incrementAndGet();
    if (!live.watched(camera)) {
      return;
    }
    List<TrackedBox> people =
        IntStream.rangeClosed(1, WALKERS).mapToObj(track -> walker(track, now)).toList();
    boolean hidden = live.privacy().on();
    live.publish(
        camera,
        new LiveFrame(
            now,
            Instant.now(),
            WIDTH,
            HEIGHT,
            people,
            picture(hidden ? List.of() : people),
            hidden ? Optional.of(1L) : Optional.empty()));
  }

  private static TrackedBox walker(int track, long step) {
    double phase = step * 0.006 * (1 + track * 0.15) + track * 0.37;
    double x = 0.1 + 0.8 * Math.abs((phase % 2) - 1);
    double y = 0.45 + 0.09 * track + 0.04 * Math.sin(phase * 7);
    double height = 0.16 + 0.18 * y;
    return new TrackedBox(
        new TrackId(10 + track),
        new Box(x - height * 0.17, y - height, x + height * 0.17, y),
        0.7 + 0.05 * track);
  }

  private static Jpeg picture(List<TrackedBox> people) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(96, 108, 118), 0, 230, new Color(150, 158, 160)));
    g.fillRect(0, 0, WIDTH, 230);
    g.setPaint(
        new GradientPaint(0, 200, new Color(178, 168, 150), 0, 576, new Color(120, 112, 98)));
    g.fillRect(0, 200, WIDTH, HEIGHT - 200);
    g.setColor(new Color(100, 92, 80, 90));
    for (int i = -10; i < 24; i++) {
      g.drawLine(384 + (i - 7) * 40, 200, 384 + (i - 7) * 150, HEIGHT);
    }
    for (TrackedBox person : people) {
      Box box = person.box();
      int left = (int) (box.left() * WIDTH);
      int top = (int) (box.top() * HEIGHT);
      int width = (int) (box.width() * WIDTH);
      int height = (int) (box.height() * HEIGHT);
      g.setColor(new Color(0, 0, 0, 60));
      g.fillOval(left - 4, top + height - 8, width + 8, 14);
      g.setColor(new Color(52, 62, 84));
      g.fillRoundRect(left + width / 5, top + height / 4, width * 3 / 5, height * 3 / 4, 18, 18);
      g.setColor(new Color(206, 168, 140));
      g.fillOval(left + width / 3, top, width / 3, height / 5);
    }
    g.dispose();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", out);
      return new Jpeg(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
