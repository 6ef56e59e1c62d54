package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

class ModelFilesTest {

  @TempDir Path folder;

  private static MultiLayerNetwork net() {
    return Nets.of(
        InputType.convolutional(6, 6, 2),
        new FrozenLayer(new ConvolutionLayer.Builder(3, 3).nOut(4).build()),
        new DenseLayer.Builder().nOut(5).build(),
        Nets.loss());
  }

  private Path saved(org.deeplearning4j.nn.api.Model model) throws IOException {
    Path file = folder.resolve("model.zip");
    ModelSerializer.writeModel(model, file.toFile(), true);
    return file;
  }

  /** Same layers, same weights. */
  private static void areTheSame(Object file, Object model) {
    Listed actual = Listed.of(file);
    Listed expected = Listed.of(model);
    assertThat(actual.layers().stream().map(Layer::toString).toList())
        .isEqualTo(expected.layers().stream().map(Layer::toString).toList());
    for (Layer layer : expected.layers()) {
      String name = layer.info().name();
      if (layer.weights().isPresent()) {
        assertThat(actual.values(name)).as(name).isEqualTo(expected.values(name));
      }
    }
  }

  private static ModelSource open(Object file) {
    return new WeightFileAdapter().open(file).orElseThrow();
  }

  @Test
  void aSavedNetworkHasTheLayersAndWeightsOfTheNetwork() throws IOException {
    MultiLayerNetwork net = net();
    net.getUpdater();
    Path file = saved(net);

    areTheSame(file, net);
    areTheSame(file.toFile(), net);
    assertThat(open(file).name()).isEqualTo("model.zip");
  }

  @Test
  void aSavedGraphHasTheLayersAndWeightsOfTheGraph() throws IOException {
    ComputationGraph net = ComputationGraphTest.twoInputs();
    net.getUpdater();

    areTheSame(saved(net), net);
  }

  @Test
  void aSavedNetworkOfDoublesKeepsItsPrecision() throws IOException {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            Nets.builder()
                .dataType(DataType.DOUBLE)
                .list(new DenseLayer.Builder().nIn(3).nOut(4).build(), Nets.loss())
                .build());
    net.init();

    areTheSame(saved(net), net);
    assertThat(Listed.of(net).weights("layer0").precision().toString()).isEqualTo("FLOAT64");
  }

  @Test
  void aSavedNetworkWithoutWeightsIsListed() throws IOException {
    MultiLayerNetwork net =
        Nets.of(InputType.feedForward(3), new ActivationLayer(Activation.RELU), Nets.loss());

    areTheSame(saved(net), net);
  }

  @Test
  void openingReadsNoWeightsAndListingReadsThemOnce() throws IOException {
    Path file = saved(net());

    ModelSource source = open(file);

    List<Layer> layers = source.layers();
    Files.delete(file);
    assertThat(source.layers()).isSameAs(layers);
    assertThat(source.revision()).isZero();
  }

  @Test
  void anotherZipFileIsNone() throws IOException {
    Path zip = folder.resolve("other.zip");
    writeZip(zip, "other.json", "configuration.json");

    assertThat(new WeightFileAdapter().open(zip)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.95})
  void aNetworkFileCutShortIsReportedWithPathAndAdvice(double share) throws IOException {
    Path file = saved(net());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));

    assertThatThrownBy(() -> open(file).layers())
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("model.zip")
        .hasMessageContaining("it is incomplete");
  }

  @Test
  void aNetworkFileWithNonsenseInsideIsReported() throws IOException {
    Path file = folder.resolve("broken.zip");
    writeZip(file, "configuration.json", "coefficients.bin");

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> open(file).layers())
        .withMessageContaining("broken.zip: the member 'coefficients.bin'")
        .withMessageContaining("save the network again with ModelSerializer.writeModel");
  }

  private static void writeZip(Path file, String... names) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("{\"confs\": []}".getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
