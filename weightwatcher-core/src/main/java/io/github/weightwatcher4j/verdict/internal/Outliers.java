package io.github.weightwatcher4j.verdict.internal;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.LikelihoodRatio;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What lies beyond the bulk of a layer, all its matrices pooled, each in units of its own noise.
 *
 * @param size eigenvalues of all matrices that are above zero
 * @param count k, how many are outliers
 * @param pValue chance that noise has so large an eigenvalue; 0 where no bulk could be fitted
 * @param largest the largest eigenvalue past its edge, in Tracy-Widom units
 * @param gap from the largest eigenvalue of the bulk to the first outlier, in the same units
 * @param goodness of the bulk; empty where none could be fitted
 * @param matrices rf, how many matrices there are
 * @param exact chances from shuffled weights, where there are enough of them
 * @param tail the eigenvalues over the edge of their bulk, as multiples of it; over the median
 *     where there is no bulk
 */
record Outliers(
    int size,
    int count,
    double pValue,
    double largest,
    double gap,
    Optional<GoodnessOfFit> goodness,
    int matrices,
    Optional<Exact> exact,
    Spectrum tail) {

  /**
   * Chances counted, not computed: of s shufflings of the weights, {@code (1 + those at least as
   * extreme) / (s + 1)}.
   *
   * @param largest of so large an eigenvalue, in units of its matrix's noise
   * @param distance of so large a distance of bulk and law
   */
  record Exact(double largest, double distance) {

    /**
     * Against the fits of shuffled weights.
     *
     * @param shuffled those that have a bulk; a layer of which not all have one is not compared
     */
    static Optional<Exact> of(MarchenkoPasturFit fit, List<BulkFit> shuffled) {
      List<MarchenkoPasturFit> fits =
          shuffled.stream()
              .filter(MarchenkoPasturFit.class::isInstance)
              .map(MarchenkoPasturFit.class::cast)
              .toList();
      if (fits.isEmpty() || fits.size() < shuffled.size()) {
        return Optional.empty();
      }
      long larger = fits.stream().filter(it -> it.statistic() >= fit.statistic()).count();
      double distance = ratio(fit);
      long farther = fits.stream().filter(it -> ratio(it) >= distance).count();
      double of = fits.size() + 1;
      return Optional.of(new Exact((1 + larger) / of, (1 + farther) / of));
    }

    private static double ratio(MarchenkoPasturFit fit) {
      return fit.goodness().distance() / fit.goodness().critical();
    }
  }

  static Outliers of(
      List<MatrixSpectrum> matrices, MarchenkoPasturFit fit, List<BulkFit> shuffled) {
    int all = matrices.stream().mapToInt(matrix -> matrix.spectrum().size()).sum();
    double[] statistics = new double[all];
    double[] ratios = new double[all];
    int size = 0;
    for (int i = 0; i < matrices.size(); i++) {
      MatrixNoise noise = fit.matrices().get(i);
      double upper = noise.upper();
      for (double eigenvalue : matrices.get(i).spectrum().toArray()) {
        statistics[size] = noise.edge().statistic(eigenvalue);
        ratios[size++] = eigenvalue / upper;
      }
    }
    Arrays.sort(statistics);
    int count = fit.spikes().size();
    double gap =
        count == 0 || count == all ? 0 : statistics[all - count] - statistics[all - count - 1];
    return new Outliers(
        all,
        count,
        fit.pValue(),
        statistics[all - 1],
        gap,
        Optional.of(fit.goodness()),
        matrices.size(),
        Exact.of(fit, shuffled),
        Spectrum.of(Arrays.stream(ratios).filter(ratio -> ratio > 1).toArray()));
  }

  /** Where most eigenvalues lie beyond what could be noise: what is above the median. */
  static Outliers beyondMedian(List<MatrixSpectrum> matrices) {
    Spectrum pooled = Spectrum.pooled(matrices.stream().map(MatrixSpectrum::spectrum).toList());
    double median = pooled.size() == 0 ? 1 : pooled.eigenvalue(pooled.size() / 2);
    Spectrum tail = median > 0 ? pooled.scaled(1 / median).above(1) : pooled.above(0);
    return new Outliers(
        pooled.size(),
        tail.size(),
        0,
        0,
        0,
        Optional.empty(),
        matrices.size(),
        Optional.empty(),
        tail);
  }

  /**
   * Whether the bulk follows the law of noise: D at most 1.2 times the critical distance, or no
   * farther from it than shuffled weights are.
   */
  boolean isGood() {
    return exact.isPresent()
        ? exact.get().distance() > PhaseFinder.LEVEL
        : goodness.filter(it -> it.distance() <= PhaseTests.GOOD * it.critical()).isPresent();
  }

  /** Whether there are eigenvalues that noise does not have. */
  boolean exist() {
    return exact.map(it -> it.largest() <= PhaseFinder.LEVEL).orElse(count > 0);
  }

  /**
   * Vuong's normalized log likelihood ratio of a power law against an exponential law, both from
   * the edge on: positive for the power law; 0 where there are too few to fit.
   */
  double powerLawRatio() {
    if (tail.size() < 3
        || !(TailLaw.POWER_LAW.fit(tail, 1) instanceof LawFit power)
        || !(TailLaw.EXPONENTIAL.fit(tail, 1) instanceof LawFit exponential)) {
      return 0;
    }
    return LikelihoodRatio.of(power, exponential, tail).normalizedRatio();
  }
}
