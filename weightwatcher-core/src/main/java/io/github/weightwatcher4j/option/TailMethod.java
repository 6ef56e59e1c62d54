package io.github.weightwatcher4j.option;

/** How the tail of a spectrum is fitted, under the Python tool's names. */
public enum TailMethod {
  /** A power law; xmin is where tail and law are closest. */
  PL,
  /** A truncated power law, {@code x^-alpha e^(-lambda x)}. */
  TPL,
  /** A truncated power law from the peak of the spectrum's logarithmic histogram on. */
  E_TPL,
  /** The Hill estimator: a power law above a quantile of the eigenvalues, with no search. */
  HILL;

  /** Whether the law has a cutoff. */
  public boolean isTruncated() {
    return this == TPL || this == E_TPL;
  }
}
