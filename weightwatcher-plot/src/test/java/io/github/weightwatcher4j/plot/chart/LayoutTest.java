package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.plot.series.ComparisonPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {

  /** Layers of a model that are drawn; more of the same would show nothing new. */
  private static final int LAYERS = 5;

  static Stream<Named<Analysis>> analyses() {
    return Stream.of(
        Named.of("ordinary", HardAnalyses.ordinary()),
        Named.of("one layer", HardAnalyses.oneLayer()),
        Named.of("long names", HardAnalyses.longNames()),
        Named.of("foreign names", HardAnalyses.foreignNames()),
        Named.of("tiny numbers", HardAnalyses.tinyNumbers()),
        Named.of("huge numbers", HardAnalyses.hugeNumbers()),
        Named.of("blocks", HardAnalyses.blocks()),
        Named.of("many layers", HardAnalyses.manyLayers()),
        Named.of("failed fits", HardAnalyses.failedFits()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("analyses")
  void nothingIsClippedCoveredOrBlank(Analysis analysis) {
    List<String> faults = new ArrayList<>();
    ModelPlots.of(analysis).forEach(plot -> check("model", plot, faults));
    for (LayerReport row : analysis.details().rows().stream().limit(LAYERS).toList()) {
      LayerPlots.of(row).forEach(plot -> check(row.name(), plot, faults));
      ComparisonPlots.ofLayer(List.of(analysis, analysis), row.name())
          .forEach(plot -> check(row.name(), plot, faults));
    }
    assertThat(faults).isEmpty();
  }

  private static void check(String subject, NamedPlot named, List<String> faults) {
    Plot plot = named.plot();
    check(subject, named, plot.width(), plot.height(), faults);
    check(subject, named, 480, 320, faults);
  }

  private static void check(
      String subject, NamedPlot named, int width, int height, List<String> faults) {
    String what = subject + " " + named.kind() + " " + width + " x " + height + ": ";
    PlotLayout.faults(named.plot(), width, height).forEach(fault -> faults.add(what + fault));
  }
}
