package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class ScaledScheduleTest {

  private static final ISchedule STEPS = new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 2);

  @Test
  void everyValueIsScaled() {
    ScaledSchedule scaled = new ScaledSchedule(STEPS, 1.5);

    for (int epoch = 0; epoch < 6; epoch++) {
      assertThat(scaled.valueAt(7, epoch)).isEqualTo(1.5 * STEPS.valueAt(7, epoch));
    }
  }

  @Test
  void schedulesAreEqualWhereBaseAndFactorAre() {
    ScaledSchedule scaled = new ScaledSchedule(STEPS, 1.5);

    assertThat(scaled)
        .isEqualTo(new ScaledSchedule(STEPS.clone(), 1.5))
        .hasSameHashCodeAs(new ScaledSchedule(STEPS.clone(), 1.5))
        .isEqualTo(scaled.clone())
        .isNotEqualTo(new ScaledSchedule(STEPS, 1.4))
        .isNotEqualTo(new ScaledSchedule(new FixedSchedule(0.1), 1.5))
        .isNotEqualTo(STEPS);
  }

  @Test
  void serializationKeepsIt() {
    ScaledSchedule scaled = new ScaledSchedule(STEPS, 1 / 3.0);

    assertThat(SerializationUtils.clone(scaled)).isEqualTo(scaled);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aFactorThatIsNotPositiveIsRefused(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScaledSchedule(STEPS, factor))
        .withMessage("the factor of a learning rate must be > 0 but was " + factor);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerRate("fc1", OptionalDouble.empty(), factor, ""));
  }

  @Test
  void aLayersRateReadsAsASentence() {
    assertThat(new LayerRate("fc1", OptionalDouble.of(2.314), 0.5, ""))
        .hasToString("fc1 alpha 2.31 x 0.50");
    assertThat(new LayerRate("fc2", OptionalDouble.empty(), 1, "it is the last layer"))
        .hasToString("fc2 x 1: it is the last layer");
  }
}
