package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each finding on both sides of its border. */
class FindingsTest {

  private static List<FindingType> types(LayerReport row) {
    return row.findings().stream().map(Finding::type).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 4, 6})
  void alphaFromTwoToSixIsNoFinding(double alpha) {
    assertThat(types(Rows.fitted(0, "fc", alpha))).isEmpty();
  }

  @Test
  void alphaBelowTwoIsOverTrained() {
    LayerReport row = Rows.fitted(0, "fc", Math.nextDown(2.0));
    assertThat(types(row)).containsExactly(FindingType.OVER_TRAINED);
    Finding finding = Rows.fitted(0, "fc", 1.5).findings().get(0);
    assertThat(finding).hasToString("fc: alpha = 1.50 ± 0.25 is below 2: over-trained");
    assertThat(finding.numbers().value(Metric.ALPHA)).hasValue(1.5);
    assertThat(finding.numbers().value(Metric.SIGMA)).hasValue(0.25);
  }

  @Test
  void alphaAboveSixIsUnderTrained() {
    LayerReport row = Rows.fitted(0, "fc", Math.nextUp(6.0));
    assertThat(types(row)).containsExactly(FindingType.UNDER_TRAINED);
    assertThat(Rows.fitted(0, "fc", 7).findings().get(0).message())
        .isEqualTo("alpha = 7.00 ± 0.25 is above 6: under-trained");
  }

  @Test
  void aTailBelowTenIsShort() {
    assertThat(types(Rows.fitted(0, "fc", 3, 10))).isEmpty();
    LayerReport row = Rows.fitted(0, "fc", 3, 9);
    assertThat(types(row)).containsExactly(FindingType.SHORT_TAIL);
    assertThat(row.findings().get(0).message())
        .isEqualTo("alpha = 3.00 ± 0.25 rests on 9 eigenvalues: a rough guess");
    assertThat(row.findings().get(0).numbers().value(Metric.TAIL_SIZE)).hasValue(9);
  }

  @Test
  void aFailedFitIsAFindingAndNeitherOverNorUnderTrained() {
    LayerReport row = Rows.failed(0, "fc");
    assertThat(types(row)).containsExactly(FindingType.FIT_FAILED);
    assertThat(row.findings().get(0)).hasToString("fc: no power law: by hand");
  }

  @Test
  void aTenthOfTheSingularValuesAtZeroIsARankCollapse() {
    PowerLawFit fit = new PowerLawFit(3, 0.25, 1, 20, 0.1, 10);
    assertThat(types(Rows.row(0, "fc", fit, 19))).as("1 of 20").isEmpty();
    LayerReport row = Rows.row(0, "fc", fit, 18);
    assertThat(types(row)).containsExactly(FindingType.RANK_COLLAPSE);
    assertThat(row.findings().get(0).message())
        .isEqualTo("2 of 20 singular values are numerically zero");
    assertThat(row.findings().get(0).numbers().value(Metric.RANK_LOSS)).hasValue(2);
  }

  @Test
  void aLayerCanHaveSeveralFindings() {
    PowerLawFit fit = new PowerLawFit(1.5, 0.25, 1, 20, 0.1, 5);
    assertThat(types(Rows.row(0, "fc", fit, 3)))
        .containsExactly(
            FindingType.OVER_TRAINED, FindingType.SHORT_TAIL, FindingType.RANK_COLLAPSE);
    assertThat(types(Rows.row(0, "fc", new FailedFit("zeros"), 0)))
        .containsExactly(FindingType.FIT_FAILED, FindingType.RANK_COLLAPSE);
  }

  @ParameterizedTest
  @EnumSource(FindingType.class)
  void everyTypeHasALabelAndAMeaning(FindingType type) {
    assertThat(type.label()).isNotBlank();
    assertThat(type.meaning()).isNotBlank();
  }
}
