package io.github.weightwatcher4j.plot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Dot;
import io.github.weightwatcher4j.plot.chart.Mark.Point;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlphaPlotTest {

  private static final Analysis NET =
      Models.of(
          "net",
          Models.fitted("a", 3, Map.of(Metric.SIGMA, 0.5)),
          Models.fitted("b", 4, Map.of()),
          Models.row("c", LayerType.DENSE),
          Models.fitted("d", 40, Map.of(Metric.SIGMA, 9.0)),
          Models.fitted("e", 2, Map.of()));

  @Test
  void dotsAreAlphasWithTheirStandardErrors() {
    XyPlot plot = AlphaPlot.of(NET);

    assertThat(dots(plot, "dense"))
        .containsExactly(new Dot(0, 3, 2.5, 3.5, 1, "a"), Dot.of(1, 4, "b"), Dot.of(4, 2, "e"));
    assertThat(plot.x().names()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aLayerWithoutAPowerLawIsAGapWithACross() {
    XyPlot plot = AlphaPlot.of(NET);

    assertThat(dots(plot, "no value"))
        .extracting(Dot::x, Dot::label)
        .containsExactly(tuple(2.0, "c"));
    assertThat(curves(plot))
        .containsExactly(
            List.of(new Point(0, 3), new Point(1, 4)),
            List.of(new Point(3, AlphaPlot.CEILING), new Point(4, 2)));
    assertThat(plot.description()).contains("no value for c");
  }

  @Test
  void anAlphaFarAboveTheBandIsATriangleAtTheTop() {
    XyPlot plot = AlphaPlot.of(NET);

    assertThat(dots(plot, "above 20")).containsExactly(Dot.of(3, 20, "d"));
    assertThat(plot.y().to()).hasValue(20.8);
    assertThat(plot.description()).contains("to 40 (d)");
  }

  @Test
  void theBandOfWellTrainedLayersIsFromTwoToSix() {
    Mark.Span band = (Mark.Span) AlphaPlot.of(NET).mark("2 to 6");

    assertThat(band.from()).isEqualTo(2);
    assertThat(band.to()).isEqualTo(6);
    assertThat(band.side()).isEqualTo(Mark.Side.Y);
  }

  @Test
  void manyLayersHaveSmallerDotsAndNoLines() {
    LayerReport[] rows =
        IntStream.range(0, 500)
            .mapToObj(i -> Models.fitted("l" + i, 3, Map.of()))
            .toArray(LayerReport[]::new);

    XyPlot plot = AlphaPlot.of(Models.of("net", rows));

    assertThat(dots(plot, "dense")).hasSize(500).allMatch(dot -> dot.size() == 0.6);
    assertThat(curves(plot)).isEmpty();
  }

  @Test
  void aPlotIsPutOnTheBandWithANoteOfWhatLiesAbove() {
    XyPlot plot = LayerPlot.of(NET, Quantity.of(Metric.ALPHA));

    XyPlot onBand = AlphaPlot.onBand(plot);

    assertThat(onBand.marks()).endsWith(plot.marks().toArray(Mark[]::new));
    assertThat(onBand.marks().get(0)).isInstanceOf(Mark.Span.class);
    assertThat(onBand.notes()).last().isEqualTo("up to alpha = 40, above the frame");
  }

  @Test
  void aVerdictIsDrawnAlikeInEveryModel() {
    LayerReport good = Models.judged("good", 3, Verdict.WELL_TRAINED);
    LayerReport noise = Models.judged("noise", 3, Verdict.RANDOM_LIKE);

    XyPlot one = AlphaPlot.of(Models.of("one", good, noise), Grouping.VERDICT);
    XyPlot other = AlphaPlot.of(Models.of("other", noise, good), Grouping.VERDICT);

    assertThat(dots(one, "random-like")).extracting(Dot::label).containsExactly("noise");
    for (String verdict : List.of("well trained", "random-like")) {
      Mark.Dots first = (Mark.Dots) one.mark(verdict);
      Mark.Dots second = (Mark.Dots) other.mark(verdict);
      assertThat(first.glyph()).isEqualTo(second.glyph());
      assertThat(first.ink()).isEqualTo(second.ink());
    }
  }

  @Test
  void noTwoVerdictsAreDrawnAlike() {
    assertThat(Arrays.stream(Verdict.values()).map(VerdictStyle::of)).doesNotHaveDuplicates();
  }

  static List<Dot> dots(XyPlot plot, String name) {
    return ((Mark.Dots) plot.mark(name)).dots();
  }

  private static List<List<Point>> curves(XyPlot plot) {
    return plot.marks().stream()
        .filter(mark -> mark instanceof Mark.Curve)
        .map(mark -> ((Mark.Curve) mark).points())
        .toList();
  }
}
