package io.github.weightwatcher4j.plot.chart;

import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The numbers of a mark in the form that JFreeChart draws; what an axis cannot show is left out.
 */
final class MarkDataset {

  private MarkDataset() {}

  static XYDataset of(Mark mark, Axis x, Axis y) {
    if (mark instanceof Mark.Curve curve) {
      XYSeries line = new XYSeries(curve.name(), false, true);
      for (Mark.Point point : curve.points()) {
        if (x.shows(point.x()) && y.shows(point.y())) {
          line.add(point.x(), point.y());
        }
      }
      return new XYSeriesCollection(line);
    }
    XYIntervalSeries series = new XYIntervalSeries(mark.name(), false, true);
    if (mark instanceof Mark.Bars bars) {
      for (Mark.Bar bar : bars.bars()) {
        if (x.shows(bar.from()) && y.shows(bar.height())) {
          double middle = (bar.from() + bar.to()) / 2;
          series.add(middle, bar.from(), bar.to(), bar.height(), bar.height(), bar.height());
        }
      }
    } else if (mark instanceof Mark.Dots dots) {
      for (Mark.Dot dot : dots.dots()) {
        if (x.shows(dot.x()) && y.shows(dot.y())) {
          double low = y.shows(dot.low()) ? dot.low() : dot.y();
          series.add(dot.x(), dot.x(), dot.x(), dot.y(), low, dot.high());
        }
      }
    }
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(series);
    return collection;
  }
}
