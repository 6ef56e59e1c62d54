package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
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
  void theVerdictOnTheModelIsReadFirstAndThenWhatWasLost() {
    String text = page.substring(page.indexOf("<main")).replaceAll("<[^>]*>", " ");

    assertThat(text.strip().replaceAll("\\s+", " "))
        .matches("Verdict " + Pattern.quote(ANALYSIS.verdict() + ".") + " Not analysed: 1 layer.*");
    assertThat(text)
        .containsSubsequence(
            "broken", "The worst layers", "Layers by verdict", "What to do", "Table of layers");
  }

  @Test
  void theWorstLayersAreTheMostSeriousAndNeverThoseThatCannotBeJudged() {
    String worst = all("(?s)<ul class=\"worst\">(.*?)</ul>", page).get(0);

    assertThat(all("data-verdict=\"([^\"]*)\"", worst))
        .isEqualTo(
            ANALYSIS.details().stream()
                .map(row -> row.verdict().verdict())
                .filter(verdict -> verdict.compareTo(Verdict.CANNOT_TELL) < 0)
                .sorted()
                .limit(5)
                .map(Verdict::name)
                .toList())
        .isNotEmpty();
  }

  @Test
  void numbersThatWereAskedForAreShownAtTheEndInWordsAndWhyTheyAreMissing() throws IOException {
    Analysis analysis =
        new WeightWatcher(SampleAnalysis.layers())
            .analyze(o -> o.universality(true).farms(FarmsWindows.ofAspect(1)));

    String told = page(HtmlReport.of(analysis));

    String heads = all("(?s)<table id=\"layer-table\".*?<thead>(.*?)</thead>", told).get(0);
    assertThat(all("data-key=\"([^\"]*)\"", heads))
        .endsWith("hill_alpha", "farms_alpha", "mu_low", "mu_high");
    for (Metric metric : List.of(Metric.FARMS_ALPHA, Metric.MU_LOW, Metric.MU_HIGH)) {
      assertThat(heads)
          .containsPattern(
              "data-key=\""
                  + metric.key()
                  + "\" title=\""
                  + metric.meaning()
                  + "\">.*<small>"
                  + metric.meaning());
    }
    LayerReport without =
        analysis.details().stream()
            .filter(row -> row.metric(Metric.MU_LOW).isEmpty())
            .findFirst()
            .orElseThrow();
    String why = escaped(analysis.availability(without, Metric.MU_LOW).reason());
    assertThat(told.replace("<wbr>", ""))
        .contains("title=\"" + why + "\">–</td>", "</code> of ", ": " + why + "</li>");
    assertThat(page(HtmlReport.of(new WeightWatcher(SampleAnalysis.layers()).analyze())))
        .doesNotContain("Asked for and not there");
  }

  @Test
  void everyLayerIsToldWithItsReasonItsPhaseAndItsTests() {
    for (LayerReport row : ANALYSIS.details()) {
      assertThat(page).contains(escaped(row.verdict().reason()));
      LayerPhase phase = row.phase().orElseThrow();
      String undecided = phase.isUndecided() ? "undecided between " : "";
      assertThat(page).contains("<p>Phase: " + undecided + phase.phase().label());
      phase.tests().forEach(test -> assertThat(page).contains(escaped(test.name())));
      row.findings().forEach(found -> assertThat(page).contains(escaped(found.message())));
    }
  }

  @Test
  void everyTrapIsToldWithWhatWasMeasuredOfIt() throws IOException {
    Random random = new Random(3);
    double[][] weights = new double[60][40];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    weights[3][5] = 40;
    Analysis analysis = new WeightWatcher(weights).analyze(o -> o.randomize(true));
    Trap trap = analysis.details().rows().get(0).evidence().traps().get(0);

    assertThat(page).doesNotContain("Correlation traps of the shuffled weights");
    String told = page(HtmlReport.of(analysis));
    String table = told.substring(told.indexOf("Correlation traps of the shuffled weights"));
    assertThat(table.substring(0, table.indexOf("</table>")))
        .contains(
            ">" + NumberText.of(trap.eigenvalue()) + "<",
            ">" + NumberText.of(trap.delta()) + "<",
            ">" + NumberText.of(trap.q()) + "<",
            ">" + NumberText.of(trap.overlap()) + "<",
            ">" + NumberText.of(trap.burden()) + "<");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Test
  void whatIsUndecidedOrBorderlineIsSaidInWords() throws IOException {
    LayerReport row = ANALYSIS.details().rows().get(0);
    LayerPhase phase =
        LayerPhase.of(
            Phase.BULK_SPIKES,
            Optional.of(Phase.BULK_DECAY),
            Optional.empty(),
            false,
            List.of(new PhaseTest("a test by hand", 2.5, 1.25, OptionalDouble.of(0))));
    LayerReport judged =
        judged(row, phase, LayerVerdict.of(Verdict.WELL_TRAINED, true, "alpha by hand"));

    String told = page(HtmlReport.of(analysis(judged)));

    assertThat(told)
        .contains(
            "undecided between bulk+spikes and bulk-decay",
            "Well trained (borderline)",
            "</span> (borderline)")
        .contains(
            "<td class=\"n\">2.5</td><td class=\"n\">1.25</td><td class=\"n\">&lt; 10⁻³⁰⁰</td>")
        .contains("data-phases=\"BULK_SPIKES BULK_DECAY\"");
    JsonNode layer = data(told).get("layers").get(0);
    assertThat(layer.get("verdict").textValue()).isEqualTo("well trained");
    assertThat(layer.get("phase").textValue()).isEqualTo(phase.label());
  }

  private static LayerReport judged(LayerReport row, LayerPhase phase, LayerVerdict verdict) {
    Evidence evidence =
        Evidence.of(
            row.evidence().bulk(),
            Optional.of(phase),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    return LayerReport.of(
        row.layer(),
        row.slice(),
        row.spectrum(),
        row.tail(),
        row.metrics(),
        evidence,
        verdict,
        List.of());
  }

  private static Analysis analysis(LayerReport row) {
    LayerTable table = new LayerTable(List.of(row));
    return Analysis.of(
        "one", table, Summary.of(table, 0), List.of(), List.of(), List.of(), ANALYSIS.provenance());
  }

  @Test
  void everyVerdictAndEveryPhaseIsExplained() {
    assertThat(Verdict.values()).allMatch(one -> ReadingGuide.knows("verdict", one.name()));
    assertThat(Phase.values()).allMatch(one -> ReadingGuide.knows("phase", one.name()));
    assertThat(page).contains("docs/verdicts.md", "<code>level</code> = 0.05");
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
