package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;

/** All points as one path of round ends, a tenth of the SVG that a circle each would make. */
final class CloudRenderer extends AbstractXYItemRenderer {

  private static final long serialVersionUID = 1;
  private static final float DIAMETER = 4;

  /** Asks for the first item also where it lies outside of the axis. */
  @Override
  public XYItemRendererState initialise(
      Graphics2D graphics,
      Rectangle2D area,
      XYPlot plot,
      XYDataset dataset,
      PlotRenderingInfo info) {
    XYItemRendererState state = super.initialise(graphics, area, plot, dataset, info);
    state.setProcessVisibleItemsOnly(false);
    return state;
  }

  @Override
  public void drawItem(
      Graphics2D graphics,
      XYItemRendererState state,
      Rectangle2D area,
      PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis domain,
      ValueAxis range,
      XYDataset points,
      int series,
      int item,
      CrosshairState crosshair,
      int pass) {
    if (item != 0) {
      return; // the first item draws all
    }
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points.getItemCount(0); i++) {
      double x = domain.valueToJava2D(points.getXValue(0, i), area, plot.getDomainAxisEdge());
      double y = range.valueToJava2D(points.getYValue(0, i), area, plot.getRangeAxisEdge());
      path.moveTo(x, y);
      path.lineTo(x, y);
    }
    graphics.setPaint(getSeriesPaint(series));
    graphics.setStroke(new BasicStroke(DIAMETER, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }
}
