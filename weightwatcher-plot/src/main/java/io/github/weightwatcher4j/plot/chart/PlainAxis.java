package io.github.weightwatcher4j.plot.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleEdge;

/** A linear axis whose labels do not depend on the country. */
class PlainAxis extends NumberAxis {

  private static final long serialVersionUID = 1;

  /** More labels are a pattern, not numbers. */
  private static final int MOST_LABELS = 10;

  PlainAxis() {
    setNumberFormatOverride(new TickFormat());
    setAutoRangeIncludesZero(false);
  }

  /** One that is labelled at whole numbers only. */
  static PlainAxis ofWholeNumbers() {
    PlainAxis axis = new PlainAxis();
    axis.setStandardTickUnits(createIntegerTickUnits());
    return axis;
  }

  @Override
  protected final void selectAutoTickUnit(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    super.selectAutoTickUnit(graphics, area, edge);
    NumberTickUnit unit = getTickUnit();
    while (labels(unit.getSize()) > MOST_LABELS) {
      NumberTickUnit larger = (NumberTickUnit) getStandardTickUnits().getLargerTickUnit(unit);
      if (larger.getSize() <= unit.getSize()) {
        break;
      }
      unit = larger;
    }
    setTickUnit(unit, false, false);
  }

  private double labels(double unit) {
    return Math.floor(getUpperBound() / unit) - Math.ceil(getLowerBound() / unit) + 1;
  }

  /** The label as far as there is room for it along the data. */
  @Override
  protected final AxisState drawLabel(
      String label,
      Graphics2D graphics,
      Rectangle2D page,
      Rectangle2D data,
      RectangleEdge edge,
      AxisState state) {
    double room = RectangleEdge.isTopOrBottom(edge) ? data.getWidth() : data.getHeight();
    String fitted = Fonts.fitted(label, getLabelFont(), room);
    return super.drawLabel(fitted, graphics, page, data, edge, state);
  }

  /** Labels as on logarithmic axes. */
  private static final class TickFormat extends NumberFormat {

    private static final long serialVersionUID = 1;

    @Override
    public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
      return text.append(NumberText.ofTick(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer text, FieldPosition position) {
      return format((double) number, text, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException("labels of an axis are not read");
    }
  }
}
