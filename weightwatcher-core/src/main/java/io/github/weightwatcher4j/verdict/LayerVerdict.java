package io.github.weightwatcher4j.verdict;

/** The verdict on a layer, how sure it is, and why. Immutable. */
public final class LayerVerdict {

  private record Parts(Verdict verdict, boolean borderline, String reason) {}

  private final Parts parts;

  private LayerVerdict(Parts parts) {
    this.parts = parts;
  }

  /**
   * A verdict.
   *
   * @param borderline whether the interval of what decided lies across a bound
   * @param reason one sentence, without its end, with the numbers that decided
   */
  public static LayerVerdict of(Verdict verdict, boolean borderline, String reason) {
    return new LayerVerdict(new Parts(verdict, borderline, reason));
  }

  /** Nothing can be said. */
  public static LayerVerdict unknown(String reason) {
    return of(Verdict.CANNOT_TELL, false, reason);
  }

  /** What is said. */
  public Verdict verdict() {
    return parts.verdict();
  }

  /** Whether it might as well be the neighbouring one: the interval lies across a bound. */
  public boolean isBorderline() {
    return parts.borderline();
  }

  /** One sentence, without its end, with the numbers that decided. */
  public String reason() {
    return parts.reason();
  }

  /** Such as {@code well trained} or {@code well trained (borderline)}. */
  public String label() {
    return verdict().label() + (isBorderline() ? " (borderline)" : "");
  }

  @Override
  public String toString() {
    return label() + ": " + reason();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerVerdict that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
