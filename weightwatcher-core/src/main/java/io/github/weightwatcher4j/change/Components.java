package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.setol.ErgCondition;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Locale;

/**
 * How many of a layer's singular values, from the largest down, are its components: a number k for
 * all matrices of the layer together. Each of rf matrices has {@code ceil(k / rf)} of them.
 * Eigenvalues are those of the weights as they are, without the convolution norm.
 */
public final class Components {

  /** Eigenvalues up to this share of their mean are no part of a tail, as in an analysis. */
  private static final double CUTOFF = 1e-5;

  private final String description;
  private final Rule rule;

  private Components(String description, Rule rule) {
    this.description = description;
    this.rule = rule;
  }

  /** Counts components of a layer from its pooled spectrum. */
  @FunctionalInterface
  private interface Rule {
    Count count(Spectrum spectrum, MatrixShape shape);
  }

  /**
   * A number of components and how it came about.
   *
   * @param k number of components, at least 0
   * @param reason where it comes from; why there is none, where k is 0
   */
  record Count(int k, String reason) {}

  /**
   * As many as the given number.
   *
   * @param k components of all matrices together, at least 1
   */
  public static Components count(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be >= 1 but was " + k);
    }
    String text = k + (k == 1 ? " component" : " components");
    return new Components(text, (spectrum, shape) -> new Count(k, text));
  }

  /**
   * A fraction of all eigenvalues, rounded down: {@code k = floor(fraction * M * rf)}.
   *
   * @param fraction above 0, at most 1
   */
  public static Components fraction(double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be in (0, 1] but was " + fraction);
    }
    String text = String.format(Locale.ROOT, "%s of the eigenvalues", fraction);
    return new Components(
        text,
        (spectrum, shape) -> {
          // 0.29 * 100 is a little less than 29.
          double k = Math.floor(fraction * shape.eigenvalues() * (1 + 0x1p-50));
          return new Count((int) k, fraction + " of " + shape.eigenvalues() + " eigenvalues");
        });
  }

  /** The tail whose determinant is 1, {@code detX_num}: see {@link ErgCondition}. */
  public static Components erg() {
    return new Components("the ERG tail", (spectrum, shape) -> ergTail(spectrum));
  }

  private static Count ergTail(Spectrum spectrum) {
    return ErgCondition.of(spectrum)
        .map(
            erg ->
                new Count(
                    erg.tailSize(),
                    String.format(Locale.ROOT, "ERG tail from %.6g", erg.eigenvalue())))
        .orElse(new Count(0, "all weights are zero"));
  }

  /** The tail of the power-law fit with the defaults of an analysis, {@code num_pl_spikes}. */
  public static Components tail() {
    PowerLawFitter fitter = new PowerLawFitter(2);
    return new Components("the power-law tail", (spectrum, shape) -> tail(fitter, spectrum));
  }

  private static Count tail(PowerLawFitter fitter, Spectrum spectrum) {
    TailFit tail = fitter.fit(spectrum.above(CUTOFF * spectrum.mean()));
    if (tail instanceof PowerLawFit fit) {
      return new Count(
          fit.tailSize(), String.format(Locale.ROOT, "power-law tail from %.6g", fit.xMin()));
    }
    return new Count(0, tail instanceof FailedFit failed ? failed.reason() : "no power-law tail");
  }

  /**
   * The spikes beyond the bulk of a Marchenko-Pastur law, {@code num_spikes}: see {@link
   * RobustBulkFitter}.
   */
  public static Components spikes() {
    return new Components("the spikes beyond the bulk", Components::spikes);
  }

  private static Count spikes(Spectrum spectrum, MatrixShape shape) {
    BulkFit bulk = new RobustBulkFitter().fit(spectrum, shape);
    if (bulk instanceof MarchenkoPasturFit fit) {
      String reason = String.format(Locale.ROOT, "spikes beyond %.6g", fit.threshold());
      return new Count(fit.spikes().size(), fit.spikes().isEmpty() ? "no " + reason : reason);
    }
    return new Count(0, bulk instanceof FailedBulkFit failed ? failed.reason() : "no bulk");
  }

  /** Components of one layer. */
  Count of(Spectrum pooled, MatrixShape shape) {
    return rule.count(pooled, shape);
  }

  @Override
  public String toString() {
    return description;
  }
}
