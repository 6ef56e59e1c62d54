package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SingularTripletTest {

  private static double[][] random(int rows, int columns) {
    Random random = new Random(rows * 31L + columns);
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    values[0][0] += 20; // one singular value well above the others
    return values;
  }

  private static SingularTriplet of(INDArray matrix) {
    return SingularTriplet.of(
        matrix, SingularTriplet.start(matrix.dataType(), matrix.columns()), 200);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,6", "6,1", "5,5", "12,7", "7,12", "60,40"})
  void agreesWithASingularValueDecomposition(int rows, int columns) {
    double[][] values = random(rows, columns);
    var svd = new SingularValueDecomposition(MatrixUtils.createRealMatrix(values));

    SingularTriplet triplet = of(Nd4j.createFromArray(values));

    double sigma = svd.getSingularValues()[0];
    assertThat(triplet.sigma()).isCloseTo(sigma, within(1e-13 * sigma)); // the stopping rule
    double[] left = triplet.left().toDoubleVector();
    double[] right = triplet.right().toDoubleVector();
    double sign = Math.signum(left[0] * svd.getU().getEntry(0, 0));
    // An error of sigma is the square of that of its vectors.
    assertThat(left).containsExactly(svd.getU().scalarMultiply(sign).getColumn(0), within(1e-7));
    assertThat(right).containsExactly(svd.getV().scalarMultiply(sign).getColumn(0), within(1e-7));
  }

  @Test
  void singlePrecisionComesAsClose() {
    double[][] values = random(30, 20);
    var svd = new SingularValueDecomposition(MatrixUtils.createRealMatrix(values));

    SingularTriplet triplet = of(Nd4j.createFromArray(values).castTo(DataType.FLOAT));

    double sigma = svd.getSingularValues()[0];
    assertThat(triplet.sigma()).isCloseTo(sigma, within(4e-6 * sigma)); // 32 roundings
  }

  @Test
  void goodVectorsToBeginWithGiveTheSameAnswer() {
    INDArray matrix = Nd4j.createFromArray(random(12, 7));
    SingularTriplet cold = of(matrix);

    SingularTriplet warm = SingularTriplet.of(matrix, cold.right().dup(), 1);

    assertThat(warm.sigma()).isCloseTo(cold.sigma(), within(1e-13 * cold.sigma()));
  }

  @Test
  void whatItBeginsWithIsNotChanged() {
    INDArray start = SingularTriplet.start(DataType.DOUBLE, 7);
    INDArray before = start.dup();

    SingularTriplet.of(Nd4j.createFromArray(random(12, 7)), start, 5);

    assertThat(start).isEqualTo(before).isEqualTo(SingularTriplet.start(DataType.DOUBLE, 7));
  }

  @Test
  void equalSingularValuesGiveAVectorOfTheirSpace() {
    SingularTriplet triplet = of(Nd4j.eye(6).castTo(DataType.DOUBLE).muli(3));

    assertThat(triplet.sigma()).isCloseTo(3, within(1e-14));
    assertThat(triplet.left().distance2(triplet.right())).isLessThan(1e-14); // of unit vectors
  }

  @Test
  void aMatrixOfZerosHasSigmaZeroAndNoDirection() {
    SingularTriplet triplet = of(Nd4j.zeros(DataType.DOUBLE, 4, 3));

    assertThat(triplet.sigma()).isZero();
    assertThat(triplet.left().toDoubleVector()).containsOnly(0);
    assertThat(triplet.right().toDoubleVector()).doesNotContain(Double.NaN);
  }

  @Test
  void aMatrixThatIsNotFiniteHasSigmaZero() {
    INDArray matrix = Nd4j.createFromArray(random(4, 3));
    matrix.putScalar(1, 1, Double.NaN);

    SingularTriplet triplet = of(matrix);

    assertThat(triplet.sigma()).isZero();
    assertThat(triplet.left().toDoubleVector()).containsOnly(0);
  }
}
