package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** All bars as one shape, which leaves no hairlines between neighbours and keeps SVG small. */
final class HistogramRenderer extends WholeSeriesRenderer {

  private static final long serialVersionUID = 1;

  /** Slimmer bars would be mostly edge, and pale. */
  private static final double SLIM = 4;

  @Override
  void drawAll(
      Graphics2D graphics,
      Rectangle2D area,
      XYPlot plot,
      ValueAxis domain,
      ValueAxis range,
      XYDataset dataset) {
    Path2D path = outline((IntervalXYDataset) dataset, area, plot, domain, range);
    graphics.setPaint(getSeriesPaint(0));
    graphics.fill(path);
    if (slimmest((IntervalXYDataset) dataset, area, plot, domain) >= SLIM) {
      graphics.setPaint(Ink.PAPER.color());
      graphics.setStroke(new BasicStroke(0.8f));
      graphics.draw(path);
    }
  }

  private static double slimmest(
      IntervalXYDataset bars, Rectangle2D area, XYPlot plot, ValueAxis domain) {
    double slimmest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < bars.getItemCount(0); i++) {
      double left = domain.valueToJava2D(bars.getStartXValue(0, i), area, plot.getDomainAxisEdge());
      double right = domain.valueToJava2D(bars.getEndXValue(0, i), area, plot.getDomainAxisEdge());
      slimmest = Math.min(slimmest, right - left);
    }
    return slimmest;
  }

  /** A closed rectangle for each bar; edges on whole pixels so that neighbours share them. */
  private static Path2D outline(
      IntervalXYDataset bars, Rectangle2D area, XYPlot plot, ValueAxis domain, ValueAxis range) {
    double ground = area.getMaxY();
    Path2D path = new Path2D.Double();
    for (int i = 0; i < bars.getItemCount(0); i++) {
      double left = domain.valueToJava2D(bars.getStartXValue(0, i), area, plot.getDomainAxisEdge());
      double right = domain.valueToJava2D(bars.getEndXValue(0, i), area, plot.getDomainAxisEdge());
      double top = range.valueToJava2D(bars.getYValue(0, i), area, plot.getRangeAxisEdge());
      if (top < ground) {
        path.moveTo(left, ground);
        path.lineTo(left, top);
        path.lineTo(right, top);
        path.lineTo(right, ground);
        path.closePath();
      }
    }
    return path;
  }
}
