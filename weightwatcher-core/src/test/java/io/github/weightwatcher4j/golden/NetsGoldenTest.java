package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerDescription;
import io.github.weightwatcher4j.report.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The two nets that were trained on the digits: details, summary and description. */
class NetsGoldenTest {

  private static final Map<String, UnaryOperator<AnalysisOptionsBuilder>> SETTINGS =
      Map.of(
          "default", options -> options,
          "pool_False", options -> options.pool(false),
          "min_evals_50", options -> options.minEvals(50),
          "mp_fit", options -> options.mpFit(true),
          "detX", options -> options.detx(true),
          "clip_xmax", options -> options.fingers(true));

  @TestFactory
  Stream<DynamicTest> bothNetsGivePythonsTableAndSummary() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    JsonNode nets = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    return GoldenCase.stream(nets)
        .flatMap(
            net ->
                SETTINGS.keySet().stream()
                    .sorted()
                    .map(
                        setting ->
                            dynamicTest(
                                net.path("name").asText() + " " + setting,
                                () -> requireAgreement(folder, net, setting))));
  }

  private static void requireAgreement(Path folder, JsonNode net, String setting)
      throws IOException {
    ModelSource model =
        Safetensors.model(folder.resolve("models/" + net.path("name").asText() + ".safetensors"));
    JsonNode python = net.path("settings").path(setting);
    List<PythonRow> rows = GoldenCase.stream(python.path("rows")).map(PythonRow::of).toList();
    AnalysisOptionsBuilder options = SETTINGS.get(setting).apply(AnalysisOptions.builder());
    // Trained nets are normally scaled: the defaults find what Python finds.
    Analysis byDefault = new WeightWatcher(model).analyze(options.build());
    Analysis compatible = new WeightWatcher(model).analyze(options.pythonCompatible().build());
    assertThat(PythonSummary.differences(rows, compatible)).isEmpty();
    assertThat(PythonSummary.differences(python.path("summary"), compatible)).isEmpty();
    // But for the bulk, of which our own fit is another than Python's.
    List<PythonRow> withoutBulk = rows.stream().map(row -> row.without(Stage.BULK)).toList();
    assertThat(PythonSummary.differences(withoutBulk, byDefault)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> bothNetsAreDescribedAsPythonDoes() throws IOException {
    Path folder = TestData.ours().resolve("golden");
    JsonNode nets = new ObjectMapper().readTree(folder.resolve("models.json").toFile());
    return GoldenCase.stream(nets)
        .map(net -> dynamicTest(net.path("name").asText(), () -> requireDescription(folder, net)));
  }

  private static void requireDescription(Path folder, JsonNode net) throws IOException {
    String name = net.path("name").asText();
    ModelSource model = Safetensors.model(folder.resolve("models/" + name + ".safetensors"));
    ModelDescription ours = new WeightWatcher(model).describe();
    List<String> python =
        GoldenCase.stream(net.path("describe"))
            .map(
                row ->
                    "%s %s N=%s M=%s Q=%s rf=%s evals=%s"
                        .formatted(
                            row.path("longname").asText(),
                            row.path("layer_type").asText(),
                            row.path("N").asText(),
                            row.path("M").asText(),
                            row.path("Q").asText(),
                            row.path("rf").asText(),
                            row.path("num_evals").asText()))
            .toList();
    assertThat(ours.layers()).extracting(NetsGoldenTest::line).isEqualTo(python);
  }

  private static String line(LayerDescription layer) {
    return "%s %s N=%d M=%d Q=%s rf=%d evals=%d"
        .formatted(
            layer.layer().name(),
            layer.layer().type().key(),
            layer.matrices().n(),
            layer.matrices().m(),
            layer.matrices().q(),
            layer.matrices().rf(),
            layer.matrices().eigenvalues());
  }
}
