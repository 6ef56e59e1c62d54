package io.github.weightwatcher4j.fit;

/** The laws that the tail of a spectrum can be compared with. */
public enum TailLaw {
  /** {@code p(x) ~ x^-alpha}. */
  POWER_LAW("power law", 1),
  /** {@code p(x) ~ x^-alpha e^(-lambda x)}. */
  TRUNCATED_POWER_LAW("truncated power law", 2),
  /** {@code p(x) ~ e^(-lambda x)}. */
  EXPONENTIAL("exponential", 1),
  /** {@code p(x) ~ x^(beta - 1) e^(-(lambda x)^beta)}, the law of Weibull. */
  STRETCHED_EXPONENTIAL("stretched exponential", 2),
  /** {@code p(x) ~ x^-1 e^(-(ln x - mu)^2 / (2 sigma^2))}. */
  LOGNORMAL("lognormal", 2);

  private final String label;
  private final int parameters;

  TailLaw(String label, int parameters) {
    this.label = label;
    this.parameters = parameters;
  }

  /** Its name in a sentence, such as "truncated power law". */
  public String label() {
    return label;
  }

  /** How many parameters are fitted, beside where the tail begins. */
  public int parameters() {
    return parameters;
  }
}
