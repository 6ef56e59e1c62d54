package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;

/** Draws a series as one shape, where JFreeChart would draw it item by item. */
abstract class WholeSeriesRenderer extends AbstractXYItemRenderer {

  private static final long serialVersionUID = 1;

  /** Draws the whole series, which is the only one, in the paint of series 0. */
  abstract void drawAll(
      Graphics2D graphics,
      Rectangle2D area,
      XYPlot plot,
      ValueAxis domain,
      ValueAxis range,
      XYDataset dataset);

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
  public final void drawItem(
      Graphics2D graphics,
      XYItemRendererState state,
      Rectangle2D area,
      PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis domain,
      ValueAxis range,
      XYDataset dataset,
      int series,
      int item,
      CrosshairState crosshair,
      int pass) {
    if (item == 0) {
      drawAll(graphics, area, plot, domain, range, dataset);
    }
  }
}
