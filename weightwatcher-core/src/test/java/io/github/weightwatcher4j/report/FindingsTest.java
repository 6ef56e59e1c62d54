package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.verdict.Phase;
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
  void aVerdictThatIsBadIsAFinding() {
    LayerReport over = Judged.power(1.5, 0.1, 40).report();
    assertThat(types(over)).containsExactly(FindingType.OVER_TRAINED);
    Finding finding = over.findings().get(0);
    assertThat(finding).hasToString("fc: alpha = 1.50 ± 0.10 over 40 eigenvalues, below 2");
    assertThat(finding.numbers().value(Metric.ALPHA)).hasValue(1.5);
    assertThat(finding.numbers().value(Metric.SIGMA)).hasValue(0.1);
    assertThat(types(Judged.power(12, 0.5, 400).report()))
        .containsExactly(FindingType.UNDER_TRAINED);
    assertThat(types(Judged.power(4, 0.3, 100).report())).isEmpty();
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
  void theMostSeriousComesFirst() {
    LayerReport row =
        Judged.power(1.5, 0.1, 5).phase(Phase.RANK_COLLAPSE).with(Metric.DEAD_LINES, 3).report();
    assertThat(types(row)).containsExactly(FindingType.RANK_COLLAPSE, FindingType.SHORT_TAIL);
    assertThat(types(Judged.power(3, 0.2, 5).with(Metric.DEAD_LINES, 3).report()))
        .containsExactly(FindingType.SHORT_TAIL, FindingType.DEAD_UNITS);
    assertThat(types(Judged.failed().bulk(new FailedBulkFit("by hand")).report()))
        .containsExactly(FindingType.FIT_FAILED, FindingType.NO_BULK);
  }

  @Test
  void aRejectedPowerLawIsAFindingAtTheLevelOfTheModel() {
    // Of 100 values, D = 0.0978 is exceeded by 0.25 % of power laws.
    assertThat(types(Judged.power(3, 0.2, 100, 0.0978).layers(5).report()))
        .containsExactly(FindingType.NO_POWER_LAW);
    assertThat(types(Judged.power(3, 0.2, 100, 0.0978).layers(50).report())).isEmpty();
  }

  @Test
  void aRivalCountsWhereItContradicts() {
    PowerLawFit near = new PowerLawFit(3.9, 0.2, 2, 20, 0.1, 60);
    PowerLawFit far = new PowerLawFit(6.9, 0.2, 2, 20, 0.1, 60);
    assertThat(types(Judged.power(3, 0.2, 100).rival(near).report())).isEmpty();
    assertThat(types(Judged.power(3, 0.2, 100).rival(far).report()))
        .containsExactly(FindingType.RIVAL_TAILS);
  }

  @ParameterizedTest
  @EnumSource(FindingType.class)
  void everyTypeHasALabelAndAMeaning(FindingType type) {
    assertThat(type.label()).isNotBlank();
    assertThat(type.meaning()).isNotBlank();
  }
}
