package io.github.weightwatcher4j.dl4j.training;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The largest singular value of a matrix and its singular vectors, by power iteration.
 *
 * @param left unit column vector u; zero where sigma is
 * @param sigma the singular value; 0 for a matrix of zeros and for one that is not finite
 * @param right unit column vector v
 */
record SingularTriplet(INDArray left, double sigma, INDArray right) {

  /**
   * Iterates {@code u = W v / |W v|, v = W' u / |W' u|} until sigma = |W' u| changes by less than
   * 16 roundings. Where the largest singular values are close, that takes many iterations, and the
   * vectors may end as a mixture of theirs.
   *
   * @param start what to begin with: the vector v of a matrix nearby saves iterations
   * @param mostIterations to stop after in any case, at least 1
   */
  static SingularTriplet of(INDArray matrix, INDArray start, int mostIterations) {
    double tolerance = 16 * (matrix.dataType() == DataType.DOUBLE ? 0x1p-53 : 0x1p-24);
    INDArray right = start;
    INDArray left = matrix.mmul(right);
    double sigma = 0;
    for (int i = 0; i < mostIterations; i++) {
      double length = left.norm2Number().doubleValue();
      INDArray next = matrix.transpose().mmul(left.divi(length));
      double nextSigma = next.norm2Number().doubleValue();
      if (!(nextSigma > 0 && nextSigma < Double.POSITIVE_INFINITY)) {
        return new SingularTriplet(left.assign(0), 0, start);
      }
      right = next.divi(nextSigma);
      left = matrix.mmul(right);
      boolean still = Math.abs(nextSigma - sigma) <= tolerance * nextSigma;
      sigma = nextSigma;
      if (still) {
        break;
      }
    }
    return new SingularTriplet(left.divi(sigma), sigma, right);
  }

  /** A random unit column vector, always the same one. */
  static INDArray start(DataType type, long length) {
    Random random = new Random(length);
    double[] values = new double[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    INDArray vector = Nd4j.createFromArray(values).reshape(length, 1).castTo(type);
    return vector.divi(vector.norm2Number().doubleValue());
  }
}
