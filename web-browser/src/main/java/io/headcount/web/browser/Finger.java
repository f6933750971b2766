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
  private final CDPSession screen;

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
    double[] middle = middle(target);
    touch("touchStart", middle[0], middle[1]);
    lift();
  }

  /** Goes from the middle of something in sight to a place, in a few steps. */
  public void drags(Locator from, double x, double y) {
    double[] middle = middle(from);
    touch("touchStart", middle[0], middle[1]);
    int steps = 8;
    for (int i = 1; i <= steps; i++) {
      touch(
          "touchMove",
          middle[0] + (x - middle[0]) * i / steps,
          middle[1] + (y - middle[1]) * i / steps);
    }
    lift();
  }

  private static double[] middle(Locator target) {
    BoundingBox box = target.boundingBox();
    return new double[] {box.x + box.width / 2, box.y + box.height / 2};
  }

  private void touch(String type, double x, double y) {
    JsonObject point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    JsonArray points = new JsonArray();
    points.add(point);
    send(type, points);
  }

  private void lift() {
    send("touchEnd", new JsonArray());
  }

  private void send(String type, JsonArray points) {
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    screen.send("Input.dispatchTouchEvent", event);
  }
}
