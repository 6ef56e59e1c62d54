package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.similarity.SimilarityMeasure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class SimilarLayersTest {

  @Test
  void trainingMakesLayersOfTwoNetworksMoreAlikeAndFlowIntoEachOther() {
    SimilarLayers layers = SimilarLayers.of(Digits.load(1).first(512), 12, 2);

    double[][] before =
        SimilarLayers.table(SimilarityMeasure.CKA_UNBIASED, layers.untrained(), layers.untrained());
    double[][] after =
        SimilarLayers.table(SimilarityMeasure.CKA_UNBIASED, layers.trained(), layers.trained());
    assertThat(after[3][3]).isGreaterThan(before[3][3] + 0.2);
    assertThat(layers.flows().get(0).details().get("fc1").metric(Metric.FLOW_Z).orElseThrow())
        .isGreaterThan(5);
    assertThat(layers.random().get(0).details().get("fc1").metric(Metric.FLOW_Z)).isEmpty();
    assertThat(layers.toString()).contains("cka_unbiased, trained with trained");
  }
}
