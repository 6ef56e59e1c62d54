package io.github.weightwatcher4j.formats.onnx;

import java.util.function.DoubleBinaryOperator;

/** What is computed of each number of a tensor, or of two tensors. */
sealed interface Operation {

  /** The result for one number, or for one of each; without a second it is 0. */
  double apply(double first, double second);

  /** Operations without parameters. */
  enum Plain implements Operation {
    COPY((a, b) -> a),
    ADD(Double::sum),
    SUBTRACT((a, b) -> a - b),
    MULTIPLY((a, b) -> a * b),
    DIVIDE((a, b) -> a / b),
    POWER(Math::pow),
    ROOT((a, b) -> Math.sqrt(a)),
    RECIPROCAL((a, b) -> 1 / a),
    NEGATE((a, b) -> -a),
    TRUNCATE((a, b) -> (long) a);

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final DoubleBinaryOperator function;

    Plain(DoubleBinaryOperator function) {
      this.function = function;
    }

    @Override
    public double apply(double first, double second) {
      return function.applyAsDouble(first, second);
    }
  }

  /**
   * To the nearest integer, of two the even one, plus a zero point, within the range of a type.
   *
   * @param range what the type reaches
   */
  record Saturate(DataType.Range range) implements Operation {
    @Override
    public double apply(double first, double second) {
      return Math.max(range.least(), Math.min(range.largest(), Math.rint(first) + second));
    }
  }
}
