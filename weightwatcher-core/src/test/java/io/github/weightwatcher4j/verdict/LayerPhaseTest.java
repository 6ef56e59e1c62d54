package io.github.weightwatcher4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LayerPhaseTest {

  private static final PhaseTest TEST = new PhaseTest("count", 3, 10, OptionalDouble.empty());

  private static LayerPhase phase(Phase phase, Optional<Phase> rival) {
    return LayerPhase.of(phase, rival, Optional.empty(), false, List.of(TEST));
  }

  @Test
  void anUndecidedPhaseNamesBothCandidates() {
    LayerPhase decided = phase(Phase.BULK_SPIKES, Optional.empty());
    assertThat(decided.isUndecided()).isFalse();
    assertThat(decided).hasToString("bulk+spikes");
    LayerPhase undecided = phase(Phase.BULK_DECAY, Optional.of(Phase.BULK_SPIKES));
    assertThat(undecided.isUndecided()).isTrue();
    assertThat(undecided).hasToString("undecided (bulk-decay or bulk+spikes)");
  }

  @Test
  void afterACollapseTheRestIsWhatLives() {
    LayerPhase collapsed =
        LayerPhase.of(
            Phase.RANK_COLLAPSE, Optional.empty(), Optional.of(Phase.RANDOM_LIKE), true, List.of());
    assertThat(collapsed.ofLive()).isEqualTo(Phase.RANDOM_LIKE);
    assertThat(collapsed.isOfDeadUnits()).isTrue();
    LayerPhase whole = phase(Phase.HEAVY_TAILED, Optional.empty());
    assertThat(whole.ofLive()).isEqualTo(Phase.HEAVY_TAILED);
    assertThat(whole.isOfDeadUnits()).isFalse();
  }

  @Test
  void equalPartsAreEqualPhases() {
    LayerPhase one = phase(Phase.HEAVY_TAILED, Optional.empty());
    assertThat(one)
        .isEqualTo(phase(Phase.HEAVY_TAILED, Optional.empty()))
        .hasSameHashCodeAs(phase(Phase.HEAVY_TAILED, Optional.empty()))
        .isNotEqualTo(phase(Phase.HEAVY_TAILED, Optional.of(Phase.BULK_DECAY)))
        .isNotEqualTo("heavy-tailed");
    assertThat(one.hashCode())
        .isNotEqualTo(phase(Phase.HEAVY_TAILED, Optional.of(Phase.BULK_DECAY)).hashCode());
  }

  @Test
  void testsAreCopied() {
    List<PhaseTest> tests = new ArrayList<>(List.of(TEST));
    LayerPhase phase =
        LayerPhase.of(Phase.RANDOM_LIKE, Optional.empty(), Optional.empty(), false, tests);
    tests.clear();
    assertThat(phase.tests()).containsExactly(TEST);
  }

  @Test
  void aVerdictSaysWhatAndWhy() {
    LayerVerdict sure = LayerVerdict.of(Verdict.WELL_TRAINED, false, "alpha = 3.00");
    assertThat(sure).hasToString("well trained: alpha = 3.00");
    LayerVerdict borderline = LayerVerdict.of(Verdict.WELL_TRAINED, true, "alpha = 3.00");
    assertThat(borderline.label()).isEqualTo("well trained (borderline)");
    assertThat(borderline.isBorderline()).isTrue();
    assertThat(LayerVerdict.unknown("by hand"))
        .isEqualTo(LayerVerdict.of(Verdict.CANNOT_TELL, false, "by hand"))
        .hasSameHashCodeAs(LayerVerdict.of(Verdict.CANNOT_TELL, false, "by hand"))
        .isNotEqualTo(sure)
        .isNotEqualTo("cannot tell");
    assertThat(sure.hashCode()).isNotEqualTo(borderline.hashCode());
  }

  @Test
  void testsOutsideOfTheDomainAreRefused() {
    OptionalDouble none = OptionalDouble.empty();
    assertThatThrownBy(() -> new PhaseTest("a", Double.NaN, 1, none)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new PhaseTest("a", 1, Double.POSITIVE_INFINITY, none))
        .hasMessageContaining("Infinity");
    for (double p : new double[] {-1e-9, 1 + 1e-9, Double.NaN}) {
      assertThatThrownBy(() -> new PhaseTest("a", 1, 1, OptionalDouble.of(p)))
          .hasMessageContaining("pValue");
    }
    assertThat(new PhaseTest("a", 1, 1, OptionalDouble.of(0)).pValue()).hasValue(0);
    assertThat(new PhaseTest("a", 1, 1, OptionalDouble.of(1)).pValue()).hasValue(1);
  }
}
