package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final Analysis ANALYSIS = SampleAnalysis.of();

  private static String page;

  @BeforeAll
  static void write() throws IOException {
    page = page(HtmlReport.of(ANALYSIS).titled(SampleAnalysis.SCRIPT));
  }

  private static String page(HtmlReport report) throws IOException {
    StringWriter page = new StringWriter();
    report.write(page);
    return page.toString();
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    return JsonMapper.builder().build().readTree(data.group(1));
  }

  @Test
  void dataHoldEveryNumberAndEveryEigenvalueExactly() throws IOException {
    JsonNode data = data(page);

    for (int i = 0; i < ANALYSIS.details().size(); i++) {
      LayerReport row = ANALYSIS.details().rows().get(i);
      JsonNode layer = data.get("layers").get(i);
      assertThat(layer.get("name").textValue()).isEqualTo(row.name());
      for (int c = 0; c < data.get("columns").size(); c++) {
        Metric metric =
            Metric.ofKey(data.get("columns").get(c).get("key").textValue()).orElseThrow();
        JsonNode value = layer.get("values").get(c);
        assertThat(value.isNull()).isEqualTo(row.metric(metric).isEmpty());
        row.metric(metric).ifPresent(x -> assertThat(value.doubleValue()).isEqualTo(x));
      }
      double[] eigenvalues = new double[layer.get("eigenvalues").size()];
      for (int e = 0; e < eigenvalues.length; e++) {
        eigenvalues[e] = layer.get("eigenvalues").get(e).doubleValue();
      }
      assertThat(eigenvalues).isEqualTo(row.spectrum().toArray());
    }
  }

  @Test
  void spectraThatThereIsNoRoomForAreHistogramsOfAllTheirPositiveEigenvalues() throws IOException {
    JsonNode data = data(page(HtmlReport.of(ANALYSIS).maxEigenvalues(200)));

    int whole = 0;
    for (JsonNode layer : data.get("layers")) {
      whole += layer.has("eigenvalues") ? layer.get("eigenvalues").size() : 0;
      if (layer.has("histogram")) {
        int counted = 0;
        for (JsonNode count : layer.get("histogram").get("count")) {
          counted += count.intValue();
        }
        assertThat(counted).isEqualTo(layer.get("histogram").get("size").intValue());
      }
    }
    assertThat(whole).isBetween(1, 200);
  }

  @Test
  void namesAreTextWhereverTheyStand() {
    assertThat(page).doesNotContain(SampleAnalysis.SCRIPT, "<img", "<b>");
    assertThat(page.split("<script", -1)).as("data, code and what is before").hasSize(3);
  }

  @Test
  void nothingInThePageNamesAnotherFile() {
    assertThat(page)
        .doesNotContainPattern("(src|href)=\"(?!#)")
        .doesNotContain("http:", "https:", "@import");
    assertThat(page).doesNotContainPattern("<[^>]* (on\\w+|style)=");
  }

  @Test
  void aPolicyAllowsThisStyleAndThisScriptAlone() {
    assertThat(page).contains("default-src 'none'");
    for (PageCode code : new PageCode[] {PageCode.style(), PageCode.script()}) {
      assertThat(page).contains(code.text()).contains(code.hash().replace("'", "&#39;"));
    }
  }

  @Test
  void idsAreThereOnceAndLinksLeadToThem() {
    assertThat(page.lines().flatMap(line -> all("\\bid=\"([^\"]*)\"", line).stream()))
        .doesNotHaveDuplicates()
        .containsAll(all("href=\"#([^\"]*)\"", page));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void everyKindOfPlotHasAWordOnHowToReadIt() {
    assertThat(ModelPlots.of(ANALYSIS)).allMatch(plot -> ReadingGuide.knows("model", plot.kind()));
    for (LayerReport row : ANALYSIS.details()) {
      assertThat(LayerPlots.of(row)).allMatch(plot -> ReadingGuide.knows("layer", plot.kind()));
    }
  }

  @Test
  void aModelWithoutAnyLayerHasAPage(@TempDir Path folder) throws IOException {
    Analysis none = new WeightWatcher(Map.of("small", new double[2][2])).analyze();
    Path file = folder.resolve("new/none.html");

    HtmlReport.of(none).write(file);

    assertThat(none.details().size()).isZero();
    assertThat(Files.readString(file)).contains("No layer was analysed.", "small");
  }

  @Test
  void eigenvaluesAreNotFewerThanNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HtmlReport.of(ANALYSIS).maxEigenvalues(-1))
        .withMessageContaining("-1");
  }
}
