package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.LikelihoodRatio;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Glyph;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Gamma;

/**
 * Stochastic gradient descent on least squares in one dimension, {@code w' = A w + B}: where the
 * batches make A random, the iterates have a power law tail, {@code P(|w| > x) ~ x^-kappa} with
 * {@code E |A|^kappa = 1}, however tame the data; where only B is random, they have none (Kesten
 * 1973; Hodgkinson &amp; Mahoney, Multiplicative noise and heavy tails in stochastic optimization,
 * 2021).
 *
 * <p>{@code java ... io.github.weightwatcher4j.examples.MultiplicativeNoise docs/images/training}
 * prints the tails and draws multiplicative-noise.png, in a quarter of a minute.
 *
 * @param runs one for each kind of noise
 */
public record MultiplicativeNoise(List<Run> runs) {

  private static final List<Double> TAILS = List.of(0.05, 0.005, 0.0005);
  private static final int MIDDLE = 1;
  private static final int STEPS = 300;

  /**
   * What a step does to an iterate. Data x and errors e are Gaussian of variance 1, the loss is
   * {@code (w x - e)^2 / 2}: the best w is 0.
   *
   * @param rate learning rate, positive
   * @param batch examples in a batch, at least 1
   * @param multiplicative whether A is that of the batch, {@code 1 - rate mean x^2}, or its mean
   */
  public record Noise(double rate, int batch, boolean multiplicative) {

    private double step(double w, Random random) {
      double squares = 0;
      for (int i = 0; i < batch; i++) {
        double x = random.nextGaussian();
        squares += x * x;
      }
      double sum = Math.sqrt(squares) * random.nextGaussian(); // of x e, given the x
      double curvature = multiplicative ? squares / batch : 1;
      return w - rate * curvature * w + rate * sum / batch;
    }

    /**
     * {@code ln E |1 - rate s^2 / batch|^power}, s of the chi distribution with as many degrees of
     * freedom as the batch has examples.
     */
    double logMoment(double power) {
      double kink = Math.sqrt(batch / rate);
      double end = Math.sqrt(batch) + 12 + 2 * Math.sqrt(power);
      double constant = (1 - batch / 2.0) * Math.log(2) - Gamma.logGamma(batch / 2.0);
      IterativeLegendreGaussIntegrator rule = new IterativeLegendreGaussIntegrator(32, 1e-8, 1e-12);
      double sum = 0;
      double[] edges = {0, Math.min(kink, end), end};
      for (int i = 0; i < 2; i++) {
        if (edges[i] < edges[i + 1]) {
          sum +=
              rule.integrate(
                  1_000_000,
                  s ->
                      Math.pow(Math.abs(1 - rate * s * s / batch), power)
                          * Math.exp(constant + (batch - 1) * Math.log(s) - s * s / 2),
                  edges[i],
                  edges[i + 1]);
        }
      }
      return Math.log(sum);
    }

    /** The index kappa of the tail; empty where there is none. */
    OptionalDouble kappa() {
      if (!multiplicative) {
        return OptionalDouble.empty();
      }
      double low = 0.5; // below it, the integrand is too steep where A is 0
      if (logMoment(low) >= 0) {
        throw new IllegalArgumentException(
            "rate "
                + rate
                + " is too large: kappa would be below 0.5, or there is no law to settle to");
      }
      double high = 2 * low;
      while (logMoment(high) < 0) {
        high *= 2;
      }
      return OptionalDouble.of(new BrentSolver(1e-9).solve(1000, this::logMoment, high / 2, high));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s, rate %.3g, batch %d",
          multiplicative ? "multiplicative" : "additive only",
          rate,
          batch);
    }
  }

  /**
   * Iterates of many chains that began at 0.
   *
   * @param noise what made them
   * @param kappa the index that their tail has in theory; empty for none
   * @param sizes |w|, ascending, over their median
   * @param fits power laws of the largest 5, 0.5 and 0.05 per cent, whose alpha is kappa + 1
   * @param test of power law against exponential in the largest half per cent
   */
  public record Run(
      Noise noise,
      OptionalDouble kappa,
      List<Double> sizes,
      List<PowerLawFit> fits,
      LikelihoodRatio test) {

    /** Copies the lists. */
    public Run {
      sizes = List.copyOf(sizes);
      fits = List.copyOf(fits);
    }

    static Run of(Noise noise, int chains, long seed) {
      Random random = new Random(seed);
      double[] sizes = new double[chains];
      for (int i = 0; i < chains; i++) {
        double w = 0;
        for (int step = 0; step < STEPS; step++) {
          w = noise.step(w, random);
        }
        sizes[i] = Math.abs(w);
      }
      Arrays.sort(sizes);
      double median = sizes[chains / 2];
      Spectrum scaled = Spectrum.of(Arrays.stream(sizes).map(size -> size / median).toArray());
      List<PowerLawFit> fits = TAILS.stream().map(tail -> fit(scaled, tail)).toList();
      PowerLawFit law = fits.get(MIDDLE);
      LawFit exponential = (LawFit) TailLaw.EXPONENTIAL.fit(scaled, law.xMin());
      return new Run(
          noise,
          noise.kappa(),
          scaled.values().boxed().toList(),
          fits,
          LikelihoodRatio.of(law, exponential, scaled));
    }

    private static PowerLawFit fit(Spectrum scaled, double tail) {
      int largest = (int) Math.round(tail * scaled.size());
      double xMin = scaled.eigenvalue(scaled.size() - largest);
      return (PowerLawFit) TailLaw.POWER_LAW.fit(scaled, xMin);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-34s", noise));
      text.append(
          kappa.isPresent()
              ? String.format(Locale.ROOT, " kappa %.3f", kappa.getAsDouble())
              : " kappa none ");
      text.append(", fitted");
      fits.forEach(
          fit ->
              text.append(
                  String.format(
                      Locale.ROOT, " %6.2f ± %.2f", fit.alpha() - 1, fit.standardError())));
      return text.append(String.format(Locale.ROOT, ", R %.1f", test.normalizedRatio())).toString();
    }
  }

  /** Copies the list. */
  public MultiplicativeNoise {
    runs = List.copyOf(runs);
  }

  /** Runs chains, prints, and writes a plot into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    MultiplicativeNoise noise =
        of(
            100_000,
            new Noise(2.0 / 3, 1, true),
            new Noise(0.5, 1, true),
            new Noise(0.5, 2, true),
            new Noise(0.5, 1, false));
    System.out.println(noise);
    noise.plot().writePng(Path.of(args[0]).resolve("multiplicative-noise.png"));
  }

  static MultiplicativeNoise of(int chains, Noise... noises) {
    return new MultiplicativeNoise(
        Arrays.stream(noises).map(noise -> Run.of(noise, chains, 1)).toList());
  }

  /** The share of iterates beyond x, with the slope that theory gives the tail. */
  XyPlot plot() {
    XyPlot.Builder plot =
        XyPlot.titled("Iterates of gradient descent by the kind of their noise")
            .axes(
                Axis.log("|w| / median").startingAt(0.3),
                Axis.log("share of iterates beyond").between(5e-6, 1.2));
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      String name =
          run.noise()
              + run.kappa().stream()
                  .mapToObj(kappa -> String.format(Locale.ROOT, ", κ = %.2f", kappa))
                  .findFirst()
                  .orElse("");
      plot.add(new Mark.Dots(name, Ink.group(i), Glyph.group(i), beyond(run.sizes())));
      if (run.kappa().isPresent()) {
        plot.add(new Mark.Curve("", Ink.group(i), Pen.DASHED, slope(run)));
      }
    }
    return plot.note("dashed: the slope -κ of theory").describedAs(toString());
  }

  /** A dot a seventh of a decade of shares, where that is another iterate. */
  private static List<Dot> beyond(List<Double> sizes) {
    int all = sizes.size();
    return DoubleStream.iterate(all, count -> count >= 1, count -> count * Math.pow(10, -1.0 / 7))
        .mapToLong(Math::round)
        .distinct()
        .mapToObj(count -> Dot.of(sizes.get(all - (int) count), (double) count / all, ""))
        .toList();
  }

  /** Through the tail's beginning, to the largest. */
  private static List<Point> slope(Run run) {
    double xMin = run.fits().get(MIDDLE).xMin();
    double xMax = run.sizes().get(run.sizes().size() - 1);
    double end = TAILS.get(MIDDLE) * Math.pow(xMax / xMin, -run.kappa().orElseThrow());
    return List.of(new Point(xMin, TAILS.get(MIDDLE)), new Point(xMax, end));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run).append('\n'));
    return text.toString();
  }
}
