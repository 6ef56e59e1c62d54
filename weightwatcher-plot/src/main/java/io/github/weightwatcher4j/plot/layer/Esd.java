package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.plot.chart.Bins;
import io.github.weightwatcher4j.plot.chart.Histogram;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The empirical spectral density of a layer in bins of equal ratio, with an edge where the tail
 * begins, so that no bar is partly in it.
 *
 * @param bulk what is not in the tail
 * @param tail what the law was fitted to; without bars where there is no fit
 * @param drawn number of those that are drawn
 * @param inTail number of those in the tail
 */
record Esd(Histogram bulk, Histogram tail, int drawn, int inTail) {

  /** Eigenvalues up to this share of the largest are rounding errors and not drawn. */
  private static final double ROUNDING = 1e-12;

  static Esd of(LayerReport report) {
    int total = Math.max(1, report.spectrum().size());
    double[] values = positive(report.spectrum()).toArray();
    if (report.tail() instanceof LawFit fit) {
      double end = Math.nextUp(fit.xMax());
      Histogram all = Bins.logarithmic(values, fit.xMin(), end).count(values, total);
      List<Mark.Bar> rest = new ArrayList<>(all.below(fit.xMin()).bars());
      rest.addAll(all.from(end).bars());
      Histogram tail = all.from(fit.xMin()).below(end);
      return new Esd(new Histogram(rest), tail, values.length, fit.tailSize());
    }
    Histogram all = Histogram.logarithmic(values, total);
    return new Esd(all, new Histogram(List.of()), values.length, 0);
  }

  /** The eigenvalues that are more than rounding errors. */
  static Spectrum positive(Spectrum spectrum) {
    return spectrum.above(ROUNDING * spectrum.max());
  }

  /** The bars that reach beyond an eigenvalue. */
  Esd beyond(double eigenvalue) {
    return new Esd(bulk.beyond(eigenvalue), tail.beyond(eigenvalue), drawn, inTail);
  }

  /** The same with heights per power of ten. */
  Esd perDecade() {
    return new Esd(bulk.perDecade(), tail.perDecade(), drawn, inTail);
  }

  /** The least height of a bar; 1 where there is none. */
  double lowest() {
    return all().lowest();
  }

  /** The greatest height of a bar; 1 where there is none. */
  double highest() {
    return all().highest();
  }

  /** The bars of both. */
  Histogram all() {
    return new Histogram(Stream.concat(bulk.bars().stream(), tail.bars().stream()).toList());
  }

  /** What there is to draw, the bulk first. */
  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    if (!bulk.bars().isEmpty()) {
      String name = inTail == 0 ? "ESD, " + count(drawn) : "bulk, " + (drawn - inTail);
      marks.add(new Mark.Bars(name, Ink.BULK, bulk.bars()));
    }
    if (!tail.bars().isEmpty()) {
      marks.add(new Mark.Bars("tail, " + count(inTail), Ink.TAIL, tail.bars()));
    }
    return marks;
  }

  static String count(int eigenvalues) {
    return eigenvalues + (eigenvalues == 1 ? " eigenvalue" : " eigenvalues");
  }

  /** Says how many eigenvalues are not drawn; empty where all are. */
  static List<String> notes(Spectrum spectrum) {
    int left = spectrum.size() - positive(spectrum).size();
    return left == 0 ? List.of() : List.of(count(left) + " 0 to rounding, not drawn");
  }
}
