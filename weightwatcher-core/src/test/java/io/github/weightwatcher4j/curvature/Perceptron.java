package io.github.weightwatcher4j.curvature;

import io.github.weightwatcher4j.golden.Theory;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The mean cross-entropy of a network of one hidden layer, with its gradient, by hand. */
final class Perceptron implements DifferentiableLoss {

  private static final int IN = 64;
  private static final int HIDDEN = 32;
  private static final int OUT = 10;
  private static final int SECOND = IN * HIDDEN + HIDDEN;

  private final double[] pixels;
  private final double[] digits;
  private final DoubleUnaryOperator activation;

  /** By the activation's value. */
  private final DoubleUnaryOperator derivative;

  private Perceptron(
      double[] pixels,
      double[] digits,
      DoubleUnaryOperator activation,
      DoubleUnaryOperator derivative) {
    this.pixels = pixels;
    this.digits = digits;
    this.activation = activation;
    this.derivative = derivative;
  }

  static Perceptron of(String name) throws IOException {
    double[] pixels = Theory.array("hess_" + name + "_X").toArray();
    double[] digits = Theory.array("hess_" + name + "_y").toArray();
    return name.equals("tanh")
        ? new Perceptron(pixels, digits, Math::tanh, a -> 1 - a * a)
        : new Perceptron(pixels, digits, z -> Math.max(0, z), a -> a > 0 ? 1 : 0);
  }

  static double[] theta(String name) throws IOException {
    return Theory.array("hess_" + name + "_theta").toArray();
  }

  @Override
  public int parameters() {
    return SECOND + HIDDEN * OUT + OUT;
  }

  @Override
  public double evaluate(double[] theta, double[] gradient) {
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int sample = 0; sample < digits.length; sample++) {
      loss += add(sample, theta, gradient) / digits.length;
    }
    return loss;
  }

  private double add(int sample, double[] theta, double[] gradient) {
    double[] x = Arrays.copyOfRange(pixels, sample * IN, (sample + 1) * IN);
    for (int i = 0; i < IN; i++) {
      x[i] /= 16;
    }
    double[] hidden = layer(theta, 0, x, HIDDEN);
    for (int h = 0; h < HIDDEN; h++) {
      hidden[h] = activation.applyAsDouble(hidden[h]);
    }
    double[] errors = layer(theta, SECOND, hidden, OUT);
    double loss = softmaxErrors(errors, (int) digits[sample]);
    double[] back = new double[HIDDEN];
    for (int k = 0; k < OUT; k++) {
      double error = errors[k] / digits.length;
      for (int h = 0; h < HIDDEN; h++) {
        back[h] += error * theta[SECOND + k * HIDDEN + h];
        gradient[SECOND + k * HIDDEN + h] += error * hidden[h];
      }
      gradient[SECOND + OUT * HIDDEN + k] += error;
    }
    for (int h = 0; h < HIDDEN; h++) {
      double error = back[h] * derivative.applyAsDouble(hidden[h]);
      for (int i = 0; i < IN; i++) {
        gradient[h * IN + i] += error * x[i];
      }
      gradient[HIDDEN * IN + h] += error;
    }
    return loss;
  }

  private static double[] layer(double[] theta, int at, double[] x, int outputs) {
    double[] z = new double[outputs];
    for (int k = 0; k < outputs; k++) {
      z[k] = theta[at + outputs * x.length + k];
      for (int i = 0; i < x.length; i++) {
        z[k] += theta[at + k * x.length + i] * x[i];
      }
    }
    return z;
  }

  /** Turns logits into their gradient and returns the loss. */
  private static double softmaxErrors(double[] logits, int right) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double loss = Math.log(sum) + largest - logits[right];
    for (int k = 0; k < logits.length; k++) {
      logits[k] = Math.exp(logits[k] - largest) / sum - (k == right ? 1 : 0);
    }
    return loss;
  }
}
