package io.github.weightwatcher4j.plot.chart;

import java.awt.Color;

/**
 * How eyes see colours: sRGB to linear light (IEC 61966-2-1), what colour-blind eyes make of it
 * (Machado, Oliveira &amp; Fernandes 2009, severity 1), and CIELAB under D65.
 */
final class Eye {

  /** Sees all colours. */
  static final Eye USUAL = new Eye("usual", 1, 0, 0, 0, 1, 0, 0, 0, 1);

  /** Has no cones for red. */
  static final Eye PROTANOPE =
      new Eye(
          "protanope",
          0.152286,
          1.052583,
          -0.204868,
          0.114503,
          0.786281,
          0.099216,
          -0.003882,
          -0.048116,
          1.051998);

  /** Has no cones for green. */
  static final Eye DEUTERANOPE =
      new Eye(
          "deuteranope",
          0.367322,
          0.860646,
          -0.227968,
          0.280085,
          0.672501,
          0.047413,
          -0.011820,
          0.042940,
          0.968881);

  private final String name;
  private final double[] matrix;

  private Eye(String name, double... matrix) {
    this.name = name;
    this.matrix = matrix;
  }

  @Override
  public String toString() {
    return name;
  }

  /** How different two colours look: distance in CIELAB; 2.3 is just seen. */
  double difference(Color a, Color b) {
    double[] p = lab(a);
    double[] q = lab(b);
    return Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
  }

  /** Lightness in print without colours, 0 to 100. */
  static double lightness(Color color) {
    return USUAL.lab(color)[0];
  }

  /** Contrast of two colours, 1 to 21 (WCAG 2.2). */
  static double contrast(Color a, Color b) {
    double one = luminance(USUAL.light(a)) + 0.05;
    double other = luminance(USUAL.light(b)) + 0.05;
    return Math.max(one, other) / Math.min(one, other);
  }

  private double[] lab(Color color) {
    double[] light = light(color);
    double x = root(times(light, 0.4124564, 0.3575761, 0.1804375) / 0.95047);
    double y = root(luminance(light));
    double z = root(times(light, 0.0193339, 0.1191920, 0.9503041) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private double[] light(Color color) {
    double[] rgb = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = times(rgb, matrix[3 * i], matrix[3 * i + 1], matrix[3 * i + 2]);
      seen[i] = Math.max(0, Math.min(1, value));
    }
    return seen;
  }

  private static double luminance(double[] light) {
    return times(light, 0.2126729, 0.7151522, 0.0721750);
  }

  private static double times(double[] v, double a, double b, double c) {
    return a * v[0] + b * v[1] + c * v[2];
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double root(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }
}
