package io.github.weightwatcher4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.SymbolBlock;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that the PyTorch engine has loaded is the file that it was loaded from. */
@NeedsPyTorch
class TorchScriptTest {

  /** Written by PyTorch for the tests of weightwatcher-formats. */
  private static final Path FILE =
      Path.of("..", "weightwatcher-formats", "src", "test", "resources", "torch", "script.pt");

  private final Model model = Model.newInstance("script");

  @BeforeEach
  void load() throws Exception {
    model.load(FILE);
    assertThat(model.getBlock()).isInstanceOf(SymbolBlock.class);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static List<Layer> layers(Object model) {
    ModelSource source = ModelAdapters.open(model);
    return source.layers();
  }

  /** Without the buffers, which DJL does not count among the parameters. */
  private static List<String> described(List<Layer> layers) {
    return layers.stream().map(layer -> layer.toString().replaceFirst(", running_.*", "")).toList();
  }

  @Test
  void itsLayersAreThoseOfTheFile() {
    List<String> ofFile = described(layers(FILE));

    assertThat(ofFile).isNotEmpty();
    assertThat(described(layers(model))).isEqualTo(ofFile);
  }

  @Test
  void itsEigenvaluesAreThoseOfTheFile() {
    int compared = 0;
    for (Layer layer : layers(FILE)) {
      String name = layer.info().name();
      if (layer.weights().isPresent()) {
        assertThat(new WeightWatcher(model).esd(name)).isEqualTo(new WeightWatcher(FILE).esd(name));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void numbersOfATypeThatTheEngineDoesNotTellAreNotGuessed(@TempDir Path folder) throws Exception {
    try (Model short16 = Model.newInstance("bfloat16")) {
      short16.load(inBfloat16(folder.resolve("bfloat16.pt")));

      Layer layer = layers(short16).get(0);

      assertThat(layer.info().name()).isEqualTo("fc1");
      assertThat(layer.isUnread()).isTrue();
      assertThat(layer.reason()).contains("a type that the engine does not tell, bfloat16 perhaps");
    }
  }

  /** The file with the upper halves of its floats, as PyTorch writes bfloat16. */
  private static Path inBfloat16(Path copy) throws IOException {
    try (ZipFile file = new ZipFile(FILE.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
      out.setLevel(0);
      for (ZipEntry entry : Collections.list(file.entries())) {
        byte[] bytes = file.getInputStream(entry).readAllBytes();
        String name = entry.getName();
        out.putNextEntry(new ZipEntry(name.replaceFirst("^script/", "bfloat16/")));
        if (name.endsWith("/data.pkl")) {
          String pickle = new String(bytes, StandardCharsets.ISO_8859_1);
          out.write(
              pickle
                  .replace("FloatStorage", "BFloat16Storage")
                  .getBytes(StandardCharsets.ISO_8859_1));
        } else if (name.contains("/data/") && !name.endsWith("/8")) {
          for (int i = 0; i < bytes.length; i += 4) {
            out.write(bytes, i + 2, 2);
          }
        } else {
          out.write(bytes);
        }
      }
    }
    return copy;
  }

  @Test
  void insideAnotherBlockItsLayersHaveItsPath() {
    SequentialBlock outer = new SequentialBlock().add(model.getBlock());
    String path = outer.getChildren().get(0).getKey() + ".";

    assertThat(Tree.of(outer).names())
        .isEqualTo(layers(FILE).stream().map(layer -> path + layer.info().name()).toList());
  }
}
