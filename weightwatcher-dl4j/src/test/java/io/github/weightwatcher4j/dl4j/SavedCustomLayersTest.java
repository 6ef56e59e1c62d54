package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of classes that are not DL4J's: not loaded, or asked where that was allowed. */
class SavedCustomLayersTest {

  private static final String CUSTOM = CustomLayersTest.Custom.class.getName();

  /**
   * How often {@link Watched} was initialized, counted elsewhere so that looking does not do it.
   */
  private static final AtomicInteger INITIALIZED = new AtomicInteger();

  /** A layer class that tells when it is initialized. */
  static final class Watched extends DenseLayer {
    private static final long serialVersionUID = 1;

    static {
      INITIALIZED.incrementAndGet();
    }
  }

  @TempDir Path folder;

  private static DenseLayer dense(int out) {
    return new DenseLayer.Builder().nOut(out).build();
  }

  private static MultiLayerNetwork customBetween() {
    return Nets.of(
        InputType.feedForward(4), dense(4), new CustomLayersTest.Custom(), dense(7), Nets.loss());
  }

  private Path saved(Model net) throws IOException {
    Path file = folder.resolve("model.zip");
    ModelSerializer.writeModel(net, file.toFile(), false);
    return file;
  }

  private static WeightFile open(Path file) {
    return (WeightFile) new WeightFileAdapter().open(file).orElseThrow();
  }

  /** The file with another configuration. */
  private static Path reconfigured(Path file, UnaryOperator<String> change) throws IOException {
    Path changed = file.resolveSibling("changed.zip");
    try (ZipFile zip = new ZipFile(file.toFile());
        OutputStream out = Files.newOutputStream(changed);
        ZipOutputStream target = new ZipOutputStream(out)) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        target.putNextEntry(new ZipEntry(entry.getName()));
        target.write(
            entry.getName().equals("configuration.json")
                ? change
                    .apply(new String(bytes, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8)
                : bytes);
      }
    }
    return changed;
  }

  @Test
  void aLayerThatIsNotKnownCostsItselfAndTheOthersAreRead() throws IOException {
    MultiLayerNetwork net = customBetween();
    Map<String, double[]> live = Listed.weights(net);

    Listed file = Listed.of(saved(net));

    assertThat(file.names()).containsExactly("layer0", "layer1", "layer2", "layer3");
    assertThat(file.values("layer0")).isEqualTo(live.get("layer0"));
    assertThat(file.values("layer2")).isEqualTo(live.get("layer2"));
    assertThat(file.reason("layer1"))
        .isEqualTo(
            "%s: a class of its own; allowClass(\"%s\") asks it for its shapes; it has 411 parameters"
                .formatted(CUSTOM, CUSTOM));
    assertThat(file.layer("layer1").absence()).contains(Absence.UNREAD);
  }

  @Test
  void whatStandsBetweenTwoSuchLayersIsListedWithThatReason() throws IOException {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(4),
            dense(4),
            new CustomLayersTest.Custom(),
            dense(4),
            new CustomLayersTest.Custom(),
            dense(3),
            Nets.loss());

    Listed file = Listed.of(saved(net));

    Map<String, double[]> live = Listed.weights(net);
    assertThat(file.values("layer0")).isEqualTo(live.get("layer0"));
    assertThat(file.values("layer4")).isEqualTo(live.get("layer4"));
    assertThat(file.reason("layer2"))
        .isEqualTo("stands between layers of which it is not known how many parameters they have");
    assertThat(file.reason("layer1")).endsWith("asks it for its shapes");
  }

  @Test
  void aClassThatIsAllowedIsAskedForItsShapes() throws IOException {
    MultiLayerNetwork net = customBetween();

    WeightFile file = open(saved(net)).allowClass(CUSTOM);

    Listed.areEqual(Listed.weights(file), Listed.weights(net));
    assertThat(file.layers().stream().map(Layer::toString).toList())
        .isEqualTo(Listed.of(net).layers().stream().map(Layer::toString).toList());
  }

  @Test
  void aVertexClassThatIsAllowedIsAskedToo() throws IOException {
    ComputationGraph net =
        Nets.init(
            Nets.graph()
                .addInputs("in")
                .addVertex("mix", new CustomLayersTest.CustomVertex(), "in")
                .addLayer("loss", Nets.loss(), "mix")
                .setOutputs("loss")
                .setInputTypes(InputType.feedForward(4)));
    Path saved = saved(net);

    WeightFile file = open(saved).allowClass(CustomLayersTest.CustomVertex.class.getName());

    Listed.areEqual(Listed.weights(file), Listed.weights(net));
    assertThat(Listed.of(saved).reason("mix")).contains("it has 40 parameters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.deeplearning4j.nn.conf.layers.DenseLayer",
        "org.nd4j.linalg.activations.impl.ActivationTanH",
        "org.nd4j.linalg.learning.config.Sgd"
      })
  void noClassThatAFileNamesIsInitialized(String instead) throws IOException {
    String watched = getClass().getName() + "$Watched";
    Path file =
        reconfigured(
            saved(Nets.of(InputType.feedForward(4), dense(5), Nets.loss())),
            json ->
                json.replaceFirst(
                    "\"" + instead + "\"", "\"" + watched.replace("$", "\\$") + "\""));

    WeightFile opened = open(file);
    Layer first = opened.layers().get(0);
    opened.allowClass("com.acme.Other").layers();

    assertThat(first.reason() + first.note()).contains(watched);
    assertThat(INITIALIZED).hasValue(0);
  }

  @Test
  void aClassThatFailsCostsItsLayer() throws IOException {
    String missing = "com.acme.Missing";
    Path file = reconfigured(saved(customBetween()), json -> json.replace(CUSTOM, missing));

    Listed listed = Listed.of(open(file).allowClass(missing));

    assertThat(listed.reason("layer1"))
        .contains("com.acme.Missing could not be asked for its shapes")
        .contains("ClassNotFoundException");
    assertThat(listed.weights("layer2").shape().size()).isPositive();
  }
}
