package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.ShortName;
import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import io.github.weightwatcher4j.plot.chart.CellMap.Panel;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.model.AlphaPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Layers by the steps of a training as a map of cells: a number in shades, the darker the larger.
 * It shows all layers at once where lines over time would hide each other.
 */
public final class HistoryMap {

  private static final int LONGEST = 24;

  private final Quantity quantity;
  private final StepTableau tableau;
  private final Shades shades;

  private HistoryMap(Quantity quantity, StepTableau tableau, Shades shades) {
    this.quantity = quantity;
    this.tableau = tableau;
    this.shades = shades;
  }

  /** Alpha; what lies above 20 has the shade of 20. */
  public static CellMap ofAlpha(History history) {
    return of(history, Quantity.of(Metric.ALPHA), AlphaPlot.CEILING);
  }

  /**
   * Any quantity; where a layer has none at a step, its cell is hatched. Shades are those of
   * logarithms where all numbers are positive and the largest is 100 times the smallest or more.
   *
   * @throws IllegalArgumentException where the history has no step with a layer
   */
  public static CellMap of(History history, Quantity quantity) {
    return of(history, quantity, Double.POSITIVE_INFINITY);
  }

  private static CellMap of(History history, Quantity quantity, double ceiling) {
    StepTableau tableau = StepTableau.of(history);
    DoubleStream values =
        tableau.reports().map(quantity::of).flatMapToDouble(OptionalDouble::stream);
    Shades shades = Shades.over(values.filter(Double::isFinite), ceiling);
    return new HistoryMap(quantity, tableau, shades).map();
  }

  private CellMap map() {
    List<List<Cell>> cells = tableau.cells(this::cell);
    List<CellMap.Key> legend = new ArrayList<>(shades.legend());
    if (StepTableau.has(cells, Cell.Hatch.MISSING)) {
      legend.add(new CellMap.Key(Cell.missing(), "no value"));
    }
    List<String> notes = new ArrayList<>(tableau.notes());
    errors().ifPresent(notes::add);
    notes.add(0, range(LONGEST));
    return new CellMap(
        "Over the training: " + quantity.name() + " by layer",
        notes,
        "The %s of %s by %s: %s."
            .formatted(
                quantity.name(), tableau.layersInWords(), tableau.unit(), range(Integer.MAX_VALUE)),
        tableau.unit(),
        tableau.columns(),
        "layer",
        tableau.rows(),
        List.of(new Panel("", cells, legend)));
  }

  private Cell cell(LayerReport row) {
    OptionalDouble value = quantity.of(row);
    if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
      return Cell.missing();
    }
    String text = NumberText.of(value.getAsDouble());
    String error =
        quantity.errorOf(row).stream()
            .mapToObj(e -> text + " ± " + NumberText.of(e))
            .findFirst()
            .orElse(text);
    return Cell.shaded(shades.share(value.getAsDouble()), error, text);
  }

  /** Such as "from 2.1 (fc1, epoch 12) to 8.3 (fc2, epoch 1)". */
  private String range(int longest) {
    Optional<Place> least = extreme(-1);
    Optional<Place> largest = extreme(1);
    return least.isEmpty() || largest.isEmpty()
        ? "no layer has a value at any step"
        : "from " + least.get().in(longest) + " to " + largest.get().in(longest);
  }

  private Optional<Place> extreme(int sign) {
    Place best = null;
    for (TrainingStep step : tableau.steps()) {
      for (LayerReport row : step.analysis().details()) {
        double value = quantity.of(row).orElse(Double.NaN);
        if (Double.isFinite(value) && (best == null || sign * value > sign * best.value())) {
          best = new Place(value, row.name(), tableau.label(step));
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private record Place(double value, String layer, String step) {
    String in(int longest) {
      return NumberText.of(value) + " (" + ShortName.of(layer, longest) + ", " + step + ")";
    }
  }

  private Optional<String> errors() {
    double[] errors =
        tableau
            .reports()
            .map(quantity::errorOf)
            .flatMapToDouble(OptionalDouble::stream)
            .sorted()
            .toArray();
    return errors.length == 0
        ? Optional.empty()
        : Optional.of(
            "standard errors: median %s, largest %s"
                .formatted(
                    NumberText.of(errors[errors.length / 2]),
                    NumberText.of(errors[errors.length - 1])));
  }
}
