package io.github.weightwatcher4j.bulk;

import java.util.List;

/**
 * A Marchenko-Pastur law fitted to the bulk of a spectrum, and the spikes beyond it.
 *
 * @param law the bulk's law, in units of the spectrum
 * @param spikes eigenvalues beyond the threshold, largest first
 * @param threshold where spikes begin, in units of the spectrum
 * @param noise law of the largest eigenvalue of the noise alone
 * @param goodness how well the law describes the bulk
 * @param scale W_scale, sqrt(n / sum of the n eigenvalues): W times it has a mean eigenvalue of 1
 * @param max largest eigenvalue
 */
public record MarchenkoPasturFit(
    MarchenkoPastur law,
    List<Spike> spikes,
    double threshold,
    NoiseEdge noise,
    GoodnessOfFit goodness,
    double scale,
    double max)
    implements BulkFit {

  /** Copies the list. */
  public MarchenkoPasturFit {
    spikes = List.copyOf(spikes);
    if (!(scale > 0 && max > 0)) {
      throw new IllegalArgumentException("needs scale > 0 and max > 0: " + scale + " " + max);
    }
  }

  /** sigma_mp: the law's sigma for the weights scaled to a mean eigenvalue of 1. */
  public double sigma() {
    return law.sigma() * scale;
  }

  /** bulk_min: the lower edge l-, in units of the spectrum. */
  public double bulkMin() {
    return law.lower();
  }

  /** bulk_max: the upper edge l+, in units of the spectrum. */
  public double bulkMax() {
    return law.upper();
  }

  /** mp_softrank: upper edge over largest eigenvalue; above 1 where the bulk has no spikes. */
  public double softRank() {
    return law.upper() / max;
  }

  /**
   * How far the largest eigenvalue lies from the centre of the noise's edge, in Tracy-Widom units.
   */
  public double statistic() {
    return noise.statistic(max);
  }

  /** Probability that noise alone has an eigenvalue as large as the largest, in [0, 1]. */
  public double pValue() {
    return noise.pValue(max);
  }
}
