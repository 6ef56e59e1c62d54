package io.github.weightwatcher4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.random.AsIfEntries;
import io.github.weightwatcher4j.random.RandomMatrix;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** mu_low, mu_high and the class, through the whole pipeline. */
class UniversalityColumnsTest {

  private static final Map<String, double[][]> MODEL = model();

  private static Map<String, double[][]> model() {
    Map<String, double[][]> model = new LinkedHashMap<>();
    model.put("very", RandomMatrix.pareto(1).draw(200, 100, 1));
    model.put("moderate", RandomMatrix.pareto(2).draw(600, 300, 1));
    model.put("noise", RandomMatrix.gaussian(1).draw(600, 300, 1));
    model.put("narrow", RandomMatrix.pareto(2).draw(200, 40, 2));
    model.put("zero", new double[60][50]);
    model.put("small", RandomMatrix.pareto(1.4).draw(60, 40, 1));
    return model;
  }

  private static Analysis analyze(UnaryOperator<AnalysisOptionsBuilder> options) {
    return new WeightWatcher(MODEL).analyze(it -> options.apply(it).universality(true));
  }

  @Test
  void theIntervalIsThatOfAlphaWithinItsErrors() {
    Analysis analysis = analyze(it -> it);
    for (String name : List.of("very", "moderate")) {
      LayerReport row = analysis.details().get(name);
      double alpha = row.alpha().orElseThrow();
      double margin = 1.96 * row.metric(Metric.SIGMA).orElseThrow();
      AsIfEntries expected =
          AsIfEntries.of(
                  alpha,
                  alpha - margin,
                  alpha + margin,
                  (long) row.metric(Metric.N).orElseThrow(),
                  (long) row.metric(Metric.M).orElseThrow())
              .orElseThrow();
      assertThat(row.metric(Metric.MU_LOW)).hasValue(expected.low());
      assertThat(row.metric(Metric.MU_HIGH)).isEqualTo(expected.high());
    }
  }

  @Test
  void aBootstrapGivesItsOwnInterval() {
    LayerReport row = analyze(it -> it.bootstrap(60)).details().get("very");
    double low = row.metric(Metric.ALPHA_LOW).orElseThrow();
    assertThat(row.metric(Metric.MU_LOW)).hasValue(2 * (low - 1));
  }

  @Test
  void whatHasNoMuSaysWhy() {
    Analysis analysis = analyze(it -> it);
    assertThat(reason(analysis, "noise")).isEqualTo("an alpha above 6 tells nothing of mu");
    assertThat(reason(analysis, "narrow")).contains("for M from 50 and Q up to 8 only");
    assertThat(reason(analysis, "zero")).startsWith("no power law could be fitted");
    Analysis hill = analyze(it -> it.fit(TailMethod.HILL));
    assertThat(hill.details().column(Metric.MU_LOW).count()).isZero();
    assertThat(reason(hill, "moderate")).contains("sought among all eigenvalues");
    assertThat(reason(hill, "zero")).startsWith("no power law could be fitted");
    Analysis unasked = new WeightWatcher(MODEL).analyze();
    assertThat(reason(unasked, "very")).isEqualTo("it takes universality(true)");
  }

  @Test
  void anOptionThatSeeksTheTailElsewhereIsTheReason() {
    String rule = "it is for a power law whose tail is sought among all eigenvalues";
    Map<String, UnaryOperator<AnalysisOptionsBuilder>> others =
        Map.of(
            "fit(TailMethod.PL)", it -> it.fit(TailMethod.TPL),
            "xminPeak(false)", it -> it.xminPeak(true),
            "fingers(false)", it -> it.fingers(true),
            "dropLargest(0)", it -> it.dropLargest(1),
            "inverse(false)", it -> it.inverse(true));
    others.forEach(
        (call, option) -> {
          Analysis analysis = analyze(option);
          assertThat(reason(analysis, "small")).isEqualTo(rule + ": " + call);
          assertThat(analysis.details().column(Metric.MU_LOW).count()).isZero();
        });
  }

  private static String reason(Analysis analysis, String layer) {
    return analysis.availability(analysis.details().get(layer), Metric.MU_LOW).reason();
  }

  @Test
  void exportsTellTheClassAndTheTextTheInterval() {
    Analysis analysis = analyze(it -> it);
    String csv = AnalysisCsv.of(analysis.details());
    assertThat(csv.lines().findFirst().orElseThrow()).contains("mu_low,mu_high", "mu_class");
    assertThat(csv).contains(",very heavy,", ",moderately heavy,");
    assertThat(AnalysisCsv.of(new WeightWatcher(MODEL).analyze().details()))
        .doesNotContain("mu_low", "mu_class");
    assertThat(AnalysisJson.parse(AnalysisJson.of(analysis)).details())
        .isEqualTo(analysis.details());
    assertThat(analysis.toString()).contains("mu from", "mu to");
    assertThat(analysis.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void matricesPooledInOneSpectrumHaveNoneAboveOnePointNine() {
    double[][] tensor = RandomMatrix.pareto(2).draw(100, 300 * 3, 1);
    Weights weights =
        Weights.of(WeightTensor.of(TensorShape.of(100, 300, 3), tensor), Slicing.TRAILING);
    LayerInfo info = new LayerInfo(0, "conv", LayerType.CONV1D);
    WeightWatcher watcher =
        new WeightWatcher(ModelSource.of("pooled", List.of(Layer.of(info, weights))));
    Analysis pooled = watcher.analyze(options -> options.universality(true));
    assertThat(pooled.availability(pooled.details().rows().get(0), Metric.MU_LOW).reason())
        .contains("pool(false)");
    Analysis each = watcher.analyze(options -> options.universality(true).pool(false));
    assertThat(each.details().column(Metric.MU_LOW).count()).isEqualTo(3);
  }
}
