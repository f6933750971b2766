package io.headcount.analytics.scene;

import java.util.regex.Pattern;

/**
 * Name of a camera, unique on its box: letters, digits, '.', '-' and '_', at most 64. Immutable.
 */
public record CameraId(String value) implements Comparable<CameraId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public CameraId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "camera id '" + value + "' may have letters, digits, '.', '-' and '_' only");
    }
  }

  @Override
  public int compareTo(CameraId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
