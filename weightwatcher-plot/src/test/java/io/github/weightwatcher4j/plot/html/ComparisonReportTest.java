package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Change;
import io.github.weightwatcher4j.compare.ComparedLayer;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.ComparisonPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {

  static final Comparison TWO = Comparison.of(reference(), other());

  private static String page;

  @BeforeAll
  static void write() throws IOException {
    page = page(ComparisonReport.of(TWO).titled(SampleAnalysis.SCRIPT));
  }

  private static Analysis reference() {
    Map<String, double[][]> layers = new LinkedHashMap<>(SampleAnalysis.layers());
    layers.put("tail", tail(2.2));
    return new WeightWatcher(layers).analyze(options -> options.seed(5).detx(true));
  }

  /** The same with a collapsed layer, one of noise, one of another tail and one more. */
  private static Analysis other() {
    Map<String, double[][]> layers = new LinkedHashMap<>(SampleAnalysis.layers());
    layers.put("tail", tail(4.5));
    layers.put("block0.dense", new double[80][60]);
    layers.put("block3.dense", noise(5));
    layers.put("added", noise(6));
    return new WeightWatcher(layers).analyze(options -> options.seed(5).detx(true));
  }

  private static double[][] noise(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = new double[140][120];
    for (double[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return weights;
  }

  /** Eigenvalues at even quantiles of a power law from 1 on. */
  private static double[][] tail(double alpha) {
    double[][] weights = new double[150][150];
    for (int i = 0; i < weights.length; i++) {
      weights[i][i] = Math.pow((i + 0.5) / weights.length, -0.5 / (alpha - 1));
    }
    return weights;
  }

  private static String page(ComparisonReport report) throws IOException {
    StringWriter page = new StringWriter();
    report.write(page);
    return page.toString();
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String text(String html) {
    return html.replace("<wbr>", "")
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ");
  }

  @Test
  void whatBecameWorseIsReadFirst() {
    ModelComparison model = TWO.models().get(0);
    String told = text(page.substring(page.indexOf("<main")));

    assertThat(told.strip().toLowerCase(Locale.ROOT))
        .startsWith("what changed " + model.verdict().toLowerCase(Locale.ROOT) + ".");
    assertThat(model.changes(Change.Kind.WORSE)).isNotEmpty();
    for (Change.Kind kind : Change.Kind.values()) {
      for (Change change : model.changes(kind)) {
        assertThat(told).contains(change.layer() + " : " + change.text());
      }
    }
  }

  @Test
  void everyCellIsTheNumberOfItsModel() {
    String table = all("(?s)<table id=\"compare-table\".*?<tbody>(.*?)</tbody>", page).get(0);
    List<String> rows = all("(?s)<tr (.*?)</tr>", table);
    List<ComparedLayer> layers = TWO.models().get(0).layers();

    assertThat(rows).hasSameSizeAs(layers);
    for (int i = 0; i < rows.size(); i++) {
      ComparedLayer layer = layers.get(i);
      List<String> expected = new ArrayList<>();
      expected.add(layer.reference().map(ComparisonReportTest::alpha).orElse(""));
      expected.add(layer.other().map(ComparisonReportTest::alpha).orElse(""));
      expected.add(layer.alpha().map(it -> "" + it.difference()).orElse(""));
      expected.add(layer.alpha().map(it -> "" + it.adjustedP()).orElse(""));
      assertThat(all("data-value=\"([^\"]*)\"", rows.get(i)).subList(0, 4)).isEqualTo(expected);
      boolean marked = layer.alpha().filter(AlphaDifference::isSignificant).isPresent();
      assertThat(rows.get(i).contains(" *</td>")).isEqualTo(marked);
      layer
          .changes()
          .forEach(change -> assertThat(rows.get(row(layer))).contains(change.kind().name()));
    }
    assertThat(table).contains(" *</td>");
  }

  private static int row(ComparedLayer layer) {
    return TWO.models().get(0).layers().indexOf(layer);
  }

  private static String alpha(LayerReport row) {
    return row.alpha().isEmpty() ? "" : Double.toString(row.metric(Metric.ALPHA).orElseThrow());
  }

  @Test
  void namesAreTextAndIdsAreThereOnceAndLinksLeadToThem() {
    assertThat(page).doesNotContain(SampleAnalysis.SCRIPT, "<img", "<b>", "http:", "https:");
    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(all("\\bid=\"([^\"]*)\"", page))
        .doesNotHaveDuplicates()
        .containsAll(all("href=\"#([^\"]*)\"", page));
  }

  @Test
  void everyPlotHasAWordOnHowToReadIt() {
    assertThat(ComparisonPlots.of(TWO.analyses()))
        .isNotEmpty()
        .extracting(NamedPlot::kind)
        .allMatch(kind -> ReadingGuide.knows("comparison", kind));
    assertThat(ReadingGuide.knows("comparison", "spectra-overlay")).isTrue();
  }

  @Test
  void severalModelsHaveColumnsEachAndTheirOwnVerdicts(@TempDir Path folder) throws IOException {
    Comparison three = Comparison.of(TWO.reference(), other(), TWO.reference());
    Path file = folder.resolve("new/three.html");

    ComparisonReport.of(three).write(file);

    String told = Files.readString(file);
    assertThat(all("data-key=\"([A-Z] [^\"]*)\"", told))
        .containsExactly(
            "A alpha ±", "B alpha ±", "C alpha ±", "A verdict", "B verdict", "C verdict");
    assertThat(text(told))
        .contains("B, map of arrays: " + three.models().get(0).verdict())
        .contains("C, map of arrays: " + three.models().get(1).verdict());
  }

  @Test
  void numbersThatDoNotCompareAreToldBeforeAnyOther() throws IOException {
    Analysis otherwise =
        new WeightWatcher(SampleAnalysis.layers())
            .analyze(o -> o.seed(5).detx(true).dropLargest(1));

    String told = page(ComparisonReport.of(Comparison.of(TWO.reference(), otherwise)));

    assertThat(told.indexOf("do not compare")).isBetween(1, told.indexOf("<table"));
    assertThat(told).contains("Unknown").doesNotContain(" *</td>");
  }

  @Test
  void nothingIsLostWhereNoLayerWasAnalysed() throws IOException {
    Analysis none = new WeightWatcher(Map.of("small", new double[2][2])).analyze();

    String told = page(ComparisonReport.of(Comparison.of(none, none)));

    assertThat(told).contains("No layer was analysed.", "No layer has numbers to draw.", "</html>");
  }
}
