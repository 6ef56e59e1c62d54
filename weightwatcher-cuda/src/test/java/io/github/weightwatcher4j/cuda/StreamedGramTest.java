package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.cuda.Lane.Workspace;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a device does first, what is summed is what was read. */
class StreamedGramTest {

  private static final int M = 30;
  private static final int ROWS = 64;

  /** Four blocks and a part of a fifth. */
  private static final WeightMatrix MATRIX = Samples.matrix(1, 290, M);

  private static final WeightMatrix TURNED = Samples.matrix(1, M, 290);

  private record Sum(List<Double> x, double sumOfSquares) {}

  private static Sum sum(WeightMatrix matrix, Schedule schedule) {
    FakeDevice device = new FakeDevice(1_000_000_000, schedule);
    long values = (long) ROWS * M;
    Problem problem = new Problem(Real.FLOAT64, false, M, 1, false);
    Arena plan = Arena.of(problem, values * Double.BYTES, new Workspace(0, 0));
    double[] x = new double[M * M];
    try (Lane lane = device.open();
        Staging staging = new Staging(Real.FLOAT64, values);
        DoublePointer target = new DoublePointer(x.length)) {
      long address = lane.allocate(plan.total());
      Arena arena = plan.at(address);
      double sumOfSquares =
          new StreamedGram(lane, Real.FLOAT64, arena, staging, ROWS, Samples.NEVER)
              .queue(matrix, arena.matrices());
      lane.copyOut(arena.matrices(), target, problem.bytesOfMatrix());
      target.get(x);
      lane.free(address);
      assertThat(device.leaks()).containsExactly("1 lanes");
      return new Sum(Arrays.stream(x).boxed().toList(), sumOfSquares);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyADeviceThatDoesNotWaitMixesBlocksUp(Schedule schedule) {
    for (WeightMatrix matrix : new WeightMatrix[] {MATRIX, TURNED}) {
      List<Double> expected = sum(matrix, Schedule.AT_ONCE).x();
      assertThat(sum(matrix, schedule).x().equals(expected)).isEqualTo(schedule.isReal());
    }
  }

  @Test
  void theSumOfSquaresIsTheTraceOfX() {
    Sum sum = sum(MATRIX, Schedule.LATE);
    double trace = 0;
    for (int i = 0; i < M; i++) {
      trace += sum.x().get(i * M + i);
    }
    assertThat(sum.sumOfSquares()).isCloseTo(trace, within(1e-12 * trace));
  }

  @Test
  void aBlockHasAMillionValuesOr256RowsAndNoMoreRowsThanThereAre() {
    assertThat(StreamedGram.rows(100_000, 1024)).isEqualTo(1024);
    assertThat(StreamedGram.rows(100_000, 16_384)).isEqualTo(256);
    assertThat(StreamedGram.rows(100, 50)).isEqualTo(100);
    assertThat(StreamedGram.rows(0, 0)).isZero();
  }
}
