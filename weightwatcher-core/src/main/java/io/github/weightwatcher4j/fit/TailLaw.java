package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.function.Function;

/**
 * The laws that the tail of a spectrum can be compared with, each with how it is fitted: what is
 * compared, written and read is told by this list.
 */
public enum TailLaw {
  /** {@code p(x) ~ x^-alpha}. */
  POWER_LAW("power law", 1, PowerLawFit::of, PowerLawFit::read),
  /** {@code p(x) ~ x^-alpha e^(-lambda x)}. */
  TRUNCATED_POWER_LAW(
      "truncated power law", 2, TruncatedPowerLawFit::of, TruncatedPowerLawFit::read),
  /** {@code p(x) ~ e^(-lambda x)}. */
  EXPONENTIAL("exponential", 1, ExponentialFit::of, ExponentialFit::read),
  /** {@code p(x) ~ x^(beta - 1) e^(-(lambda x)^beta)}, the law of Weibull. */
  STRETCHED_EXPONENTIAL(
      "stretched exponential", 2, StretchedExponentialFitter::fit, StretchedExponentialFit::read),
  /** {@code p(x) ~ x^-1 e^(-(ln x - mu)^2 / (2 sigma^2))}. */
  LOGNORMAL("lognormal", 2, LognormalFitter::fit, LognormalFit::read),
  /** {@code p(x) ~ x^-alpha} up to the largest eigenvalue, and nothing beyond. */
  BOUNDED_POWER_LAW("bounded power law", 2, BoundedPowerLawFit::of, BoundedPowerLawFit::read);

  private final String label;
  private final int parameters;

  @SuppressWarnings("ImmutableEnumChecker") // a method, which has no state
  private final Function<Tail, TailFit> fitter;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<FitNumbers, LawFit> reader;

  TailLaw(
      String label,
      int parameters,
      Function<Tail, TailFit> fitter,
      Function<FitNumbers, LawFit> reader) {
    this.label = label;
    this.parameters = parameters;
    this.fitter = fitter;
    this.reader = reader;
  }

  /** Its name in a sentence, such as "truncated power law". */
  public String label() {
    return label;
  }

  /**
   * How many parameters are fitted, beside where the tail begins; of the bounded power law they are
   * the exponent and its end, the largest eigenvalue.
   */
  public int parameters() {
    return parameters;
  }

  /**
   * The fit of the eigenvalues of at least xMin, or the reason why there is none: fewer than two,
   * or all equal, or so heavy a tail that the likelihood grows without end towards the power law.
   *
   * @param xMin positive; it need not be an eigenvalue
   */
  public TailFit fit(Spectrum spectrum, double xMin) {
    return Tail.fit(spectrum, xMin, fitter);
  }

  /**
   * The fit that has these numbers.
   *
   * @throws IllegalArgumentException where one is missing or outside its domain
   */
  public LawFit read(FitNumbers numbers) {
    return reader.apply(numbers);
  }
}
