package io.github.weightwatcher4j.verdict.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collapses and layers that are too small, on both sides of their borders. */
class PhaseFinderTest {

  /** A layer with an exponential tail and no bulk. */
  private static LayerPhase phase(int size, int zeros, int ofDeadLines, boolean apart) {
    Spectrum spectrum = PhaseTestsTest.exponential(200);
    return PhaseFinder.of(
        size,
        new PhaseFinder.Zeros(zeros, ofDeadLines, apart),
        List.of(MatrixSpectrum.of(spectrum, 400, 200)),
        new FailedBulkFit("by hand", false),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "16, 0, true, BULK_DECAY",
    "15, 0, true, TOO_SMALL",
    "0, 0, true, TOO_SMALL",
    "100, 9, true, BULK_DECAY",
    "100, 10, true, RANK_COLLAPSE",
    "100, 10, false, BULK_DECAY",
    "101, 10, true, BULK_DECAY",
    "20, 10, true, RANK_COLLAPSE",
    "20, 10, false, TOO_SMALL",
    "15, 15, false, RANK_COLLAPSE"
  })
  void aTenthOfZerosIsACollapseAndFifteenAreTooSmall(
      int size, int zeros, boolean apart, Phase phase) {
    assertThat(phase(size, zeros, 0, apart).phase()).isEqualTo(phase);
  }

  @Test
  void theFirstTestCountsZeros() {
    LayerPhase phase = phase(95, 3, 0, true);
    assertThat(phase.tests().get(0).statistic()).isEqualTo(3);
    assertThat(phase.tests().get(0).critical()).isEqualTo(10); // of 95 a tenth, rounded up
    assertThat(phase.tests()).hasSize(3); // no bulk: outliers, and their tail
    assertThat(phase.rest()).isEmpty();
    assertThat(phase.isOfDeadUnits()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "10, true"})
  void deadLinesExplainACollapseWhereFewerThanATenthAreLeft(int ofDeadLines, boolean dead) {
    LayerPhase phase = phase(100, 10, ofDeadLines, true);
    assertThat(phase.phase()).isEqualTo(Phase.RANK_COLLAPSE);
    assertThat(phase.isOfDeadUnits()).isEqualTo(dead);
    assertThat(phase.rest()).hasValue(Phase.BULK_DECAY);
    assertThat(phase.isUndecided()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"20, 10, 8, false", "20, 10, 9, true", "20, 20, 20, false"})
  void aSmallRestIsToldOfOnlyWhereDeadLinesExplainTheCollapse(
      int size, int zeros, int ofDeadLines, boolean dead) {
    LayerPhase phase = phase(size, zeros, ofDeadLines, true);
    assertThat(phase.phase()).isEqualTo(Phase.RANK_COLLAPSE);
    assertThat(phase.isOfDeadUnits()).isEqualTo(dead);
    assertThat(phase.rest()).isEqualTo(dead ? Optional.of(Phase.TOO_SMALL) : Optional.empty());
  }

  @Test
  void matricesOfOneColumnHaveNoShape() {
    LayerPhase phase =
        PhaseFinder.of(
            100,
            new PhaseFinder.Zeros(0, 0, true),
            List.of(),
            new FailedBulkFit("by hand", false),
            List.of());
    assertThat(phase.phase()).isEqualTo(Phase.TOO_SMALL);
    assertThat(phase.tests()).hasSize(1);
  }
}
