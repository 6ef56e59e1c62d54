package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.cuda.DeviceException.Kind;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.Locale;

/** A small problem whose answer is known, solved in each way before a device is trusted. */
final class KnownAnswer {

  private static final int SIZE = 96;

  private KnownAnswer() {}

  /**
   * Passes a device that is right.
   *
   * @throws DeviceException where it is wrong, or fails
   */
  static void requireRight(Device device) {
    DeviceMemory memory = DeviceMemory.of(device);
    try (Lane lane = device.open()) {
      for (Real real : Real.values()) {
        for (boolean batched : new boolean[] {false, true}) {
          Problem problem = new Problem(real, false, SIZE, 1, batched);
          List<WeightMatrix> matrices = List.of(WeightMatrix.of(WeightTensor.of(matrix())));
          requireRight(
              real,
              new Decomposition(lane, memory, problem, matrices, () -> false).values().get(0));
        }
      }
    }
  }

  private static void requireRight(Real real, Spectrum found) {
    double worst = 0;
    for (int i = 0; i < SIZE; i++) {
      worst = Math.max(worst, Math.abs(found.eigenvalue(i) - eigenvalue(i)) / eigenvalue(SIZE - 1));
    }
    if (!(worst < 1000 * real.epsilon())) {
      throw DeviceException.of(
          Kind.DEVICE,
          String.format(
              Locale.ROOT,
              "it gives wrong results in %s (relative error %.1e on a problem with a known answer);"
                  + " update driver and toolkit, or use another solver",
              real,
              worst));
    }
  }

  private static double eigenvalue(int i) {
    return (i + 1.0) * (i + 1);
  }

  /** Row i is i + 1 times that of the sine transform, which is orthogonal. */
  private static double[][] matrix() {
    double scale = Math.sqrt(2.0 / (SIZE + 1));
    double[][] w = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        w[i][j] = scale * (i + 1) * Math.sin(Math.PI * (i + 1) * (j + 1) / (SIZE + 1));
      }
    }
    return w;
  }
}
