package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.ModelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class SameDiffTrainingTest {

  private final SameDiff graph = graph();

  private static SameDiff graph() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
    SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, 3);
    SDVariable hidden = x.mmul(graph.var("w", Nd4j.rand(DataType.FLOAT, 4, 5)));
    SDVariable out = hidden.mmul(graph.var("a", Nd4j.rand(DataType.FLOAT, 5, 3)));
    graph.loss.meanSquaredError("loss", y, out, null);
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Sgd(0.1))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("y")
            .build());
    return graph;
  }

  private void fit() {
    graph.fit(new DataSet(Nd4j.rand(DataType.FLOAT, 8, 4), Nd4j.rand(DataType.FLOAT, 8, 3)));
  }

  @Test
  void trainingIsSeenInLayersListedBefore() {
    Listed listed = Listed.of(graph);
    double[] before = listed.values("w");

    fit();

    assertThat(listed.values("w")).isNotEqualTo(before);
    Listed.areEqual(
        Map.of("w", listed.values("w"), "a", listed.values("a")), Listed.weights(graph));
  }

  @Test
  void theRevisionIsTheIterationCount() {
    ModelSource source = new NetworkAdapter().open(graph).orElseThrow();
    ModelSource untrained = new NetworkAdapter().open(SameDiff.create()).orElseThrow();

    fit();

    assertThat(source.revision()).isEqualTo(1);
    assertThat(untrained.revision()).isZero();
  }

  @Test
  void aSnapshotIsIndependentOfTheGraph() {
    NetworkSnapshot snapshot = NetworkSnapshot.of(graph);
    Map<String, double[]> then = Listed.weights(graph);

    fit();

    Listed.areEqual(Listed.weights(snapshot), then);
    assertThat(Listed.weights(graph).get("w")).isNotEqualTo(then.get("w"));
  }

  @Test
  void aSnapshotOfAListenerKeepsTheWeightsOfItsStep() {
    List<NetworkSnapshot> snapshots = new ArrayList<>();
    List<Map<String, double[]>> then = new ArrayList<>();
    graph.setListeners(
        new BaseListener() {
          @Override
          public boolean isActive(Operation operation) {
            return operation == Operation.TRAINING;
          }

          @Override
          public void iterationDone(SameDiff trained, At at, MultiDataSet data, Loss loss) {
            snapshots.add(NetworkSnapshot.of(trained));
            then.add(Listed.weights(graph));
          }
        });

    fit();
    fit();

    assertThat(Listed.of(snapshots.get(0)).names()).containsExactly("w", "a");
    Listed.areEqual(Listed.weights(snapshots.get(0)), then.get(0));
    Listed.areEqual(Listed.weights(snapshots.get(1)), then.get(1));
    assertThat(then.get(0).get("w")).isNotEqualTo(then.get(1).get("w"));
  }
}
