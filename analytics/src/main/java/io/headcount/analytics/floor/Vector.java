package io.headcount.analytics.floor;

/** In a camera's own directions: to the right, down and ahead. Immutable. */
record Vector(double x, double y, double z) {
  Vector plus(Vector o) {
    return new Vector(x + o.x, y + o.y, z + o.z);
  }

  Vector times(double by) {
    return new Vector(x * by, y * by, z * by);
  }

  double dot(Vector o) {
    return x * o.x + y * o.y + z * o.z;
  }

  Vector cross(Vector o) {
    return new Vector(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  Vector unit() {
    return times(1 / length());
  }
}
