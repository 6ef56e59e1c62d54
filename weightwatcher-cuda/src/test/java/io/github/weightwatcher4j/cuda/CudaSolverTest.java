package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same values as LAPACK's, with nothing left on the device, whatever happens. */
class CudaSolverTest {

  private final FakeDevice device = FakeDevice.large();

  @AfterEach
  void nothingIsLeftOnTheDevice() {
    assertThat(device.leaks()).isEmpty();
  }

  private CudaSolver solver(SpectrumMethod method) {
    return new CudaSolver(device, method, DeviceMemory.of(device));
  }

  private Spectrum values(SpectrumMethod method, WeightMatrix matrix) {
    try (CudaSolver solver = solver(method)) {
      return solver.eigenvalues(matrix, Samples.RESOLUTION, Samples.NEVER);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,1", "60,60", "90,40", "40,90", "520,515", "130,9000", "9000,130"})
  void theEigenvaluesAreThoseOfLapackToRounding(int rows, int columns) {
    WeightMatrix matrix = Samples.matrix(3, rows, columns);
    Spectrum expected = Samples.lapack(SpectrumMethod.FAST, matrix);
    // Both are right to about M eps of the largest.
    assertThat(Samples.difference(expected, values(SpectrumMethod.FAST, matrix)))
        .isLessThan(1e-13 * expected.size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Schedule.class,
      names = {"LATE", "COPIES_EARLY", "SUMS_EARLY"})
  void theyDoNotDependOnWhatTheDeviceDoesFirst(Schedule schedule) {
    FakeDevice other = new FakeDevice(1_000_000_000, schedule);
    List<WeightMatrix> matrices = Samples.several(5, 400, 30);
    try (CudaSolver solver = solver(SpectrumMethod.FAST);
        CudaSolver late = new CudaSolver(other, SpectrumMethod.FAST, DeviceMemory.of(other))) {
      assertThat(late.eigenvalues(matrices, Samples.RESOLUTION, Samples.NEVER))
          .isEqualTo(solver.eigenvalues(matrices, Samples.RESOLUTION, Samples.NEVER));
    }
    assertThat(other.leaks()).isEmpty();
  }

  @Test
  void anEmptyMatrixHasNoEigenvalues() {
    WeightMatrix empty = Samples.matrix(1, 5, 0);
    assertThat(values(SpectrumMethod.FAST, empty).size()).isZero();
    assertThat(device.solved).isEmpty();
  }

  @Test
  void aMatrixOfZerosHasZeros() {
    WeightMatrix zeros = WeightMatrix.of(WeightTensor.of(new double[6][4]));
    assertThat(values(SpectrumMethod.FAST, zeros)).isEqualTo(Spectrum.of(0, 0, 0, 0));
  }

  @Test
  void smallOnesOfOneShapeAreOneCallAndHaveTheBitsThatTheyHaveAlone() {
    List<WeightMatrix> matrices = Samples.several(9, 80, 60);
    try (CudaSolver solver = solver(SpectrumMethod.FAST)) {
      List<Spectrum> together = solver.eigenvalues(matrices, Samples.RESOLUTION, Samples.NEVER);
      assertThat(device.solved).containsExactly(new Problem(Real.FLOAT64, false, 60, 9, true));
      List<Spectrum> alone = new ArrayList<>();
      for (WeightMatrix matrix : matrices) {
        alone.add(solver.eigenvalues(matrix, Samples.RESOLUTION, Samples.NEVER));
      }
      assertThat(together).isEqualTo(alone);
      assertThat(solver.notes()).isEmpty();
    }
  }

  @Test
  void largeOnesAreSolvedOneByOneAndHundredsInParts() {
    try (CudaSolver solver = solver(SpectrumMethod.FAST)) {
      solver.eigenvalues(Samples.several(2, 513, 513), Samples.RESOLUTION, Samples.NEVER);
      solver.eigenvalues(Samples.several(70, 8, 8), Samples.RESOLUTION, Samples.NEVER);
    }
    assertThat(device.solved)
        .containsExactly(
            new Problem(Real.FLOAT64, false, 513, 1, false),
            new Problem(Real.FLOAT64, false, 513, 1, false),
            new Problem(Real.FLOAT64, false, 8, 64, true),
            new Problem(Real.FLOAT64, false, 8, 6, true));
  }

  @Test
  void accurateOnesAreLapacksToTheBitAndANoteSaysSo() {
    WeightMatrix matrix = Samples.matrix(2, 50, 40);
    try (CudaSolver solver = solver(SpectrumMethod.ACCURATE)) {
      assertThat(solver.eigenvalues(matrix, Samples.RESOLUTION, Samples.NEVER))
          .isEqualTo(Samples.lapack(SpectrumMethod.ACCURATE, matrix));
      assertThat(solver.notes())
          .containsExactly(
              "LAPACK on the CPU, not the GPU, computed 1 spectrum: the method accurate asks for"
                  + " singular values, which are computed there");
    }
    assertThat(device.solved).isEmpty();
  }

  @Test
  void whereTheRankHangsOnRoundingTheCpuDoesItAgainAsItDoesWithoutAGpu() {
    WeightMatrix matrix = Samples.singular(40);
    try (CudaSolver solver = solver(SpectrumMethod.FAST)) {
      assertThat(solver.eigenvalues(matrix, Samples.RESOLUTION, Samples.NEVER))
          .isEqualTo(Samples.lapack(SpectrumMethod.FAST, matrix));
      assertThat(solver.notes())
          .containsExactly(
              "LAPACK on the CPU, not the GPU, computed 1 spectrum: the rank hangs on eigenvalues"
                  + " that are lost to rounding when weights are squared");
    }
    assertThat(device.solved).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e200})
  void weightsWithoutASpectrumAreToldAsLapackDoes(double entry) {
    WeightMatrix matrix = Samples.with(entry, 30);
    String expected = failure(() -> Samples.lapack(SpectrumMethod.FAST, matrix));
    assertThatThrownBy(() -> values(SpectrumMethod.FAST, matrix))
        .isInstanceOf(UnusableWeightsException.class)
        .hasMessage(expected);
    assertThat(device.solved).isEmpty();
  }

  private static String failure(Runnable work) {
    try {
      work.run();
    } catch (UnusableWeightsException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void cancellingStopsBetweenBlocks() {
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier atTheThird = () -> asked.incrementAndGet() >= 3;
    try (CudaSolver solver = solver(SpectrumMethod.FAST)) {
      assertThatThrownBy(
              () -> solver.eigenvalues(Samples.several(5, 80, 60), Samples.RESOLUTION, atTheThird))
          .isInstanceOf(CancellationException.class);
      assertThat(solver.notes()).isEmpty();
    }
    assertThat(asked).hasValue(3);
    assertThat(device.solved).isEmpty();
  }

  @Test
  void eigenvectorsAreOrthonormalAndBelongToTheValues() {
    WeightMatrix matrix = Samples.matrix(8, 90, 60);
    try (CudaSolver solver = solver(SpectrumMethod.FAST);
        LapackSolver lapack = new LapackSolver(SpectrumMethod.FAST);
        EigenSystem found = solver.eigenvectors(matrix, Samples.NEVER);
        EigenSystem expected = lapack.eigenvectors(matrix, Samples.NEVER)) {
      assertThat(Samples.difference(found.spectrum(), expected.spectrum())).isLessThan(1e-12);
      for (int i = 0; i < 60; i++) {
        double[] vector = new double[60];
        double[] other = new double[60];
        found.read(i, vector);
        expected.read(i, other);
        double product = 0;
        for (int k = 0; k < 60; k++) {
          product += vector[k] * other[k];
        }
        // Gaps are some percent of the largest value: the directions are the same, signs are not.
        assertThat(Math.abs(product)).isBetween(1 - 1e-9, 1 + 1e-9);
      }
    }
    assertThat(device.solved).containsExactly(new Problem(Real.FLOAT64, true, 60, 1, false));
  }

  @Test
  void eigenvectorsOfAnEmptyMatrixAreNone() {
    try (CudaSolver solver = solver(SpectrumMethod.FAST);
        EigenSystem none = solver.eigenvectors(Samples.matrix(1, 5, 0), Samples.NEVER)) {
      assertThat(none.size()).isZero();
    }
  }

  @Test
  void itAsksForAsMuchMemoryOfTheMachineAsLapackMayNeed() {
    MatrixShape shape = new MatrixShape(5000, 4096, 1);
    try (CudaSolver solver = solver(SpectrumMethod.FAST);
        LapackSolver lapack = new LapackSolver(SpectrumMethod.FAST)) {
      assertThat(solver.bytesNeeded(shape)).isGreaterThanOrEqualTo(lapack.bytesNeeded(shape));
      assertThat(solver.bytesForVectors(shape))
          .isGreaterThanOrEqualTo(lapack.bytesForVectors(shape));
      MatrixShape narrow = new MatrixShape(1_000_000, 4, 1);
      // Three blocks of a million doubles.
      assertThat(solver.bytesNeeded(narrow)).isGreaterThanOrEqualTo(24_000_000);
    }
  }
}
