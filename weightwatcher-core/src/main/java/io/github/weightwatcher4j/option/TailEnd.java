package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;

/** Where the power law that is fitted to a tail ends: nowhere, at a number or where the data do. */
public final class TailEnd {

  private static final TailEnd NONE = new TailEnd("none", OptionalDouble.empty());
  private static final TailEnd LARGEST = new TailEnd("largest", OptionalDouble.empty());

  private final String text;
  private final OptionalDouble value;

  private TailEnd(String text, OptionalDouble value) {
    this.text = text;
    this.value = value;
  }

  /** A law without an end. */
  public static TailEnd none() {
    return NONE;
  }

  /** A law that ends at the largest eigenvalue, the likeliest end. */
  public static TailEnd largest() {
    return LARGEST;
  }

  /**
   * A law that ends at a number, whatever the eigenvalues are.
   *
   * @param xMax in the unit of the eigenvalues, positive and finite
   */
  public static TailEnd at(double xMax) {
    if (!(xMax > 0 && xMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the end must be finite and > 0 but was " + xMax);
    }
    return new TailEnd(Double.toString(xMax), OptionalDouble.of(xMax));
  }

  /** The end that a text stands for: {@code none}, {@code largest} or a number. */
  static TailEnd parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "largest" -> LARGEST;
      default -> at(Double.parseDouble(text));
    };
  }

  /** As JSON has it: a number, or one of the two words. */
  Object json() {
    return value.isPresent() ? (Object) value.getAsDouble() : text;
  }

  /** Whether the law has no end. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The end for some eigenvalues; empty where there is none, or where there are no eigenvalues. */
  public OptionalDouble of(Spectrum spectrum) {
    return equals(LARGEST) && spectrum.max() > 0 ? OptionalDouble.of(spectrum.max()) : value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TailEnd that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@code none}, {@code largest} or the number. */
  @Override
  public String toString() {
    return text;
  }
}
