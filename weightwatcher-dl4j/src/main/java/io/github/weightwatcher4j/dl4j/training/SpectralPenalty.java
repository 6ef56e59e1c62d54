package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.model.TensorShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The spectral penalty of one layer, {@code lambda / 2 sigma^2}, as DL4J applies and saves it.
 *
 * <p>DL4J adds it after dividing the gradient by the size of the minibatch and clipping it, before
 * the updater. There it hands over the weights as a vector, whose shape has to be known here; where
 * it asks for the score, before each update, it hands over the weights as they are. So the penalty
 * follows a layer whose outputs or inputs transfer learning replaces.
 */
final class SpectralPenalty implements Regularization {

  private static final long serialVersionUID = 1;

  /** Power iterations from nothing. */
  private static final int FIRST_ITERATIONS = 200;

  /** Power iterations of a later step: with 1, sigma lags behind by 4 % where training is fast. */
  private static final int ITERATIONS = 3;

  @JsonProperty private final double lambda;
  @JsonProperty private char order;
  @JsonProperty private long rows;
  @JsonProperty private long columns;

  /** Right singular vector of the last step, to begin the next one with. */
  private transient @Nullable INDArray last;

  /**
   * A penalty.
   *
   * @param lambda its weight
   * @param order whether the vector of weights has the matrix by columns ('f') or by rows ('c')
   * @param rows of the matrix
   * @param columns of the matrix
   */
  @JsonCreator
  SpectralPenalty(
      @JsonProperty("lambda") double lambda,
      @JsonProperty("order") char order,
      @JsonProperty("rows") long rows,
      @JsonProperty("columns") long columns) {
    this.lambda = lambda;
    this.order = order;
    this.rows = rows;
    this.columns = columns;
  }

  /** The penalty for weights as the layer has them: the first axis against all the others. */
  static SpectralPenalty of(double lambda, INDArray weights) {
    long rows = weights.size(0);
    return new SpectralPenalty(lambda, weights.ordering(), rows, weights.length() / rows);
  }

  /** Whether an array is a matrix, or a kernel: what has a spectral norm worth a penalty. */
  static boolean isMatrix(INDArray array) {
    return TensorShape.of(array.shape()).isMatrix();
  }

  @Override
  public ApplyStep applyStep() {
    return ApplyStep.BEFORE_UPDATER;
  }

  /** Adds the gradient, {@code lambda sigma u v'}. */
  @Override
  public void apply(INDArray param, INDArray gradView, double lr, int iteration, int epoch) {
    if (!fits(param)) {
      return;
    }
    SingularTriplet triplet = triplet(param);
    last = triplet.right().detach();
    INDArray outer = triplet.left().mmul(triplet.right().transpose());
    matrix(gradView).addi(outer.muli(lambda * triplet.sigma()));
  }

  @Override
  public double score(INDArray param, int iteration, int epoch) {
    if (isMatrix(param)) {
      follow(param);
    }
    if (!fits(param)) {
      return 0;
    }
    double sigma = triplet(param).sigma();
    return lambda / 2 * sigma * sigma;
  }

  /** Takes the shape of weights that are not as they were. */
  private void follow(INDArray weights) {
    long now = weights.size(0);
    if (now != rows || weights.length() != rows * columns) {
      rows = now;
      columns = weights.length() / now;
      order = weights.ordering();
      last = null;
    }
  }

  /** A gain vector is a weight too for DL4J. */
  private boolean fits(INDArray param) {
    return param.length() == rows * columns;
  }

  private SingularTriplet triplet(INDArray param) {
    INDArray weights = matrix(param);
    if (last != null) {
      return SingularTriplet.of(weights, last, ITERATIONS);
    }
    INDArray start = SingularTriplet.start(param.dataType(), columns);
    return SingularTriplet.of(weights, start, FIRST_ITERATIONS);
  }

  private INDArray matrix(INDArray param) {
    return param.reshape(order, true, rows, columns);
  }

  /** A penalty that knows no step yet. */
  @Override
  public Regularization clone() {
    GraphTransfers.warnOf(lambda);
    return new SpectralPenalty(lambda, order, rows, columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpectralPenalty that
        && Double.compare(lambda, that.lambda) == 0
        && order == that.order
        && rows == that.rows
        && columns == that.columns;
  }

  @Override
  public int hashCode() {
    return Objects.hash(lambda, order, rows, columns);
  }

  @Override
  public String toString() {
    return "SpectralPenalty(" + lambda + ", " + rows + " x " + columns + ")";
  }
}
