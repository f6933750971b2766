package io.headcount.analytics.evaluation;

import io.headcount.analytics.geometry.Box;
import java.util.List;

/** One line of a MOT file on its way to a row. Immutable. */
final class MotLine {
  private static final List<String> COLUMNS =
      List.of("frame", "id", "left", "top", "width", "height", "confidence");
  private static final int NEEDED = 6;

  private final String file;
  private final int number;
  private final String[] fields;

  MotLine(String file, int number, String text) {
    this.file = file;
    this.number = number;
    fields = text.split(",", -1);
    if (fields.length < NEEDED) {
      throw fault(
          "%d columns where at least %d are needed: write frame,id,left,top,width,height,confidence"
              .formatted(fields.length, NEEDED));
    }
  }

  MotRow row() {
    long frame = whole(0, 1, Integer.MAX_VALUE);
    long id = whole(1, 0, Long.MAX_VALUE);
    double left = decimal(2);
    double top = decimal(3);
    double right = left + size(4);
    double bottom = top + size(5);
    if (right <= left || bottom <= top || !Double.isFinite(right) || !Double.isFinite(bottom)) {
      throw fault("left, top, width and height make no box: give them in pixels");
    }
    double confidence = fields.length > NEEDED ? decimal(NEEDED) : 1;
    return new MotRow((int) frame, id, new Box(left, top, right, bottom), confidence);
  }

  private double size(int column) {
    double size = decimal(column);
    if (size <= 0) {
      throw fault(
          "%s %s is not positive: correct it or remove the line"
              .formatted(COLUMNS.get(column), fields[column].strip()));
    }
    return size;
  }

  /** Some programs write whole numbers as decimals, such as 12.0. */
  private long whole(int column, long least, long most) {
    double value = decimal(column);
    if (value != Math.rint(value) || value < least || value > most) {
      throw fault(
          "%s '%s' is not a whole number from %d: %s"
              .formatted(
                  COLUMNS.get(column),
                  fields[column].strip(),
                  least,
                  column == 0 ? "frames count from 1" : "number the tracks, -1 is no identity"));
    }
    return (long) value;
  }

  private double decimal(int column) {
    String field = fields[column].strip();
    try {
      double value = Double.parseDouble(field);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below, together with infinities
    }
    throw fault(
        "%s '%s' is not a number: write it in digits with a point, columns apart by commas"
            .formatted(COLUMNS.get(column), field));
  }

  private MotFormatException fault(String text) {
    return new MotFormatException(file, number, text);
  }
}
