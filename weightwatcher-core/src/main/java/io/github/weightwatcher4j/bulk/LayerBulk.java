package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The noise of the matrices of a layer as it is put together, one after the other. */
final class LayerBulk {

  private static final int ROUNDS = 10;

  /** A round that changes a share by no more than this leaves it far nearer than that. */
  private static final double NEAR = 1e-5;

  private final MatrixNoise[] noises;
  private final List<Spike> spikes = new ArrayList<>();
  private final List<double[]> shares = new ArrayList<>();
  private double leastP = 2; // of one matrix
  private double statistic;
  private int matrices;

  private final ExpectedQuantiles quantiles = new ExpectedQuantiles();
  private final double critical;

  /**
   * A layer.
   *
   * @param critical what the largest eigenvalue of a matrix has to exceed, in Tracy-Widom units
   */
  LayerBulk(int matrices, double critical) {
    this.noises = new MatrixNoise[matrices];
    this.critical = critical;
  }

  /** All matrices alike, their eigenvalues in one; why there is no noise, if so. */
  Optional<FailedBulkFit> setAll(double[] values, double n, double m) {
    NoiseSearch search =
        new NoiseSearch(values, n, m, 0, noises.length, critical, false, quantiles);
    if (search.failure().isEmpty()) {
      setAll(search);
    }
    return search.failure();
  }

  private void setAll(NoiseSearch search) {
    Arrays.fill(noises, search.noise());
    add(search, noises.length);
    spikes.addAll(search.spikes());
    shares.add(shares(search.noise(), search.bulk()));
  }

  /** One matrix by its own noise; why it has none, if so. */
  Optional<FailedBulkFit> set(int i, MatrixSpectrum matrix, boolean known) {
    double[] values = NoiseSearch.aboveZero(matrix.spectrum());
    if (values.length < 2) {
      return Optional.of(new FailedBulkFit("a matrix has fewer than two eigenvalues above 0"));
    }
    double m = Math.min(matrix.m(), values.length);
    NoiseSearch search =
        new NoiseSearch(values, matrix.n(), m, matrix.kurtosis(), 1, critical, known, quantiles);
    if (search.failure().isEmpty()) {
      noises[i] = search.noise();
      add(search, 1);
      spikes.addAll(search.spikes());
      shares.add(shares(noises[i], search.bulk()));
    }
    return search.failure();
  }

  /** Small matrices, scaled to equal traces, by one noise. */
  Optional<FailedBulkFit> setTogether(List<Integer> small, List<MatrixSpectrum> all) {
    if (small.isEmpty()) {
      return Optional.empty();
    }
    List<MatrixSpectrum> members = small.stream().map(all::get).toList();
    double mean = members.stream().mapToDouble(it -> it.spectrum().sum()).average().orElseThrow();
    List<double[]> scaled = new ArrayList<>();
    for (MatrixSpectrum member : members) {
      double unit = member.spectrum().sum() / mean;
      if (!(unit > 0)) {
        return Optional.of(new FailedBulkFit("a matrix has no eigenvalue above 0"));
      }
      scaled.add(NoiseSearch.aboveZero(member.spectrum().scaled(1 / unit)));
    }
    double[] pooled = scaled.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    double m = (double) pooled.length / members.size();
    double n = members.stream().mapToDouble(MatrixSpectrum::n).average().orElseThrow();
    double kurtosis =
        members.stream().mapToDouble(MatrixSpectrum::kurtosis).average().orElseThrow();
    if (m < 2) {
      return Optional.of(new FailedBulkFit("a matrix has fewer than two eigenvalues above 0"));
    }
    NoiseSearch search =
        new NoiseSearch(
            pooled, Math.max(n, m), m, kurtosis, members.size(), critical, false, quantiles);
    if (search.failure().isEmpty()) {
      add(search, members.size());
      shares.add(shares(search.noise(), search.bulk()));
      spread(search, small, scaled, members, mean);
    }
    return search.failure();
  }

  /** What was found of all, in the units of each. */
  private void spread(
      NoiseSearch search,
      List<Integer> small,
      List<double[]> scaled,
      List<MatrixSpectrum> members,
      double mean) {
    MatrixNoise common = search.noise();
    for (int i = 0; i < members.size(); i++) {
      double unit = members.get(i).spectrum().sum() / mean;
      noises[small.get(i)] =
          new MatrixNoise(
              common.n(),
              common.m(),
              common.variance() * unit,
              common.kurtosis(),
              common.threshold() * unit);
      for (Spike spike : search.spikes()) {
        if (Arrays.binarySearch(scaled.get(i), spike.eigenvalue()) >= 0) {
          spikes.add(
              new Spike(
                  spike.eigenvalue() * unit,
                  spike.strength() * Math.sqrt(unit),
                  spike.statistic(),
                  spike.pValue()));
        }
      }
    }
  }

  private void add(NoiseSearch search, int count) {
    double single = -Math.expm1(Math.log1p(-search.pValue()) / count);
    if (single < leastP) {
      leastP = single;
      statistic = search.statistic();
    }
    matrices += count;
  }

  /** The share of the law below each eigenvalue of a bulk. */
  private static double[] shares(MatrixNoise noise, double[] bulk) {
    MarchenkoPastur law = noise.law();
    SparseNoise ratios = new SparseNoise(noise.m() / noise.n(), noise.excess());
    double[] shares = new double[bulk.length];
    for (int i = 0; i < bulk.length; i++) {
      shares[i] =
          ratios.isPlain()
              ? law.cdf(bulk[i])
              : share(law, ratios, bulk[i], (i + 0.5) / bulk.length);
    }
    return shares;
  }

  /**
   * As {@link MatrixNoise#cdf}, to 1e-6, from a good guess: two or three rounds of Steffensen's.
   * One is not enough where the ratios of the table bend between the guess and the share.
   */
  private static double share(MarchenkoPastur law, SparseNoise ratios, double x, double guess) {
    double p = guess;
    double change = 1;
    for (int round = 0; round < ROUNDS && change > NEAR; round++) {
      double next = nearer(law, ratios, x, p);
      change = Math.abs(next - p);
      p = next;
    }
    return p;
  }

  /** Two steps and the limit that they point to (Aitken). */
  private static double nearer(MarchenkoPastur law, SparseNoise ratios, double x, double guess) {
    double first = law.cdf(x / ratios.ratio(guess));
    double second = law.cdf(x / ratios.ratio(first));
    double change = second - first;
    double bend = change - (first - guess);
    double limit = bend == 0 ? second : second - change * change / bend;
    return Math.abs(limit - second) <= Math.abs(change) ? Math.min(1, Math.max(0, limit)) : second;
  }

  /** All of it; {@code spectrum} holds every eigenvalue. */
  MarchenkoPasturFit fit(Spectrum spectrum) {
    double[] all = shares.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    return new MarchenkoPasturFit(
        List.of(noises),
        spikes.stream().sorted(Comparator.comparingDouble(Spike::eigenvalue).reversed()).toList(),
        statistic,
        0.0 - Math.expm1(matrices * Math.log1p(-leastP)),
        GoodnessOfFit.of(all, matrices),
        Math.sqrt(spectrum.size() / spectrum.sum()),
        spectrum.max());
  }
}
