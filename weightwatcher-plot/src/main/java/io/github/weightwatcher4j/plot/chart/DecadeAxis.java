package io.github.weightwatcher4j.plot.chart;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis labelled at powers of ten, and between them where it is short: at three places
 * or more wherever there is room. The others of 1 to 9 times a power have a tick without a label.
 */
final class DecadeAxis extends LogAxis {

  private static final long serialVersionUID = 1;

  /** Labels that fit an axis. */
  private static final int MOST_LABELS = 8;

  /** So few do not tell that an axis is logarithmic. */
  private static final int FEWEST_LABELS = 3;

  private static final List<Set<Integer>> DIGITS =
      List.of(Set.of(1), Set.of(1, 2, 5), Set.of(1, 3), Set.of(1, 5));

  /** Between two labels. */
  private static final double GAP = 6;

  private final boolean raised;

  /**
   * An axis.
   *
   * @param raised whether labels are such as 10⁻² and 2×10⁻² rather than 0.01 and 0.02
   */
  DecadeAxis(boolean raised) {
    this.raised = raised;
  }

  /** Whether some label would be too long as a plain number. */
  static boolean needsPowers(Range range) {
    return range.getLowerBound() <= 0.0005 || range.getUpperBound() >= 100_000;
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    Labels labels = new Labels(graphics, area, edge);
    int powers = count(Set.of(1));
    int every = Math.max(1, (powers + MOST_LABELS - 1) / MOST_LABELS);
    if (powers >= FEWEST_LABELS) {
      List<NumberTick> ticks = ticks(Set.of(1), every, labels);
      while (!labels.fit(ticks) && every < powers) {
        every++;
        ticks = ticks(Set.of(1), every, labels);
      }
      return ticks;
    }
    return DIGITS.stream()
        .filter(digits -> count(digits) >= FEWEST_LABELS)
        .map(digits -> ticks(digits, 1, labels))
        .filter(labels::fit)
        .findFirst()
        .orElseGet(() -> differences(labels));
  }

  private int count(Set<Integer> digits) {
    return (int) places(1).filter(place -> digits.contains(place.digit())).count();
  }

  /** A digit times a power of ten. */
  private record Place(int digit, int power) {
    double value() {
      return digit * Math.pow(10, power);
    }
  }

  /** All places of the axis; only every few powers where they are many. */
  private Stream<Place> places(int every) {
    int low = (int) Math.floor(Math.log10(getRange().getLowerBound()));
    int high = (int) Math.floor(Math.log10(getRange().getUpperBound()));
    return IntStream.rangeClosed(low, high)
        .boxed()
        .flatMap(
            power -> IntStream.rangeClosed(1, every > 2 ? 1 : 9).mapToObj(d -> new Place(d, power)))
        .filter(place -> getRange().contains(place.value()));
  }

  private List<NumberTick> ticks(Set<Integer> digits, int every, Labels labels) {
    return places(every)
        .map(
            place -> {
              boolean labelled = digits.contains(place.digit()) && place.power() % every == 0;
              return labels.tick(place.value(), labelled ? label(place) : "");
            })
        .toList();
  }

  private String label(Place place) {
    if (!raised) {
      return NumberText.ofTick(place.value());
    }
    return (place.digit() == 1 ? "" : place.digit() + "×") + NumberText.powerOfTen(place.power());
  }

  /** Round numbers at equal differences, for less than a power of ten. */
  private List<NumberTick> differences(Labels labels) {
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    double step = RoundNumber.atLeast((high - low) / 5);
    List<NumberTick> ticks = multiples(step, low, high, labels);
    while (!labels.fit(ticks) && 2 * step < high - low) {
      step = RoundNumber.atLeast(1.5 * step);
      ticks = multiples(step, low, high, labels);
    }
    return ticks;
  }

  private static List<NumberTick> multiples(double step, double low, double high, Labels labels) {
    List<NumberTick> ticks = new ArrayList<>();
    for (double i = Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(labels.tick(i * step, NumberText.ofTick(i * step)));
    }
    return ticks;
  }

  /** The label as far as there is room for it along the data. */
  @Override
  protected AxisState drawLabel(
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

  /** Where labels go, and whether they touch. */
  private final class Labels {

    private final FontMetrics letters;
    private final Rectangle2D area;
    private final RectangleEdge edge;
    private final boolean lying;

    Labels(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
      this.letters = graphics.getFontMetrics(getTickLabelFont());
      this.area = area;
      this.edge = edge;
      this.lying = RectangleEdge.isTopOrBottom(edge);
    }

    NumberTick tick(double value, String label) {
      TextAnchor anchor = lying ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
      TickType type = label.isEmpty() ? TickType.MINOR : TickType.MAJOR;
      return new NumberTick(type, value, label, anchor, TextAnchor.CENTER, 0);
    }

    boolean fit(List<NumberTick> ticks) {
      double free = Double.NEGATIVE_INFINITY; // ascending: from the left, or from the bottom
      for (NumberTick tick : ticks) {
        if (!tick.getText().isEmpty()) {
          double place = valueToJava2D(tick.getValue(), area, edge);
          double half = (lying ? letters.stringWidth(tick.getText()) : letters.getAscent()) / 2.0;
          double along = lying ? place : -place;
          if (along - half < free) {
            return false;
          }
          free = along + half + GAP;
        }
      }
      return true;
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
