package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class LargeLearningRateTest {

  @Test
  void aRateThatIsFarTooLargeMakesTrapsAndSharpeningTakesThemOut() {
    LargeLearningRate large = LargeLearningRate.run(1, 1, 2);

    assertThat(large.traps()).isPositive();
    assertThat(large.trapped()).isTrue();
    assertThat(large.left()).isLessThan(large.traps());
    assertThat(large.toString()).contains("traps, test accuracy", "sharpened after each epoch: ");
  }

  @Test
  void aRateThatIsRightMakesNone() {
    LargeLearningRate right = LargeLearningRate.run(1, 0.2, 2);

    assertThat(right.traps()).isZero();
    assertThat(right.trapped()).isFalse();
    // Chance takes one component of noise for a trap now and then: a few of 360 images.
    assertThat(right.sharpened()).isCloseTo(right.test(), within(0.02));
  }
}
