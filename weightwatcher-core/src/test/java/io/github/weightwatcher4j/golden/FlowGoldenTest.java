package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.similarity.CorrelationFlow;
import io.github.weightwatcher4j.similarity.internal.LayerSides;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overlap of neighbouring layers against independent Python. */
class FlowGoldenTest {

  private static final Path FOLDER = TestData.ours();

  /** Of the cosines; small ones are rounding errors of the large ones. */
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest(name = "{0}")
  @CsvSource({"flow_resnet20, models/resnet20, 9", "flow_mlp, golden/models/mlp, 2"})
  void layersFlowAsTheReferenceSays(String key, String file, int cases) throws IOException {
    ModelSource model = Safetensors.model(FOLDER.resolve(file + ".safetensors"));
    JsonNode golden = Theory.of("similarity").path(key);
    assertThat(golden).hasSize(cases);
    for (JsonNode expected : golden) {
      CorrelationFlow flow =
          sides(model, expected.path("first"), expected.path("k1").asInt())
              .rows()
              .directions()
              .orElseThrow()
              .flowTo(
                  sides(model, expected.path("second"), expected.path("k2").asInt())
                      .columns()
                      .directions()
                      .orElseThrow());

      assertThat(flow.dimension()).isEqualTo(expected.path("d").asInt());
      assertThat(flow.cosines()).hasSize(expected.path("cosines").size());
      for (int i = 0; i < flow.cosines().size(); i++) {
        assertThat(flow.cosines().get(i))
            .isCloseTo(expected.path("cosines").path(i).asDouble(), within(TOLERANCE));
      }
      assertThat(flow.overlap()).isCloseTo(expected.path("overlap").asDouble(), within(TOLERANCE));
      assertThat(flow.expected())
          .isCloseTo(expected.path("expected").asDouble(), within(TOLERANCE));
      double z = expected.path("z").asDouble();
      assertThat(flow.z().orElseThrow()).isCloseTo(z, within(1e-5 * Math.max(1, Math.abs(z))));
    }
  }

  private static LayerSides sides(ModelSource model, JsonNode weight, int kept) throws IOException {
    String name = weight.asText().replaceAll("\\.weight$", "");
    Weights weights =
        model.layers().stream()
            .filter(layer -> layer.info().name().equals(name))
            .findFirst()
            .flatMap(Layer::weights)
            .orElseThrow();
    LapackSolver solver = new LapackSolver(SpectrumMethod.FAST);
    return LayerSides.of(weights, solver, (matrix, spectrum, cancelled) -> kept, () -> false);
  }
}
