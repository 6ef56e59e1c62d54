package io.github.weightwatcher4j.setol;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.SearchedDistance;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
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
      ErgCondition condition,
      SetolTail erg,
      OptionalDouble xMin,
      Optional<SetolTail> powerLaw,
      boolean ideal) {}

  /** The exponent of the ideal layer. */
  private static final double ALPHA = 2;

  /**
   * Standard errors on each side of an exponent: 95 %, and a little for an xMin that was sought.
   */
  private static final double ERRORS = 2.1;

  /** An interval of the exponent that reaches further than this to either side is too rough. */
  private static final double ROUGH = 0.5;

  /** So far apart the two beginnings may be: a factor of 2. */
  private static final double APART = Math.log(2);

  /** Chance of a power law's distance below which it is none. */
  private static final double LEVEL = 0.05;

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
    SetolTail erg = SetolTail.of(spectrum, condition.tailSize(), alpha);
    boolean ideal =
        tail instanceof PowerLawFit law
            && Math.abs(Math.log(law.xMin() / condition.eigenvalue())) <= APART
            && SearchedDistance.pValue(law.tailSize(), law.distance()) > LEVEL
            && isIdeal(law)
            && TailLaw.POWER_LAW.fit(spectrum, condition.eigenvalue()) instanceof PowerLawFit other
            && isIdeal(other);
    return new SetolLayer(new Parts(condition, erg, xMin, powerLaw, ideal));
  }

  /** Whether an exponent is that of the ideal layer, and known well enough to say so. */
  private static boolean isIdeal(PowerLawFit fit) {
    double error = ERRORS * fit.standardError();
    double off = Math.abs(fit.alpha() - ALPHA);
    return off <= error && off + error <= ROUGH;
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

  /**
   * Whether the layer is, within its errors, the ideal one: alpha is 2 and delta 0.
   *
   * <p>The fitted tail is a power law (not rejected at 5 %) and begins within a factor of 2 of that
   * of the ERG condition; over both, the interval of alpha, 2.1 standard errors to each side, holds
   * 2 and lies within 1.5 to 2.5. Fewer than 18 eigenvalues know alpha too roughly for that. It is
   * seldom said of others, but by far not of all that are: docs/theory.md has how often.
   */
  public boolean isIdeal() {
    return parts.ideal();
  }

  @Override
  public String toString() {
    return "ERG " + erg() + powerLaw().map(tail -> ", power law " + tail).orElse("");
  }
}
