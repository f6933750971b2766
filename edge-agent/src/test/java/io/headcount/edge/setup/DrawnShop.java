package io.headcount.edge.setup;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A shop that is drawn, and people who walk from its door towards the camera and back: enough like
 * people for the detector, and nobody whose picture could not be shown. Stateless.
 */
final class DrawnShop {
  static final int WIDTH = 768;
  static final int HEIGHT = 576;

  private static final int WALL = 190;
  private static final Color SKIN = new Color(214, 170, 140);
  private static final Color SHOES = new Color(30, 28, 28);

  /**
   * Somebody who goes up and down the shop.
   *
   * @param begin where on the way in the first picture: 0 is the door, 1 near the camera, 2 the
   *     door
   * @param lane share of the width
   */
  private record Walker(double begin, double lane, Color coat, Color trousers, Color hair) {}

  private static final List<Walker> WALKERS =
      List.of(
          new Walker(0, 0.42, new Color(52, 70, 120), new Color(50, 52, 60), new Color(60, 40, 26)),
          new Walker(
              0.35, 0.55, new Color(150, 46, 50), new Color(46, 58, 92), new Color(24, 20, 20)),
          new Walker(
              1.1, 0.47, new Color(60, 96, 70), new Color(92, 80, 62), new Color(140, 100, 50)),
          new Walker(
              1.5, 0.62, new Color(70, 70, 76), new Color(34, 36, 44), new Color(96, 92, 90)));

  /** Where a walker is: feet and height in pixels. */
  private record Place(Walker walker, double x, double foot, double height, boolean coming) {
    static Place of(Walker walker, double seconds) {
      double way = (seconds * 0.09 + walker.begin()) % 2;
      boolean coming = way < 1;
      double near = coming ? way : 2 - way;
      double foot = 215 + near * near * 250 + near * 60;
      double x = WIDTH * (walker.lane() + (walker.lane() - 0.5) * near * 1.6);
      return new Place(walker, x, foot, 120 + (foot - 215) * 0.42, coming);
    }
  }

  private DrawnShop() {}

  /** What the camera sees then. */
  static BufferedImage picture(double seconds) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    room(g);
    List<Place> places = new ArrayList<>();
    WALKERS.forEach(walker -> places.add(Place.of(walker, seconds)));
    places.sort(Comparator.comparingDouble(Place::foot));
    places.forEach(place -> person(g, place, seconds));
    g.dispose();
    return taken(image, seconds);
  }

  private static void room(Graphics2D g) {
    g.setPaint(gradient(0, new Color(196, 200, 200), 200, new Color(222, 222, 216)));
    g.fillRect(0, 0, WIDTH, WALL);
    g.setPaint(gradient(WALL, new Color(190, 180, 164), HEIGHT, new Color(150, 140, 124)));
    g.fillRect(0, WALL, WIDTH, HEIGHT - WALL);
    g.setColor(new Color(120, 112, 100, 70));
    for (int i = -12; i < 26; i++) {
      g.drawLine(WIDTH / 2 + (i - 7) * 50, WALL, WIDTH / 2 + (i - 7) * 190, HEIGHT);
    }
    for (double y = WALL, step = 14; y < HEIGHT; y += step, step *= 1.35) {
      g.draw(new Line2D.Double(0, y, WIDTH, y));
    }
    g.setColor(new Color(120, 150, 168));
    g.fillRect(300, 20, 170, 172);
    g.setColor(new Color(60, 66, 72));
    g.setStroke(new BasicStroke(5));
    g.drawRect(300, 20, 170, 172);
    g.drawLine(385, 20, 385, 192);
  }

  private static GradientPaint gradient(int top, Color above, int bottom, Color below) {
    return new GradientPaint(0, top, above, 0, bottom, below);
  }

  /** One unit is the person's height; the feet are at the origin. */
  private static void person(Graphics2D g, Place place, double seconds) {
    Walker walker = place.walker();
    double swing = 0.09 * Math.sin(seconds * 5.5 + walker.begin() * 4);
    AffineTransform before = g.getTransform();
    g.translate(place.x(), place.foot());
    g.scale(place.height(), place.height());
    g.setColor(new Color(0, 0, 0, 70));
    g.fill(new Ellipse2D.Double(-0.2, -0.03, 0.4, 0.07));
    leg(g, -0.045, -swing, walker.trousers().darker());
    leg(g, 0.045, swing, walker.trousers());
    arm(g, -1, swing, walker.coat().darker());
    arm(g, 1, swing, walker.coat().darker());
    torso(g, walker.coat());
    g.setColor(SKIN.darker());
    g.fill(new Rectangle2D.Double(-0.028, -0.89, 0.056, 0.05));
    g.setColor(SKIN);
    g.fill(new Ellipse2D.Double(-0.055, -1, 0.11, 0.135));
    g.setColor(walker.hair());
    g.fill(
        new Arc2D.Double(
            -0.06,
            -1.01,
            0.12,
            0.13,
            place.coming() ? 10 : -40,
            place.coming() ? 160 : 260,
            Arc2D.CHORD));
    g.setTransform(before);
  }

  private static void limb(Graphics2D g, double thickness, Color colour, double... points) {
    g.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(colour);
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    path.lineTo(points[2], points[3]);
    path.lineTo(points[4], points[5]);
    g.draw(path);
  }

  private static void leg(Graphics2D g, double x, double swing, Color colour) {
    limb(g, 0.085, colour, x, -0.47, x + swing * 0.6, -0.26, x + swing, -0.05);
    g.setColor(SHOES);
    g.fill(new Ellipse2D.Double(x + swing - 0.05, -0.05, 0.11, 0.05));
  }

  private static void arm(Graphics2D g, int side, double swing, Color colour) {
    double hand = 0.14 * side - swing * 0.9;
    limb(g, 0.06, colour, 0.125 * side, -0.79, 0.155 * side - swing * 0.4, -0.63, hand, -0.49);
    g.setColor(SKIN);
    g.fill(new Ellipse2D.Double(hand - 0.025, -0.5, 0.05, 0.06));
  }

  private static void torso(Graphics2D g, Color coat) {
    Path2D torso = new Path2D.Double();
    torso.moveTo(-0.06, -0.855);
    torso.curveTo(-0.13, -0.85, -0.15, -0.82, -0.145, -0.76);
    torso.lineTo(-0.11, -0.6);
    torso.lineTo(-0.125, -0.45);
    torso.lineTo(0.125, -0.45);
    torso.lineTo(0.11, -0.6);
    torso.lineTo(0.145, -0.76);
    torso.curveTo(0.15, -0.82, 0.13, -0.85, 0.06, -0.855);
    torso.closePath();
    g.setPaint(new GradientPaint(-0.13f, 0, coat.brighter(), 0.15f, 0, coat.darker()));
    g.fill(torso);
  }

  /** A little noisy, as a camera makes it. */
  private static BufferedImage taken(BufferedImage image, double seconds) {
    byte[] levels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    Random random = new Random(Math.round(seconds * 1000));
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.clamp((levels[i] & 0xff) + random.nextInt(-4, 5), 0, 255);
    }
    return image;
  }
}
