package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.LayerReport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** This module's class path has no ND4J, nor have its users'. */
class WithoutNd4jTest {

  private static final Path RESNET20 =
      Path.of("../weightwatcher-core/src/test/resources/models/resnet20.safetensors");

  @Test
  void filesAndArraysAreAnalysed() {
    assertThatThrownBy(() -> Class.forName("org.nd4j.linalg.api.ndarray.INDArray"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(
            new WeightWatcher(RESNET20)
                .analyze(options -> options.types(LayerType.DENSE))
                .details())
        .extracting(LayerReport::name)
        .isNotEmpty();
    assertThat(new WeightWatcher(Map.of("fc", new float[60][50])).describe().layers()).hasSize(1);
  }
}
