package io.github.weightwatcher4j.setol;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The two tails of a layer, that of its power law and that of the ERG condition, and how far apart
 * they begin. In SETOL's ideal layer they are one and its exponent is 2 (Martin &amp; Hinrichs
 * 2025). Immutable.
 */
public final class SetolLayer {

  private record Parts(
      ErgCondition condition, SetolTail erg, OptionalDouble xMin, Optional<SetolTail> powerLaw) {}

  private final Parts parts;

  private SetolLayer(Parts parts) {
    this.parts = parts;
  }

  /**
   * The tails of a spectrum; empty where all eigenvalues are zero or there is none.
   *
   * @param spectrum all eigenvalues
   * @param tail the fit, of any law; where it failed there is the tail of the ERG condition only,
   *     and of another law than a power law no quality that needs its exponent
   */
  public static Optional<SetolLayer> of(Spectrum spectrum, TailFit tail) {
    return ErgCondition.of(spectrum).map(condition -> of(spectrum, tail, condition));
  }

  private static SetolLayer of(Spectrum spectrum, TailFit tail, ErgCondition condition) {
    OptionalDouble alpha =
        tail instanceof PowerLawFit law ? OptionalDouble.of(law.alpha()) : OptionalDouble.empty();
    OptionalDouble xMin =
        tail instanceof LawFit law ? OptionalDouble.of(law.xMin()) : OptionalDouble.empty();
    Optional<SetolTail> powerLaw =
        xMin.stream()
            .mapToInt(x -> spectrum.size() - spectrum.countBelow(x))
            .filter(size -> size > 0)
            .mapToObj(size -> SetolTail.of(spectrum, size, alpha))
            .findFirst();
    return new SetolLayer(
        new Parts(condition, SetolTail.of(spectrum, condition.tailSize(), alpha), xMin, powerLaw));
  }

  /** Where the ERG condition lets the tail begin. */
  public ErgCondition condition() {
    return parts.condition();
  }

  /** The tail of the ERG condition. */
  public SetolTail erg() {
    return parts.erg();
  }

  /** The eigenvalues from xmin on; empty where no law was fitted. */
  public Optional<SetolTail> powerLaw() {
    return parts.powerLaw();
  }

  /** {@code xmin - lambda_ERG}, in units of the eigenvalues; empty where no law was fitted. */
  public OptionalDouble delta() {
    return parts.xMin().stream().map(x -> x - condition().eigenvalue()).findFirst();
  }

  /**
   * {@code ln(xmin / lambda_ERG)}, which does not depend on the scale of the weights: above 0 the
   * fitted tail is the shorter one. Empty where no law was fitted, or where lambda_ERG is zero.
   */
  public OptionalDouble logRatio() {
    return parts.xMin().stream()
        .map(x -> Math.log(x / condition().eigenvalue()))
        .filter(Double::isFinite)
        .findFirst();
  }

  /** Eigenvalues from xmin on less those of the ERG condition; empty where no law was fitted. */
  public OptionalInt sizeDifference() {
    return powerLaw().stream().mapToInt(tail -> tail.size() - erg().size()).findFirst();
  }

  @Override
  public String toString() {
    return "ERG " + erg() + powerLaw().map(tail -> ", power law " + tail).orElse("");
  }
}
