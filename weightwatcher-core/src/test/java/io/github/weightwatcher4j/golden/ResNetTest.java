package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published CIFAR-10 ResNets give the table that Python printed for them. */
class ResNetTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"resnet20, default", "resnet20, pool_False"})
  void resNet20GivesPythonsTable(String net, String setting) throws IOException {
    requireAgreement(TestData.ours().resolve("models"), net, setting);
  }

  @Tag("shared")
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"resnet56, default", "resnet56, pool_False"})
  void resNet56GivesPythonsTable(String net, String setting) throws IOException {
    requireAgreement(TestData.shared().resolve("models"), net, setting);
  }

  private static void requireAgreement(Path folder, String net, String setting) throws IOException {
    ModelSource model = Safetensors.model(folder.resolve(net + ".safetensors"));
    Path results = folder.resolve("python-results");
    String stem = net + "." + setting;
    List<PythonRow> python = PythonRow.csv(results.resolve(stem + ".csv"));
    JsonNode summary =
        new ObjectMapper().readTree(results.resolve(stem + ".json").toFile()).path("summary");
    AnalysisOptionsBuilder options = AnalysisOptions.builder().pool(setting.equals("default"));
    LayerTable byDefault = new WeightWatcher(model).analyze(options.build()).details();
    Analysis compatible = new WeightWatcher(model).analyze(options.pythonCompatible().build());

    assertThat(PythonSummary.differences(python, compatible)).isEmpty();
    assertThat(PythonSummary.differences(summary, compatible)).isEmpty();
    LayerTable normal = byDefault.filter(NormalScale::holds);
    assertThat(normal.size()).isGreaterThan(byDefault.size() / 2);
    // Ranks aside: Python takes the rounding errors of float32 weights for rank.
    List<PythonRow> withoutRanks = python.stream().map(row -> row.without(Stage.RANKS)).toList();
    assertThat(PythonSummary.differences(withoutRanks, normal)).isEmpty();
  }

  @Test
  void vectorsAndThinSlicesAreSkippedWithTheirReason() throws IOException {
    ModelSource model = Safetensors.model(TestData.ours().resolve("models/resnet20.safetensors"));
    Analysis analysis = new WeightWatcher(model).analyze(options -> options.pool(false));
    assertThat(analysis.skipped())
        .filteredOn(skipped -> skipped.cause() != Cause.NO_MATRIX)
        .extracting(Object::toString)
        .containsExactly("conv1: 3 eigenvalues, fewer than minEvals = 10");
    assertThat(analysis.skipped())
        .filteredOn(skipped -> skipped.cause() == Cause.NO_MATRIX)
        .as("batch normalizations")
        .hasSize(19)
        .allMatch(skipped -> skipped.layer().name().contains("bn"));
  }
}
