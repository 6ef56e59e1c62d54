package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisJsonTest {

  @Test
  void whatIsReadBackEqualsWhatWasWritten(@TempDir Path folder) throws IOException {
    Analysis analysis = Sample.analysis();
    Path file = folder.resolve("analysis.json");

    AnalysisJson.write(analysis, file);

    assertThat(AnalysisJson.read(file)).isEqualTo(analysis);
  }

  @Test
  void slicesAreReadBackToo() {
    Analysis analysis = Sample.unpooled();

    assertThat(AnalysisJson.parse(AnalysisJson.of(analysis))).isEqualTo(analysis);
  }

  @Test
  void everythingThatCanBeAskedForIsReadBack() {
    Analysis analysis = Sample.everything();

    assertThat(AnalysisJson.parse(AnalysisJson.of(analysis))).isEqualTo(analysis);
  }

  @Test
  void trapsAreReadBackWithAllThatWasMeasured() {
    Analysis analysis = Sample.trapped();
    assertThat(analysis.details().get("trapped").evidence().traps()).hasSize(1);

    assertThat(AnalysisJson.parse(AnalysisJson.of(analysis))).isEqualTo(analysis);
  }

  @Test
  void everyKindOfTailIsReadBack() {
    for (Analysis analysis : Sample.tails()) {
      assertThat(AnalysisJson.parse(AnalysisJson.of(analysis))).isEqualTo(analysis);
    }
  }

  @Test
  void anEmptyModelIsReadBack() {
    Analysis analysis = new WeightWatcher(Map.of()).analyze();

    assertThat(AnalysisJson.parse(AnalysisJson.of(analysis))).isEqualTo(analysis);
  }

  @Test
  void columnsHaveThePythonToolsNamesAndMissingValuesAreNull() throws IOException {
    JsonNode document = JsonMapper.builder().build().readTree(AnalysisJson.of(Sample.analysis()));
    JsonNode fitted = document.get("layers").get(0);
    JsonNode failed = document.get("layers").get(1);

    assertThat(fitted.get("layer_id").asInt()).isZero();
    assertThat(fitted.get("longname").asText()).isEqualTo("first, with comma");
    assertThat(fitted.get("num_evals").isInt()).isTrue();
    assertThat(fitted.get("alpha").asDouble())
        .isEqualTo(Sample.analysis().details().rows().get(0).alpha().orElseThrow());
    assertThat(fitted.get("slice_id").isNull()).isTrue();
    assertThat(failed.get("alpha").isNull()).isTrue();
    assertThat(failed.get("status").asText()).isEqualTo("failed");
    assertThat(document.get("skipped").get(0).get("name").asText()).isEqualTo("nan");
    assertThat(document.get("summary").has(Metric.ALPHA.key())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"findings\": [], \"layers\": [{}]}"})
  void whatIsNoAnalysisIsRefusedWithTheReason(String json) {
    assertThatThrownBy(() -> AnalysisJson.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .matches("(?s)not valid JSON: .*|'.*' is missing|the document: must be an object but .*");
  }

  @Test
  void aFileThatHoldsNoAnalysisIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

    assertThatThrownBy(() -> AnalysisJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.json does not hold an analysis")
        .hasMessageContaining("'findings' is missing");
  }
}
