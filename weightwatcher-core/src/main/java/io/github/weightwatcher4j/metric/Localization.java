package io.github.weightwatcher4j.metric;

import java.util.Arrays;

/**
 * How far the weight of a vector v of length 1 sits on few of its n components: the inverse
 * participation ratio {@code IPR = sum v_i^4}, and what is left of it beyond what vectors have that
 * are spread out.
 *
 * @param ipr in [1 / n, 1]: 1 for a single component, 1 / n for components of equal size
 * @param size n, at least 1
 */
public record Localization(double ipr, int size) {

  /** Rounding in a sum of n squares. */
  private static final double ROUNDING = 1e-9;

  /** Checks the domains. */
  public Localization {
    if (size < 1 || !(ipr * size >= 1 - ROUNDING && ipr <= 1 + ROUNDING)) {
      throw new IllegalArgumentException(
          "needs size >= 1 and an ipr in [1 / size, 1]: " + size + " " + ipr);
    }
  }

  /**
   * Of a vector of any length.
   *
   * @throws IllegalArgumentException where it is zero or empty, or not finite
   */
  public static Localization of(double... vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    double squares = 0;
    double fourths = 0;
    for (double component : vector) {
      double x = component / largest; // squares of small numbers vanish
      squares += x * x;
      fourths += x * x * x * x;
    }
    return new Localization(Math.min(1, fourths / squares / squares), vector.length);
  }

  /**
   * {@code (n IPR - 1) / (n - 1)}, in [0, 1]: 0 for components of equal size, 1 for a single one.
   * It is 1 where there is only one.
   */
  public double uniform() {
    return size == 1 ? 1 : Math.max(0, (size * ipr - 1) / (size - 1.0));
  }

  /**
   * {@code q = (IPR - 3 / (n + 2)) / (1 - 3 / (n + 2))}, or 0 where that is less; in [0, 1]: near 0
   * for vectors of noise, whose components follow the law of Porter and Thomas (1956), and for
   * components more alike than those; 1 for a single component. It is 1 where there is only one.
   */
  public double porterThomas() {
    double noise = 3.0 / (size + 2);
    return size == 1 ? 1 : Math.max(0, (ipr - noise) / (1 - noise));
  }
}
