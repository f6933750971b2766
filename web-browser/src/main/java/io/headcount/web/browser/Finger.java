package io.headcount.web.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;

/**
 * A finger on a window's screen, as far below the browser's gestures as a real one: what scrolls a
 * page under a finger scrolls it here. Places are in CSS pixels of the window. Confined to the
 * browser's thread.
 */
public final class Finger {
  private static final int STEPS = 8;

  private final CDPSession screen;
  private double x;
  private double y;

  /** Makes the window one that can be touched. */
  public Finger(Window window) {
    screen = window.context().newCDPSession(window.page());
    JsonObject on = new JsonObject();
    on.addProperty("enabled", true);
    screen.send("Emulation.setTouchEmulationEnabled", on);
  }

  /** Scrolls something to where no bar lies over it. */
  public void reaches(Locator target) {
    target.evaluate("target => target.scrollIntoView({ block: 'center', behavior: 'instant' })");
  }

  /** Reaches something and touches it in its middle. */
  public void taps(Locator target) {
    reaches(target);
    target.click(new Locator.ClickOptions().setTrial(true)); // waits until nothing moves any more
    taps(middle(target));
  }

  /**
   * Touches a place for a moment.
   *
   * @param place across and down
   */
  public void taps(double[] place) {
    presses(place[0], place[1]);
    lifts();
  }

  /** Goes from the middle of something in sight to a place, in a few steps. */
  public void drags(Locator from, double toX, double toY) {
    double[] middle = middle(from);
    presses(middle[0], middle[1]);
    slides(toX, toY);
    lifts();
  }

  /** Touches a place and stays there. */
  public void presses(double atX, double atY) {
    touch("touchStart", atX, atY);
  }

  /** Goes straight to a place, in a few steps, and stays there. */
  public void slides(double toX, double toY) {
    double fromX = x;
    double fromY = y;
    for (int step = 1; step <= STEPS; step++) {
      double part = step / (double) STEPS;
      touch("touchMove", fromX + part * (toX - fromX), fromY + part * (toY - fromY));
    }
  }

  public void lifts() {
    send("touchEnd", new JsonArray());
  }

  private static double[] middle(Locator target) {
    BoundingBox box = target.boundingBox();
    return new double[] {box.x + box.width / 2, box.y + box.height / 2};
  }

  private void touch(String type, double atX, double atY) {
    x = atX;
    y = atY;
    JsonObject point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    JsonArray points = new JsonArray();
    points.add(point);
    send(type, points);
  }

  private void send(String type, JsonArray points) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    screen.send("Input.dispatchTouchEvent", event);
  }
}
