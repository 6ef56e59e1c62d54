package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.cuda.DeviceException.Kind;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the GPU does not do is done by LAPACK, to the bit, and told. */
class TakingOverTest {

  private static final WeightMatrix MATRIX = Samples.matrix(6, 70, 50);
  private static final Spectrum BY_LAPACK = Samples.lapack(SpectrumMethod.FAST, MATRIX);

  private final FakeDevice device = FakeDevice.large();

  @AfterEach
  void nothingIsLeftOnTheDevice() {
    assertThat(device.leaks()).isEmpty();
  }

  private CudaSolver solver() {
    return new CudaSolver(device, SpectrumMethod.FAST, DeviceMemory.of(device));
  }

  private static Spectrum values(CudaSolver solver) {
    return solver.eigenvalues(MATRIX, Samples.RESOLUTION, Samples.NEVER);
  }

  @Test
  void aMatrixThatTheDeviceHasNoRoomForIsNotEvenTried() {
    CudaSolver solver = new CudaSolver(device, SpectrumMethod.FAST, new DeviceMemory(1_000_000));
    try (solver) {
      assertThat(values(solver)).isEqualTo(BY_LAPACK);
      assertThat(values(solver)).isEqualTo(BY_LAPACK);
      assertThat(solver.notes())
          .containsExactly(
              "LAPACK on the CPU, not the GPU, computed 2 spectra: the GPU has not enough free"
                  + " memory (needs 4.3 MB of the 1.0 MB that are free on the GPU)");
    }
    assertThat(device.mostTaken()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "allocate", "solve"})
  void whereMemoryRunsOutLaterTheNextOneIsTriedAgain(String call) {
    device.faults.fail(call, 0, Kind.MEMORY);
    try (CudaSolver solver = solver()) {
      assertThat(values(solver)).isEqualTo(BY_LAPACK);
      values(solver);
      assertThat(device.solved).hasSize(1);
      assertThat(solver.notes())
          .containsExactly(
              "LAPACK on the CPU, not the GPU, computed 1 spectrum: the GPU has not enough free"
                  + " memory (%s failed on purpose)".formatted(call));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "allocate", "copyIn", "addProduct", "solve", "copyOut"})
  void aDeviceThatFailedIsNotUsedAnyMore(String call) {
    device.faults.fail(call, 0, Kind.DEVICE);
    try (CudaSolver solver = solver()) {
      for (int i = 0; i < 3; i++) {
        assertThat(values(solver)).isEqualTo(BY_LAPACK);
      }
      assertThat(device.faults.status()).isZero();
      assertThat(device.opened()).isLessThanOrEqualTo(1);
      assertThat(solver.notes())
          .containsExactly(
              "LAPACK on the CPU, not the GPU, computed 3 spectra: the GPU failed and is not used"
                  + " any more (%s failed on purpose)".formatted(call));
    }
  }

  @Test
  void aMatrixWithoutAResultDoesNotLoseTheOthers() {
    device.faults.status(17);
    try (CudaSolver solver = solver()) {
      assertThat(values(solver)).isEqualTo(BY_LAPACK);
      device.faults.status(0);
      values(solver);
      assertThat(device.solved).hasSize(2);
      assertThat(solver.notes())
          .containsExactly(
              "LAPACK on the CPU, not the GPU, computed 1 spectrum: the GPU found no result"
                  + " (cuSOLVER found no eigenvalues of a matrix with M = 50: status 17)");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1 + 1e-6, 0, Double.NaN, Double.POSITIVE_INFINITY})
  void wrongEigenvaluesAreNoticedByTheirSum(double factor) {
    device.faults.scale(factor);
    try (CudaSolver solver = solver()) {
      assertThat(values(solver)).isEqualTo(BY_LAPACK);
      assertThat(solver.notes().get(0)).contains("add up to", "but the squared weights to");
    }
  }

  @Test
  void severalThatDoNotFitTogetherAreSolvedInParts() {
    List<WeightMatrix> matrices = Samples.several(6, 300, 300);
    List<Spectrum> expected;
    try (CudaSolver solver = solver()) {
      expected = solver.eigenvalues(matrices, Samples.RESOLUTION, Samples.NEVER);
    }
    device.solved.clear();
    // 4.2 MB that each call takes, 0.7 MB for each matrix, and as much as workspace.
    DeviceMemory little = new DeviceMemory(9_000_000);
    try (CudaSolver solver = new CudaSolver(device, SpectrumMethod.FAST, little)) {
      assertThat(solver.eigenvalues(matrices, Samples.RESOLUTION, Samples.NEVER))
          .isEqualTo(expected);
      assertThat(solver.notes()).isEmpty();
    }
    assertThat(device.solved)
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.count()).isEqualTo(3));
  }

  @Test
  void eigenvectorsAreTakenOverToo() {
    device.faults.fail("allocate", 0, Kind.MEMORY);
    try (CudaSolver solver = solver();
        EigenSystem found = solver.eigenvectors(MATRIX, Samples.NEVER)) {
      assertThat(Samples.difference(found.spectrum(), BY_LAPACK)).isLessThan(1e-13);
      assertThat(solver.notes()).hasSize(1);
    }
  }

  @Test
  void cancellingIsNotAFailure() {
    try (CudaSolver solver = solver()) {
      assertThatThrownBy(() -> solver.eigenvalues(MATRIX, Samples.RESOLUTION, () -> true))
          .isInstanceOf(CancellationException.class);
      assertThat(solver.notes()).isEmpty();
    }
  }
}
