package io.github.weightwatcher4j.verdict.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrapTestTest {

  private static TrapTest.Replica replica(double m, double... eigenvalues) {
    Spectrum spectrum = Spectrum.of(eigenvalues);
    return new TrapTest.Replica(spectrum, MatrixSpectrum.of(spectrum, 40, m), List.of());
  }

  @Test
  void twoColumnsThatAreNotAllZeroAreTested() {
    TrapTest.Replica two = replica(2, 1, 3);
    assertThat(two.isTested()).isTrue();
    assertThat(replica(1, 3).isTested()).isFalse();
    assertThat(replica(2, 0, 0).isTested()).isFalse();
    assertThat(TrapTest.tested(List.of(replica(1, 3), two, replica(2, 0, 0))))
        .containsExactly(two.tested());
  }

  @Test
  void whereAllIsZeroThereAreNoTraps() {
    BulkFit bulk = TrapTest.traps(List.of(replica(2, 0, 0)), 0.01);
    assertThat(bulk).isEqualTo(new FailedBulkFit("all weights are zero"));
  }

  @Test
  void aTrapIsThatOfTheMatrixWhoseEigenvalueItIs() {
    Spike large = new Spike(9, 1, 6, 1e-6);
    Spike small = new Spike(5, 1, 4, 1e-4);
    MarchenkoPasturFit fit =
        new MarchenkoPasturFit(
            List.of(new MatrixNoise(40, 2, 0.01, 0, 4)),
            List.of(large, small),
            6,
            1e-6,
            new GoodnessOfFit(0.1, 0.5),
            1,
            9);
    assertThat(TrapTest.traps(fit, replica(2, 1, 5))).containsExactly(small);
    assertThat(TrapTest.traps(fit, replica(3, 1, 5, 9))).containsExactly(large, small);
    assertThat(TrapTest.traps(fit, replica(2, 1, 2))).isEmpty();
  }
}
