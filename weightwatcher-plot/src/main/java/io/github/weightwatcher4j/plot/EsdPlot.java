package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.report.LayerReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The empirical spectral density of a layer on logarithmic axes with its power law, which is drawn
 * over the tail that it was fitted to and on the histogram's own scale. Needs no display.
 */
public final class EsdPlot {

  private static final Color BULK = new Color(0x9A, 0xB8, 0xD8);
  private static final Color FIT = new Color(0xD5, 0x5E, 0x00);
  private static final Color MARK = new Color(0x44, 0x44, 0x44);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  /** Ratio of an axis's ends below which two powers of ten may not lie on it. */
  private static final double SHORT_AXIS = 100;

  private final JFreeChart chart;

  private EsdPlot(JFreeChart chart) {
    this.chart = chart;
  }

  /** The plot of a row of the table. A failed fit leaves the histogram alone, and is named. */
  public static EsdPlot of(LayerReport report) {
    LogHistogram histogram = LogHistogram.of(report.spectrum());
    JFreeChart chart =
        ChartFactory.createXYBarChart(
            report.name(),
            null,
            false,
            null,
            bars(histogram),
            PlotOrientation.VERTICAL,
            true,
            false,
            false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getTitle().setFont(TITLE);
    chart.getLegend().setItemFont(LABEL);
    chart.getLegend().setPosition(RectangleEdge.BOTTOM);
    XYPlot plot = chart.getXYPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setDomainAxis(axis("eigenvalue λ", histogram.spread()));
    double lowest = lowest(report, histogram) / 2;
    double highest = histogram.highestDensity() * 3;
    LogAxis density = axis("density ρ(λ)", highest / lowest);
    density.setRange(lowest, highest);
    plot.setRangeAxis(density);
    plot.setRenderer(barRenderer(histogram));
    if (report.tail() instanceof PowerLawFit fit) {
      draw(plot, PowerLawCurve.of(fit, report.spectrum().size()));
    }
    return new EsdPlot(chart);
  }

  /** The lower of the lowest bar and the end of the fitted line. */
  private static double lowest(LayerReport report, LogHistogram histogram) {
    return report.tail() instanceof PowerLawFit fit
        ? Math.min(
            histogram.lowestDensity(),
            PowerLawCurve.of(fit, report.spectrum().size()).density(fit.xMax()))
        : histogram.lowestDensity();
  }

  /** Labels at powers of ten, or of two where an axis is too short for them. */
  private static LogAxis axis(String label, double ratio) {
    LogAxis axis = new LogAxis(label);
    boolean isShort = ratio < SHORT_AXIS;
    axis.setTickUnit(new NumberTickUnit(isShort ? Math.log10(2) : 1));
    axis.setMinorTickMarksVisible(!isShort);
    axis.setMinorTickCount(9);
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(LABEL);
    axis.setNumberFormatOverride(new PowersOfTen());
    return axis;
  }

  private static XYIntervalSeriesCollection bars(LogHistogram histogram) {
    XYIntervalSeries series = new XYIntervalSeries("spectrum");
    for (LogHistogram.Bin bin : histogram.bins()) {
      double middle = Math.sqrt(bin.from() * bin.to());
      series.add(middle, bin.from(), bin.to(), bin.density(), bin.density(), bin.density());
    }
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(series);
    return collection;
  }

  private static XYBarRenderer barRenderer(LogHistogram histogram) {
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, BULK);
    renderer.setBase(histogram.lowestDensity() / 1e6); // a logarithmic axis has no zero
    return renderer;
  }

  private static void draw(XYPlot plot, PowerLawCurve curve) {
    PowerLawFit fit = curve.fit();
    String label =
        String.format(
            Locale.ROOT,
            "α = %.2f ± %.2f, D = %.3f, xmin = %.3g, %d in the tail",
            fit.alpha(),
            fit.sigma(),
            fit.distance(),
            fit.xMin(),
            fit.tailSize());
    XYSeries line = new XYSeries(label);
    line.add(fit.xMin(), curve.density(fit.xMin()));
    line.add(fit.xMax(), curve.density(fit.xMax()));
    plot.setDataset(1, new XYSeriesCollection(line));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, FIT);
    renderer.setSeriesStroke(0, new BasicStroke(3));
    plot.setRenderer(1, renderer);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.addDomainMarker(marker(fit.xMin()));
  }

  private static ValueMarker marker(double x) {
    float[] dashes = {6, 4};
    return new ValueMarker(
        x, MARK, new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, dashes, 0));
  }

  /** Writes a picture of the given size in pixels; folders are made where they are missing. */
  public void writePng(Path file, int width, int height) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    ChartUtils.saveChartAsPNG(file.toFile(), chart, width, height);
  }
}
