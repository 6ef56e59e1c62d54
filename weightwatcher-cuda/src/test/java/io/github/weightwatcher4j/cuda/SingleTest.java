package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The method SINGLE does in float32 what it does there on the CPU, and no more. */
class SingleTest {

  private final FakeDevice device = FakeDevice.large();
  private final CudaSolver solver =
      new CudaSolver(device, SpectrumMethod.SINGLE, DeviceMemory.of(device));

  @AfterEach
  void nothingIsLeftOnTheDevice() {
    solver.close();
    assertThat(device.leaks()).isEmpty();
  }

  private List<Spectrum> values(WeightMatrix... matrices) {
    return solver.eigenvalues(List.of(matrices), Samples.RESOLUTION, Samples.NEVER);
  }

  private List<Real> solvedIn() {
    return device.solved.stream().map(Problem::real).toList();
  }

  private static WeightMatrix half(double... values) {
    int size = (int) Math.sqrt(values.length);
    return WeightMatrix.of(WeightTensor.of(TensorShape.of(size, size), Precision.FLOAT16, values));
  }

  @Test
  void weightsOf16BitsAreDoneInFloat32() {
    WeightMatrix matrix = Samples.half(1, 300, 200);
    Spectrum found = values(matrix).get(0);
    assertThat(solvedIn()).containsExactly(Real.FLOAT32);
    assertThat(found.isSingle()).isTrue();
    double difference = Samples.difference(found, Samples.lapack(SpectrumMethod.FAST, matrix));
    // Rounding of float32; and not of float64, or it was not done in it.
    assertThat(difference).isBetween(1e-9, 4e-6);
    assertThat(solver.notes()).isEmpty();
  }

  @Test
  void widerOnesAreDoneInFloat64AndANoteSaysSo() {
    WeightMatrix matrix = Samples.matrix(1, 60, 50);
    Spectrum found = values(matrix).get(0);
    assertThat(found.isSingle()).isFalse();
    assertThat(Samples.difference(found, Samples.lapack(SpectrumMethod.FAST, matrix)))
        .isLessThan(1e-13 * 50);
    assertThat(solver.notes()).containsExactly(LapackSolver.WIDENED);
  }

  @Test
  void oneWhoseRankIsOpenIsDoneAgainAndTheOthersAreNot() {
    double[] values = Samples.values(2, 20, 20);
    for (int i = 0; i < 20; i++) {
      values[i] = Math.rint(values[i] * 1024) / 1024;
      System.arraycopy(values, 0, values, 20, 20); // two equal rows
    }
    WeightMatrix open = half(values);
    WeightMatrix full = Samples.half(3, 20, 20);
    List<Spectrum> found = values(full, open, full);
    assertThat(solvedIn()).containsExactly(Real.FLOAT32, Real.FLOAT64);
    assertThat(found).extracting(Spectrum::isSingle).containsExactly(true, false, true);
    assertThat(found.get(0)).isEqualTo(values(full).get(0));
  }

  @Test
  void onesBeyondTheRangeOfFloat32AreDoneInFloat64WhileTheOthersAreNot() {
    WeightMatrix huge = half(1e20, 2, 0, 3e20);
    WeightMatrix zero = half(0, 0, 0, 0);
    WeightMatrix full = half(1, 2, 2, 3);
    List<Spectrum> found = values(huge, full, zero);
    assertThat(found).extracting(Spectrum::isSingle).containsExactly(false, true, false);
    assertThat(found.get(0).max()).isBetween(8.9e40, 9.1e40);
    assertThat(found.get(2).max()).isZero();
    assertThat(found.get(1)).isEqualTo(values(full).get(0));
  }
}
