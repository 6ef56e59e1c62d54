package io.github.weightwatcher4j.random;

import java.util.SplittableRandom;

/** Independent entries of Student's law, of variance 1 where it has one. */
record StudentEntries(double degrees) implements IndependentEntries {

  StudentEntries {
    Domain.requirePositive("degrees", degrees);
  }

  /** The polar form of Bailey (1994), which takes degrees that are no whole number. */
  @Override
  public double next(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    double radius = Math.sqrt(degrees * Math.expm1(-2 * Math.log(u) / degrees));
    return scale() * radius * Math.cos(angle);
  }

  private double scale() {
    return degrees > 2 ? Math.sqrt((degrees - 2) / degrees) : 1;
  }

  @Override
  public EntryMoments moments(int rows, int columns) {
    return EntryMoments.ofTail(degrees, true, 0, 1, 3 + 6 / (degrees - 4));
  }

  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    return ExpectedSpectrum.ofTail(rows, columns, degrees, moments(rows, columns));
  }
}
