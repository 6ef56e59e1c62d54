package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;

/** All points as one path of round ends, a tenth of the SVG that a circle each would make. */
final class CloudRenderer extends WholeSeriesRenderer {

  private static final long serialVersionUID = 1;
  private static final float DIAMETER = 4;

  @Override
  void drawAll(
      Graphics2D graphics,
      Rectangle2D area,
      XYPlot plot,
      ValueAxis domain,
      ValueAxis range,
      XYDataset points) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points.getItemCount(0); i++) {
      double x = domain.valueToJava2D(points.getXValue(0, i), area, plot.getDomainAxisEdge());
      double y = range.valueToJava2D(points.getYValue(0, i), area, plot.getRangeAxisEdge());
      path.moveTo(x, y);
      path.lineTo(x, y);
    }
    graphics.setPaint(getSeriesPaint(0));
    graphics.setStroke(new BasicStroke(DIAMETER, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }
}
