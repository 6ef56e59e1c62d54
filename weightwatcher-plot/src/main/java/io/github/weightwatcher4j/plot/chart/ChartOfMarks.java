package io.github.weightwatcher4j.plot.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/** The chart that draws a plot: all of the style is here and in {@link Ink}. */
final class ChartOfMarks {

  static {
    TextUtils.setUseDrawRotatedStringWorkaround(false); // it would turn upright letters to outlines
  }

  /** Around everything. */
  private static final double EDGE = 8;

  /** Left and right of titles, and around entries of the legend. */
  private static final double MARGIN = 50;

  /** Titles and notes are kept to two lines, less what is lost where a line breaks. */
  private static final double LINES = 1.8;

  private final XyPlot source;
  private final double width;
  private final double height;
  private final boolean overBars;
  private final Range across;
  private final Range up;
  private final XYPlot plot = new XYPlot();
  private int drawn;

  private ChartOfMarks(XyPlot source, double width, double height) {
    this.source = source;
    this.width = width;
    this.height = height;
    this.overBars = source.marks().stream().anyMatch(mark -> mark instanceof Mark.Bars);
    this.across = Extent.of(source, Mark.Side.X);
    this.up = Extent.of(source, Mark.Side.Y);
  }

  /** The chart for a page of some size, to which long texts are shortened. */
  static JFreeChart of(XyPlot source, double width, double height) {
    return new ChartOfMarks(source, width, height).chart();
  }

  private JFreeChart chart() {
    plot.setDomainAxis(axis(source.x(), Mark.Side.X, across));
    plot.setRangeAxis(axis(source.y(), Mark.Side.Y, up));
    plot.setBackgroundPaint(Ink.PAPER.color());
    plot.setOutlinePaint(Ink.GRID.color());
    plot.setDomainGridlinePaint(Ink.GRID.color());
    plot.setRangeGridlinePaint(Ink.GRID.color());
    plot.setDomainGridlineStroke(new BasicStroke(0.7f));
    plot.setRangeGridlineStroke(new BasicStroke(0.7f));
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
    // without a renderer of index 0 there are neither spans and rules nor grid lines
    plot.setRenderer(0, new XYLineAndShapeRenderer());
    source.marks().stream().filter(mark -> mark instanceof Mark.Bars).forEach(this::draw);
    if (overBars) {
      source.marks().forEach(this::drawCasing);
    }
    source.marks().stream().filter(mark -> !(mark instanceof Mark.Bars)).forEach(this::draw);
    LegendItemCollection legend = entries(source.marks(), width);
    plot.setFixedLegendItems(legend);
    JFreeChart chart = new JFreeChart(null, Fonts.TITLE, plot, false);
    chart.setBackgroundPaint(Ink.PAPER.color());
    chart.getRenderingHints().putAll(Fonts.HINTS);
    chart.setPadding(new RectangleInsets(EDGE, EDGE, EDGE, 14));
    addTexts(chart);
    if (legend.getItemCount() > 0) {
      chart.addLegend(legendTitle(plot));
    }
    return chart;
  }

  private void addTexts(JFreeChart chart) {
    TextTitle title = text(source.title(), Fonts.TITLE);
    chart.setTitle(title);
    for (String note : source.notes()) {
      chart.addSubtitle(chart.getSubtitleCount(), text(note, Fonts.NOTE));
    }
  }

  private TextTitle text(String text, Font font) {
    TextTitle title = new TextTitle(Fonts.fitted(text, font, LINES * (width - MARGIN)), font);
    title.setPaint(Ink.TEXT.color());
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setTextAlignment(HorizontalAlignment.LEFT);
    title.setPadding(new RectangleInsets(1, 4, 3, 4));
    return title;
  }

  private static LegendTitle legendTitle(LegendItemSource items) {
    LegendTitle legend = new LegendTitle(items);
    legend.setItemFont(Fonts.NOTE);
    legend.setItemPaint(Ink.TEXT.color());
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
    legend.setBackgroundPaint(null);
    return legend;
  }

  private static LegendItemCollection entries(List<Mark> marks, double width) {
    LegendItemCollection entries = new LegendItemCollection();
    marks.stream()
        .filter(mark -> !mark.name().isEmpty())
        .forEach(mark -> entries.add(entry(mark, marks, width)));
    return entries;
  }

  /** Dots that a line without a name joins are explained together with it. */
  private static LegendItem entry(Mark mark, List<Mark> marks, double width) {
    String name = Fonts.fitted(mark.name(), Fonts.NOTE, width - MARGIN);
    LegendItem entry = LegendEntry.of(mark, name);
    if (mark instanceof Mark.Dots) {
      marks.stream()
          .filter(line -> line instanceof Mark.Curve && line.name().isEmpty())
          .filter(line -> line.ink() == mark.ink())
          .findFirst()
          .ifPresent(line -> LegendEntry.join(entry, (Mark.Curve) line));
    }
    return entry;
  }

  /** A legend that stands alone. */
  static void drawLegend(List<Mark> marks, Graphics2D graphics, Rectangle2D area) {
    LegendItemCollection entries = entries(marks, area.getWidth());
    LegendTitle legend = legendTitle(() -> entries);
    legend.arrange(graphics, new RectangleConstraint(area.getWidth() - EDGE, area.getHeight()));
    legend.draw(
        graphics,
        new Rectangle2D.Double(
            area.getX() + EDGE, area.getY(), area.getWidth() - EDGE, area.getHeight()));
  }

  private ValueAxis axis(Axis axis, Mark.Side side, Range range) {
    ValueAxis result =
        switch (axis.scale()) {
          case LINEAR -> new PlainAxis();
          case COUNTS -> PlainAxis.ofWholeNumbers();
          case LOG -> new DecadeAxis(isRaised());
          case NAMES -> nameAxis(axis.names(), side);
        };
    result.setLabel(axis.label());
    result.setRange(range);
    result.setLabelFont(Fonts.LABEL);
    result.setTickLabelFont(Fonts.TICK);
    result.setLabelPaint(Ink.TEXT.color());
    result.setTickLabelPaint(Ink.TEXT.color());
    result.setTickMarkPaint(Ink.MARK.color());
    result.setAxisLinePaint(Ink.MARK.color());
    result.setTickMarkOutsideLength(4);
    result.setMinorTickMarksVisible(true);
    result.setMinorTickMarkOutsideLength(2);
    return result;
  }

  /** Whether labels of all logarithmic axes are raised powers of ten, since those of one are. */
  private boolean isRaised() {
    return (source.x().scale() == Axis.Scale.LOG && DecadeAxis.needsPowers(across))
        || (source.y().scale() == Axis.Scale.LOG && DecadeAxis.needsPowers(up));
  }

  private NameAxis nameAxis(List<String> names, Mark.Side side) {
    return side == Mark.Side.X
        ? NameAxis.below(names, width, height)
        : NameAxis.beside(names, width);
  }

  private void draw(Mark mark) {
    if (mark instanceof Mark.Span span) {
      IntervalMarker band = new IntervalMarker(span.from(), span.to(), span.ink().color());
      band.setAlpha(1);
      addMarker(span.side(), band, Layer.BACKGROUND);
    } else if (mark instanceof Mark.Rule rule) {
      ValueMarker line = new ValueMarker(rule.at(), rule.ink().color(), Strokes.of(rule.pen()));
      line.setAlpha(1);
      addMarker(rule.side(), line, Layer.FOREGROUND);
    } else {
      add(mark, Renderers.of(mark, source.x(), source.y()));
    }
  }

  /**
   * Draws the light edge of a line, which stands out by it from bars that may be as dark. All edges
   * are drawn before the first line, so that none hides another line or a dot.
   */
  private void drawCasing(Mark mark) {
    if (mark instanceof Mark.Curve curve) {
      add(curve, Renderers.casing(curve.pen()));
    } else if (mark instanceof Mark.Rule rule) {
      add(along(rule), Renderers.casing(rule.pen()));
    }
  }

  /** A rule as the curve from one end of the plot to the other. */
  private Mark.Curve along(Mark.Rule rule) {
    List<Mark.Point> ends =
        rule.side() == Mark.Side.X
            ? List.of(
                new Mark.Point(rule.at(), up.getLowerBound()),
                new Mark.Point(rule.at(), up.getUpperBound()))
            : List.of(
                new Mark.Point(across.getLowerBound(), rule.at()),
                new Mark.Point(across.getUpperBound(), rule.at()));
    return new Mark.Curve("", rule.ink(), rule.pen(), ends);
  }

  private void add(Mark mark, XYItemRenderer renderer) {
    int index = drawn++; // from 0 without gaps: the chart draws grid and rules with the first
    plot.setDataset(index, MarkDataset.of(mark, source.x(), source.y()));
    plot.setRenderer(index, renderer);
  }

  private void addMarker(Mark.Side side, Marker marker, Layer layer) {
    if (side == Mark.Side.X) {
      plot.addDomainMarker(marker, layer);
    } else {
      plot.addRangeMarker(marker, layer);
    }
  }
}
