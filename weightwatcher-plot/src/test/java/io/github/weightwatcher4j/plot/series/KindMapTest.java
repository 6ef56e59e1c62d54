package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import io.github.weightwatcher4j.plot.model.Models;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KindMapTest {

  private static LayerReport row(String name, Verdict verdict, boolean borderline) {
    return LayerReport.of(
        new LayerInfo(0, name, LayerType.DENSE),
        OptionalInt.empty(),
        Spectrum.of(1, 2),
        new FailedFit("none"),
        Metrics.of(Map.of()),
        Evidence.none(),
        LayerVerdict.of(verdict, borderline, "why"),
        List.of());
  }

  private static TrainingStep step(int epoch, LayerReport... rows) {
    return new TrainingStep(
        epoch, 10 * epoch, OptionalDouble.empty(), Duration.ZERO, Models.of("net", rows));
  }

  @Test
  void eachVerdictHasItsLetterAndABorderlineOneIsDoubted() {
    CellMap map =
        KindMap.ofVerdicts(
            History.of(
                List.of(
                    step(1, row("a", Verdict.RANDOM_LIKE, false)),
                    step(2, row("a", Verdict.UNDER_TRAINED, true)),
                    step(3, row("b", Verdict.WELL_TRAINED, false)))));

    List<Cell> line = map.panels().get(0).cells().get(0);
    assertThat(line.get(0).texts()).containsExactly("R");
    assertThat(line.get(1).texts()).containsExactly("U?");
    assertThat(line.get(1).hatch()).isEqualTo(Cell.Hatch.DOUBT);
    assertThat(line.get(2)).isEqualTo(Cell.missing());
    assertThat(map.panels().get(0).legend())
        .extracting(CellMap.Key::name)
        .containsExactly(
            "well trained", "random-like", "under-trained", "or ?: borderline", "not analysed");
    assertThat(map.description()).contains("at epoch 1 1 random-like; at epoch 3 1 well trained");
  }

  @Test
  void kindsDifferInTheirLettersAndInGrey() {
    apart(List.of(Phase.values()), KindStyle::of);
    apart(List.of(Verdict.values()), KindStyle::of);
  }

  private static <T> void apart(List<T> kinds, Function<T, KindStyle> style) {
    List<String> letters = kinds.stream().map(style).map(KindStyle::letter).toList();
    assertThat(letters).doesNotHaveDuplicates();
    List<Double> greys = new ArrayList<>();
    for (T kind : kinds) {
      Color color = style.apply(kind).cell().ground();
      double grey = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
      assertThat(greys).as("%s", kind).allMatch(other -> Math.abs(other - grey) > 12);
      greys.add(grey);
    }
  }
}
