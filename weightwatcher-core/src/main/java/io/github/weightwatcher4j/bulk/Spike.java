package io.github.weightwatcher4j.bulk;

/**
 * An eigenvalue beyond what noise gives.
 *
 * @param eigenvalue in the spectrum's units, positive
 * @param strength singular value of the planted direction that gives this eigenvalue once noise is
 *     added ({@link SpikeTransition}), in units of W
 * @param statistic how far it lies from the centre of the noise's edge, in Tracy-Widom units
 * @param pValue probability that noise alone has so large an eigenvalue, in [0, 1]; 0 where it
 *     underflows
 */
public record Spike(double eigenvalue, double strength, double statistic, double pValue) {

  /** Checks the numbers. */
  public Spike {
    if (!(eigenvalue > 0 && strength >= 0 && Double.isFinite(statistic))) {
      throw new IllegalArgumentException(
          "a spike needs eigenvalue > 0, strength >= 0 and a finite statistic: %s, %s, %s"
              .formatted(eigenvalue, strength, statistic));
    }
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("pValue must be in [0, 1] but was " + pValue);
    }
  }

  /** The spike that an eigenvalue is beyond a noise, whose edge was found without taking it out. */
  static Spike of(double eigenvalue, MarchenkoPastur law, NoiseEdge noise) {
    return new Spike(
        eigenvalue,
        new SpikeTransition(law)
            .strength(eigenvalue)
            .orElseGet(new SpikeTransition(law)::threshold),
        noise.statistic(eigenvalue),
        noise.pValue(eigenvalue));
  }
}
