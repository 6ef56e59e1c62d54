package io.github.weightwatcher4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {

  private static final double ROUNDING = 1e-15;

  @Test
  void allLayersTogetherRaiseAnAlarmAsOftenAsIsGranted() {
    Levels levels = Levels.of(0.05, 20, false);
    assertThat(1 - Math.pow(1 - levels.layer(), 20)).isCloseTo(0.05, within(ROUNDING));
    assertThat(levels.layer()).isCloseTo(0.002561, within(1e-6));
    assertThat(Levels.of(0.05, 1, false).layer()).isCloseTo(0.05, within(ROUNDING));
    assertThat(Levels.of(0.05, 0, false).layer()).isCloseTo(0.05, within(ROUNDING));
  }

  @Test
  void testsOfALayerShareItsLevel() {
    Levels plain = new Levels(0.1, false);
    assertThat(plain.spikes()).isCloseTo(0.06, within(ROUNDING));
    assertThat(plain.bulk()).isCloseTo(0.04, within(ROUNDING));
    Levels shuffled = new Levels(0.1, true);
    assertThat(shuffled.spikes()).isCloseTo(0.04, within(ROUNDING));
    assertThat(shuffled.bulk()).isCloseTo(0.02, within(ROUNDING));
    assertThat(shuffled.traps(1)).isCloseTo(0.04, within(ROUNDING));
    assertThat(shuffled.spikes() + shuffled.bulk() + shuffled.traps(1))
        .isCloseTo(0.1, within(ROUNDING));
    assertThat(shuffled.powerLaw()).isEqualTo(0.1);
  }

  @Test
  void aMajorityOfReplicasIsGrantedHalf() {
    Levels levels = new Levels(0.1, true);
    assertThat(levels.traps(2)).isCloseTo(0.02, within(ROUNDING));
    assertThat(levels.traps(9)).isCloseTo(0.02, within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void levelsOutsideOfTheDomainAreRefused(double level) {
    assertThatThrownBy(() -> new Levels(level, true)).hasMessageContaining("" + level);
  }
}
