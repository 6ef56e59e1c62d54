package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;

/** What {@code SameDiff.save} writes is read, without ND4J, as the graph itself is. */
class SavedGraphsTest {

  @TempDir Path folder;

  private Path saved(SameDiff graph) {
    Path file = folder.resolve("graph.bin");
    graph.save(file.toFile(), true);
    return file;
  }

  private static ModelSource open(Path file) {
    return new WeightFileAdapter().open(file).orElseThrow();
  }

  /** Everything about a layer but its weights. */
  private static String shown(Layer layer) {
    String weights =
        layer
            .weights()
            .map(w -> "%s %s %s".formatted(w.precision(), w.slicing(), w.transposed()))
            .orElse("");
    return layer.info() + " " + layer + " " + layer.absence() + " " + weights;
  }

  @ParameterizedTest
  @EnumSource(SavedGraphs.class)
  void aSavedGraphHasTheLayersAndBitsOfTheGraph(SavedGraphs kind) {
    SameDiff graph = kind.graph();
    Path file = saved(graph);
    List<Layer> layers = open(file).layers();

    assertThat(layers.stream().map(SavedGraphsTest::shown).toList())
        .isEqualTo(Listed.of(graph).layers().stream().map(SavedGraphsTest::shown).toList());
    Listed.areEqual(Listed.weights(file), Listed.weights(graph));
  }

  @ParameterizedTest
  // ND4J itself loads no unsigned integers and no LSTM.
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TYPES", "RECURRENT"})
  void aGraphThatWasLoadedAndSavedAgainIsReadTheSame(SavedGraphs kind) {
    Path file = saved(kind.graph());
    SameDiff loaded = SameDiff.load(file.toFile(), true);

    Listed.areEqual(Listed.weights(file), Listed.weights(loaded));
    Listed.areEqual(Listed.weights(saved(loaded)), Listed.weights(loaded));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.95})
  void aFileCutShortIsRefused(double share) throws IOException {
    Path file = saved(SavedGraphs.DENSE.graph());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> open(file).layers())
        .withMessageContaining("graph.bin")
        .withMessageContaining("it is damaged or incomplete");
  }
}
