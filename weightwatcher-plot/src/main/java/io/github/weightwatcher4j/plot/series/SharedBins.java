package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.RoundBins;
import io.github.weightwatcher4j.plot.layer.EsdPlot;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bins of equal ratio that several spectra share, as many as one of them alone would have.
 *
 * @param logs the bins of decimal logarithms
 * @param left the least eigenvalue that is drawn; 0 where none is
 */
record SharedBins(RoundBins logs, double left) {

  /** Room beside the outermost bins, as a share of the axis. */
  private static final double MARGIN = 0.03;

  static SharedBins over(List<Spectrum> spectra) {
    Spectrum all = Spectrum.pooled(spectra.stream().map(EsdPlot::shown).toList());
    if (all.size() == 0) {
      return new SharedBins(RoundBins.over(), 0);
    }
    double left = EsdPlot.leftEnd(all);
    double[] drawn = all.values().filter(x -> x >= left).map(Math::log10).toArray();
    int count = Math.max(2, drawn.length / spectra.size());
    double[] some =
        IntStream.range(0, count)
            .mapToDouble(i -> drawn[(int) ((drawn.length - 1L) * i / (count - 1))])
            .toArray();
    return new SharedBins(RoundBins.over(some), left);
  }

  /** The density of a spectrum's eigenvalues, as shares of all it has. */
  Histogram count(Spectrum spectrum) {
    double[] drawn =
        EsdPlot.shown(spectrum).values().filter(x -> x >= left).map(Math::log10).toArray();
    int[] counts = drawn.length == 0 ? new int[0] : logs.counts(drawn);
    List<Mark.Bar> bars = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double from = edge(i);
        double to = edge(i + 1);
        bars.add(new Mark.Bar(from, to, (double) counts[i] / spectrum.size() / (to - from)));
      }
    }
    return new Histogram(bars);
  }

  private double edge(int i) {
    return Math.pow(10, logs.edge(i));
  }

  /** A logarithmic axis as long as all bins together. */
  Axis axis(String label) {
    double ratio = Math.pow(edge(logs.count()) / edge(0), MARGIN);
    return Axis.log(label).between(edge(0) / ratio, edge(logs.count()) * ratio);
  }
}
