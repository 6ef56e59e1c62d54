package io.github.weightwatcher4j.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Published Keras models against the tables that the Python tool printed. */
class PythonsKerasResultsTest {

  /** Python multiplies convolutions in float32 before it decomposes them. */
  private static final double RELATIVE = 1e-6;

  private static Path models() {
    return TestFiles.shared().resolve("models");
  }

  /** The table by name, a row by column. */
  private static Map<String, Map<String, String>> python(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> header = List.of(lines.get(0).split(",", -1));
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(header.get(i), cells[i]);
      }
      rows.put(row.get("name"), row);
    }
    return rows;
  }

  private static Map<String, LayerReport> ours(ModelSource model) {
    return new WeightWatcher(model)
        .analyze(AnalysisOptionsBuilder::pythonCompatible).details().rows().stream()
            .collect(Collectors.toMap(LayerReport::name, row -> row));
  }

  /** Every number that both have, but the smallest singular value, which is rounding alone. */
  private static List<String> differences(LayerReport ours, Map<String, String> python) {
    List<String> lines = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      String cell = python.getOrDefault(metric.key(), "");
      OptionalDouble value = ours.metric(metric);
      if (metric == Metric.SV_MIN || cell.isEmpty() || value.isEmpty()) {
        continue;
      }
      double expected = Double.parseDouble(cell);
      double largest = Math.max(Math.abs(expected), Double.parseDouble(python.get("alpha")));
      boolean logarithm = metric.key().startsWith("log") || metric == Metric.ALPHA_WEIGHTED;
      // A relative error of a number is the absolute error of its logarithm, times alpha here.
      double allowed = RELATIVE * (logarithm ? largest : Math.abs(expected));
      if (!(Math.abs(value.getAsDouble() - expected) <= allowed)) {
        lines.add(ours.name() + " " + metric + " " + value + ", Python " + expected);
      }
    }
    return lines;
  }

  @Test
  void miniXceptionAgreesAfterItsFirstEpoch() throws IOException {
    String name = "keras/fer2013_mini_XCEPTION.00-0.47.hdf5";
    requireAgreement(TestFiles.resource(name), TestFiles.resource(name + ".default.csv"));
  }

  @Tag("shared")
  @Test
  void miniXceptionAgreesAfterItsLastEpoch() throws IOException {
    String name = "fer2013_mini_XCEPTION.102-0.66.hdf5";
    Path table = models().resolve("python-results").resolve(name + ".default.csv");
    requireAgreement(models().resolve(name), table);
  }

  private static void requireAgreement(Path model, Path table) throws IOException {
    Map<String, Map<String, String>> python = python(table);
    Map<String, LayerReport> ours = ours(Reading.open(model));

    assertThat(python).isNotEmpty();
    Set<String> compared = new TreeSet<>();
    python.forEach(
        (layer, row) -> {
          // Python names a layer by the scope of its weights, whose last number is Keras's.
          String scope = layer.replaceFirst("_1(\\.pw)?$", "");
          String key = layer.endsWith(".pw") ? scope + ".pointwise_kernel" : scope;
          LayerReport report = ours.get(key);
          assertThat(report).as(key).isNotNull();
          assertThat(differences(Objects.requireNonNull(report), row)).isEmpty();
          compared.add(key);
        });
    assertThat(compared).hasSameSizeAs(python.keySet());
  }

  /** Python takes the four gates of an LSTM as one matrix; here that is the tensor of the file. */
  @Tag("shared")
  @Test
  void textgenrnnAgrees() throws IOException {
    var file = Reading.open(models().resolve("textgenrnn_weights.hdf5"));
    Map<String, LayerReport> ours = new HashMap<>(ours(file));
    List<Layer> whole = new ArrayList<>();
    for (NamedTensor tensor : file.tensors()) {
      if (tensor.name().contains("rnn_") && tensor.shape().rank() == 2) {
        LayerInfo info = new LayerInfo(whole.size(), tensor.name(), LayerType.DENSE);
        whole.add(
            Layer.of(info, tensor.view().orElseThrow().weights(tensor.name(), Slicing.TRAILING)));
      }
    }
    ours.putAll(ours(ModelSource.of("whole", whole)));

    Map<String, Map<String, String>> python =
        python(models().resolve("python-results/textgenrnn.csv"));
    assertThat(python).hasSize(6);
    python.forEach(
        (layer, row) -> {
          List<String> steps = List.of(layer.split("\\."));
          String key =
              steps.get(0).startsWith("rnn")
                  ? steps.get(1) + "/" + steps.get(2) + ":0"
                  : steps.get(0);
          LayerReport report = ours.get(key);
          assertThat(report).as(key).isNotNull();
          assertThat(differences(Objects.requireNonNull(report), row)).isEmpty();
        });
  }
}
