package io.headcount.collector.simulate;

import java.util.Arrays;
import java.util.List;

/**
 * Where in a camera's picture people were in one minute: those in a zone on a patch of cells of its
 * own, those who only pass on a strip before it. Confined to one thread; holds the last minute that
 * was painted. All person-seconds of the zones are in it.
 */
final class Warmth {
  static final int COLUMNS = 32;
  static final int ROWS = 18;

  private static final int PATCH_TOP = 8;
  private static final int PATCH_ROWS = 3;
  private static final int PATCH_COLUMNS = 4;
  private static final int BETWEEN_PATCHES = 12;
  private static final int STRIP = 13; // row
  private static final int PASSING_TENTHS = 40; // of a second, for each who passes

  private final int[] presence = new int[COLUMNS * ROWS];
  private final int[] stationary = new int[COLUMNS * ROWS];

  /** Tenths of person-seconds by cell, until the next minute is painted. */
  int[] presence() {
    return presence;
  }

  /** Those of them in which the person stood. */
  int[] stationary() {
    return stationary;
  }

  void paintNothing() {
    Arrays.fill(presence, 0);
    Arrays.fill(stationary, 0);
  }

  void paint(ShopCamera camera, List<ZoneDay> days, int minute) {
    paintNothing();
    for (int i = 0; i < days.size(); i++) {
      patch(camera.zones().get(i), i, 10 * days.get(i).present(minute), minute);
      strip(i, PASSING_TENTHS * days.get(i).passBys(minute));
    }
  }

  /** Where in the patch they are changes with the minute; the middle is liked best. */
  private void patch(ShopCamera.Zone zone, int index, int tenths, int minute) {
    int cells = PATCH_ROWS * PATCH_COLUMNS;
    int weights = 0;
    int given = 0;
    int whole = 0;
    for (int i = 0; i < cells; i++) {
      whole += weight(i, minute);
    }
    for (int i = 0; i < cells; i++) {
      weights += weight(i, minute);
      int upTo = (int) ((long) tenths * weights / whole);
      int row = PATCH_TOP + i / PATCH_COLUMNS;
      int column = 4 + BETWEEN_PATCHES * index + i % PATCH_COLUMNS;
      presence[row * COLUMNS + column] += upTo - given;
      stationary[row * COLUMNS + column] += (upTo - given) * standing(zone.use()) / 100;
      given = upTo;
    }
  }

  private static int weight(int cell, int minute) {
    boolean middle = cell / PATCH_COLUMNS == 1;
    return (middle ? 6 : 2) + (cell * 7 + minute) % 5;
  }

  /** Per cent of the time. */
  private static int standing(ShopCamera.Use use) {
    return switch (use) {
      case ENTRANCE -> 10;
      case PRODUCT -> 70;
      case QUEUE -> 85;
      case SERVICE -> 95;
    };
  }

  private void strip(int index, int tenths) {
    int length = BETWEEN_PATCHES;
    for (int i = 0; i < length; i++) {
      int cell = STRIP * COLUMNS + BETWEEN_PATCHES * index + i;
      presence[cell] += tenths * (i + 1) / length - tenths * i / length;
    }
  }
}
