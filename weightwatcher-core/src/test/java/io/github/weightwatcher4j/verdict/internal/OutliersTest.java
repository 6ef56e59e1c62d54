package io.github.weightwatcher4j.verdict.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutliersTest {

  private static final GoodnessOfFit GOOD = new GoodnessOfFit(0.05, 0.1);

  /** Edges at 100 - 2 sqrt(100 25) + 25 = 25 and 225. */
  private static final MatrixNoise NOISE = new MatrixNoise(100, 25, 1, 0, 230);

  /** The same, four times as large: upper edge at 900. */
  private static final MatrixNoise LOUD = new MatrixNoise(100, 25, 4, 0, 920);

  private static MarchenkoPasturFit fit(List<MatrixNoise> noises, double... spikes) {
    List<Spike> beyond = Arrays.stream(spikes).mapToObj(x -> new Spike(x, 1, 5, 1e-6)).toList();
    return new MarchenkoPasturFit(noises, beyond, 5, 0.125, GOOD, 1, 1000);
  }

  private static BulkFit shuffled(double statistic, double distance, double critical) {
    GoodnessOfFit goodness = new GoodnessOfFit(distance, critical);
    return new MarchenkoPasturFit(List.of(NOISE), List.of(), statistic, 0.5, goodness, 1, 1000);
  }

  private static MatrixSpectrum matrix(double... eigenvalues) {
    return MatrixSpectrum.of(Spectrum.of(eigenvalues), 100, 25);
  }

  @Test
  void eachMatrixIsMeasuredByItsOwnNoise() {
    List<MatrixSpectrum> layer = List.of(matrix(100, 180, 300, 450), matrix(400, 800, 990));
    MarchenkoPasturFit fit = fit(List.of(NOISE, LOUD), 300, 450);
    Outliers outliers = Outliers.of(layer, fit, List.of());
    assertThat(outliers.size()).isEqualTo(7);
    assertThat(outliers.count()).isEqualTo(2);
    assertThat(outliers.matrices()).isEqualTo(2);
    assertThat(outliers.pValue()).isEqualTo(0.125);
    assertThat(outliers.goodness()).hasValue(GOOD);
    assertThat(outliers.exact()).isEmpty();
    // 450 and 300 over 225, 990 over 900.
    assertThat(outliers.tail().toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(1.1, 4 / 3.0, 2.0);
    double scale = NOISE.edge().scale();
    assertThat(outliers.largest()).isCloseTo((450 - NOISE.edge().center()) / scale, within(1e-9));
    // The next below is 990 of the loud one, which is 247.5 of the other.
    assertThat(outliers.gap()).isCloseTo((300 - 247.5) / scale, within(1e-9));
  }

  @Test
  void thereIsNoGapWhereAllOrNoneAreOutliers() {
    assertThat(Outliers.of(List.of(matrix(100, 300)), fit(List.of(NOISE)), List.of()).gap())
        .isZero();
    assertThat(
            Outliers.of(List.of(matrix(300, 500)), fit(List.of(NOISE), 300, 500), List.of()).gap())
        .isZero();
  }

  @Test
  void chancesAreCountedAmongShufflings() {
    MarchenkoPasturFit fit = fit(List.of(NOISE), 300); // statistic 5, distance 0.05 of 0.1
    List<BulkFit> replicas =
        List.of(
            shuffled(4.9, 0.04, 0.1),
            shuffled(5, 0.05, 0.1),
            shuffled(5.1, 0.06, 0.2), // not so far, as a share of what is critical
            shuffled(6, 0.03, 0.1),
            shuffled(7, 0.02, 0.1));
    Outliers.Exact exact = Outliers.Exact.of(fit, replicas).orElseThrow();
    assertThat(exact.largest()).isEqualTo(5 / 6.0); // (1 + 4) / 6
    assertThat(exact.distance()).isEqualTo(1 / 3.0); // (1 + 1) / 6
    assertThat(Outliers.of(List.of(matrix(100, 300)), fit, replicas).exact())
        .isEqualTo(Optional.of(exact));
  }

  @Test
  void shufflingsAreNotCountedWhereOneHasNoBulk() {
    MarchenkoPasturFit fit = fit(List.of(NOISE), 300);
    assertThat(Outliers.Exact.of(fit, List.of())).isEmpty();
    assertThat(Outliers.Exact.of(fit, List.of(shuffled(4, 0.1, 0.1), new FailedBulkFit("by hand"))))
        .isEmpty();
  }

  @Test
  void withoutABulkTheUpperHalfIsTheTail() {
    Outliers outliers = Outliers.beyondMedian(List.of(matrix(1, 2, 8), matrix(4, 16))); // median 4
    assertThat(outliers.tail().toArray()).containsExactly(2, 4);
    assertThat(outliers.count()).isEqualTo(2);
    assertThat(outliers.size()).isEqualTo(5);
    assertThat(outliers.matrices()).isEqualTo(2);
    assertThat(outliers.pValue()).isZero();
    assertThat(outliers.goodness()).isEmpty();
    assertThat(outliers.exist()).isTrue();
  }

  @Test
  void aMedianOfZeroLeavesWhatIsAboveIt() {
    assertThat(Outliers.beyondMedian(List.of(matrix(0, 0, 0, 5))).tail().toArray())
        .containsExactly(5);
    assertThat(Outliers.beyondMedian(List.of()).size()).isZero();
  }
}
