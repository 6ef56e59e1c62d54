package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Bar;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpectraPlotTest {

  private static Analysis analysis(int rows, int columns, long seed, double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      Arrays.setAll(row, i -> scale * random.nextGaussian() / Math.sqrt(random.nextDouble()));
    }
    return new WeightWatcher(weights).analyze(options -> options.minEvals(1));
  }

  private static LabelledSpectrum labelled(String label, Analysis analysis) {
    return new LabelledSpectrum(label, analysis.details().get("weights"));
  }

  private static List<Mark.Curve> lines(XyPlot plot) {
    return plot.marks().stream()
        .filter(mark -> mark instanceof Mark.Curve)
        .map(mark -> (Mark.Curve) mark)
        .toList();
  }

  @Test
  void barsOfEachSpectrumHaveTheSameEdgesAndAreaOne() {
    Spectrum one = analysis(90, 60, 1, 1).details().get("weights").spectrum();
    Spectrum other = analysis(80, 40, 2, 3).details().get("weights").spectrum();

    SharedBins bins = SharedBins.over(List.of(one, other));

    double ratio = Math.pow(10, bins.logs().width());
    double left = Math.pow(10, bins.logs().from());
    for (Spectrum spectrum : List.of(one, other)) {
      Histogram histogram = bins.count(spectrum);
      double drawn = spectrum.values().filter(x -> x >= bins.left()).count();
      assertThat(histogram.mass()).isCloseTo(drawn / spectrum.size(), within(1e-12));
      for (Bar bar : histogram.bars()) {
        assertThat(bar.to() / bar.from()).isCloseTo(ratio, within(1e-9));
        double place = Math.log(bar.from() / left) / Math.log(ratio);
        assertThat(place).isCloseTo(Math.rint(place), within(1e-9));
        double inside = spectrum.values().filter(x -> x >= bar.from() && x < bar.to()).count();
        assertThat(bar.area() * spectrum.size()).isCloseTo(inside, within(1e-9));
      }
    }
  }

  @Test
  void spectraThatAreAllTheSameHaveTheBinsOfOne() {
    Spectrum one = analysis(90, 60, 1, 1).details().get("weights").spectrum();

    double alone = SharedBins.over(List.of(one)).logs().width();
    double thrice = SharedBins.over(Collections.nCopies(3, one)).logs().width();
    assertThat(thrice).isEqualTo(alone);
  }

  @Test
  void eachHasALineOfItsOwnAndADotWhereItsTailBegins() {
    List<LabelledSpectrum> spectra =
        List.of(
            labelled("before", analysis(90, 60, 1, 1)),
            labelled("after", analysis(90, 60, 2, 1)),
            labelled("long after", analysis(90, 60, 3, 1)),
            labelled("at last", analysis(90, 60, 4, 1)));

    XyPlot plot = SpectraPlot.of("fc", spectra);

    assertThat(lines(plot)).extracting(Mark.Curve::pen).doesNotHaveDuplicates();
    assertThat(lines(plot)).extracting(Mark.Curve::ink).doesNotHaveDuplicates();
    List<Mark.Dots> dots =
        plot.marks().stream()
            .filter(mark -> mark instanceof Mark.Dots)
            .map(mark -> (Mark.Dots) mark)
            .toList();
    assertThat(dots).extracting(Mark.Dots::glyph).doesNotHaveDuplicates();
    for (int i = 0; i < spectra.size(); i++) {
      LayerReport row = spectra.get(i).report();
      assertThat(dots.get(i).dots().get(0).x()).isEqualTo(((LawFit) row.tail()).xMin());
      assertThat(plot.description()).contains(spectra.get(i).label() + ": alpha = ");
    }
  }

  @Test
  void modelsOfOneNameAreToldApart() {
    Analysis one = analysis(60, 40, 1, 1);

    XyPlot plot = SpectraPlot.of(List.of(one, analysis(60, 40, 2, 1)), "weights");

    assertThat(lines(plot).get(0).name()).startsWith(one.model() + " (1), alpha = ");
    assertThat(lines(plot).get(1).name()).startsWith(one.model() + " (2), alpha = ");
  }

  @Test
  void aLayerOfZerosIsToldAndLeavesTheOther() {
    Analysis zero = analysis(30, 20, 1, 0);

    XyPlot plot =
        SpectraPlot.of(
            "fc", List.of(labelled("zero", zero), labelled("not", analysis(30, 20, 1, 1))));

    assertThat(plot.notes()).contains("zero: 20 of 20 eigenvalues are 0");
    assertThat(lines(plot).get(0).points()).isEmpty();
    assertThat(lines(plot).get(1).points()).isNotEmpty();
  }

  @Test
  void onlyZerosLeaveAnEmptyPlotThatSaysSo() {
    XyPlot plot = SpectraPlot.of("fc", List.of(labelled("zero", analysis(30, 20, 1, 0))));

    assertThat(plot.notes()).contains("zero: 20 of 20 eigenvalues are 0");
  }

  @Test
  void rangesThatLieFarApartShareOneAxis() {
    XyPlot plot =
        SpectraPlot.of(
            "fc",
            List.of(
                labelled("tiny", analysis(60, 40, 1, 1e-9)),
                labelled("huge", analysis(60, 40, 1, 1e9))));

    double from = plot.x().from().orElseThrow();
    double to = plot.x().to().orElseThrow();
    for (Mark.Curve line : lines(plot)) {
      assertThat(line.points()).isNotEmpty().allMatch(point -> point.x() > from && point.x() < to);
    }
  }

  @Test
  void noneOrTooManyAndLayersThatNoModelHasAreRefused() {
    Analysis one = analysis(30, 20, 1, 1);

    assertThatThrownBy(() -> SpectraPlot.of("fc", List.of())).hasMessageContaining("from 1 to 4");
    assertThatThrownBy(() -> SpectraPlot.of("fc", Collections.nCopies(5, labelled("a", one))))
        .hasMessageContaining("5 were given");
    assertThatThrownBy(() -> SpectraPlot.of(List.of(one), "other"))
        .hasMessageContaining("named 'other'");
  }
}
