package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.LayerSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A listener that does not steer leaves no trace: the weights and the state of the random generator
 * are those of a training without it, to the last bit. The networks have dropout and Adam.
 */
class UndisturbedTrainingTest {

  private static final int EPOCHS = 4;

  @TempDir Path folder;

  static Stream<Named<SpectralListenerBuilder>> modes() {
    return Stream.of(
        Named.of("training thread", SpectralListener.builder()),
        Named.of("background", SpectralListener.builder().inBackground().queue(1)),
        Named.of("updates", SpectralListener.builder().everyIterations(1).onTrainingThread()),
        Named.of(
            "updates, background", SpectralListener.builder().everyIterations(1).inBackground()),
        Named.of("error of a library", failing(new NoClassDefFoundError("org/example/Missing"))),
        Named.of("no memory", failing(new OutOfMemoryError("no native memory"))),
        Named.of("no memory, background", failing(new OutOfMemoryError("none")).inBackground()),
        Named.of(
            "everything",
            SpectralListener.builder()
                .inBackground()
                .options(
                    o -> o.threads(2).randomize(true).mpFit(true).vectors(true).bootstrap(39))));
  }

  /** Analyses end by an error. */
  private static SpectralListenerBuilder failing(Error error) {
    return SpectralListener.builder()
        .options(
            o ->
                o.layers(
                    LayerSelector.matching(
                        "never",
                        layer -> {
                          throw error;
                        })));
  }

  /** What a training leaves: parameters, and a draw from the generator after it. */
  private record Left(INDArray params, List<Float> draw) {

    static Left by(MultiLayerNetwork net) {
      net.fit(Trained.data(), EPOCHS);
      return new Left(net.params().dup(), draws());
    }

    static Left by(ComputationGraph net) {
      net.fit(Trained.data(), EPOCHS);
      return new Left(net.params().dup(), draws());
    }

    private static List<Float> draws() {
      return Stream.generate(() -> Nd4j.getRandom().nextFloat()).limit(3).toList();
    }

    void isLeftBy(Left other) {
      assertThat(other.params.data().asFloat()).containsExactly(params.data().asFloat());
      assertThat(other.draw).isEqualTo(draw);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void layersAreTrainedToTheSameBits(SpectralListenerBuilder mode) {
    Left without = Left.by(Trained.layers());
    try (SpectralListener listener = mode.writeTo(folder.resolve("run.jsonl")).build()) {
      MultiLayerNetwork net = Trained.layers();
      net.setListeners(listener);

      without.isLeftBy(Left.by(net));
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void graphsAreTrainedToTheSameBits(SpectralListenerBuilder mode) {
    Left without = Left.by(Trained.graph());
    try (SpectralListener listener = mode.writeTo(folder.resolve("run.jsonl")).build()) {
      ComputationGraph net = Trained.graph();
      net.setListeners(listener);

      without.isLeftBy(Left.by(net));
    }
  }
}
