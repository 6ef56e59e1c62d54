package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointNameTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "epoch-7.pt, 7, 0",
    "epoch=3-step=1200.ckpt, 3, 1200",
    "checkpoint-1200, 0, 1200",
    "global_step800, 0, 800",
    "iter_0000500, 0, 500",
    "model.ckpt-400.index, 0, 400",
    "checkpoint_3_MultiLayerNetwork.zip, 0, 3",
    "model-12.safetensors, 12, 0",
    "cp-0003.weights.h5, 3, 0",
    "weights.07-0.23.hdf5, 1, 0",
    "model_v2.pt, 1, 0",
    "final.pt, 1, 0",
    "footstep9.pt, 1, 0",
    "epoch-99999999999.pt, 1, 0"
  })
  void numbersAreThoseOfTheName(String name, int epoch, int iteration) {
    assertThat(CheckpointName.of(name, Optional.empty()))
        .isEqualTo(new CheckpointName(epoch, iteration));
  }

  @Test
  void whatANameDoesNotTellGoesOnFromTheStepBefore() {
    var analysis = new WeightWatcher(Map.of("fc", SampleFiles.noise(20, 10, 1))).analyze();
    Optional<TrainingStep> before =
        Optional.of(new TrainingStep(5, 300, OptionalDouble.empty(), Duration.ZERO, analysis));

    assertThat(CheckpointName.of("epoch-6.pt", before)).isEqualTo(new CheckpointName(6, 300));
    assertThat(CheckpointName.of("step-400.pt", before)).isEqualTo(new CheckpointName(5, 400));
    assertThat(CheckpointName.of("last.pt", before)).isEqualTo(new CheckpointName(6, 300));
    assertThat(CheckpointName.of("model-4.pt", before)).isEqualTo(new CheckpointName(6, 300));
  }
}
