package io.headcount.analytics.floor;

/**
 * A map of a plane on a plane that keeps straight lines straight: {@code (ax + by + c, dx + ey + f)
 * / (gx + hy + i)}. Immutable.
 */
record Homography(
    double a, double b, double c, double d, double e, double f, double g, double h, double i) {

  double x(double x, double y) {
    return (a * x + b * y + c) / depth(x, y);
  }

  double y(double x, double y) {
    return (d * x + e * y + f) / depth(x, y);
  }

  /** Zero at the horizon, with other signs on its two sides. */
  double depth(double x, double y) {
    return g * x + h * y + i;
  }

  /** The way back, but for a factor, which means nothing. */
  Homography inverse() {
    return new Homography(
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d);
  }

  /** First this, then that. */
  Homography then(Homography o) {
    return new Homography(
        o.a * a + o.b * d + o.c * g,
        o.a * b + o.b * e + o.c * h,
        o.a * c + o.b * f + o.c * i,
        o.d * a + o.e * d + o.f * g,
        o.d * b + o.e * e + o.f * h,
        o.d * c + o.e * f + o.f * i,
        o.g * a + o.h * d + o.i * g,
        o.g * b + o.h * e + o.i * h,
        o.g * c + o.h * f + o.i * i);
  }

  /** The same map, its depth another. */
  Homography times(double by) {
    return new Homography(a * by, b * by, c * by, d * by, e * by, f * by, g * by, h * by, i * by);
  }

  /** Where this maps to the right of {@code x}, given that depth is positive there. */
  Edge right(double x) {
    return new Edge(a - x * g, b - x * h, c - x * i);
  }

  /** Where this maps beyond {@code y}, given that depth is positive there. */
  Edge ahead(double y) {
    return new Edge(d - y * g, e - y * h, f - y * i);
  }

  static Homography scale(double x, double y) {
    return new Homography(x, 0, 0, 0, y, 0, 0, 0, 1);
  }
}
