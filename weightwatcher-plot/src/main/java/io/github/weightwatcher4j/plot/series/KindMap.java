package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import io.github.weightwatcher4j.plot.chart.CellMap.Panel;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Phases or verdicts of layers by the steps of a training, each kind with a letter and a shade that
 * differs from the others in grey, too: the course through the phases of training (Martin &amp;
 * Mahoney 2021, JMLR 22(165), the 5+1 phases).
 */
public final class KindMap {

  private KindMap() {}

  /** What is said of a layer at a step. */
  private record Said(KindStyle style, String label, boolean doubtful) {

    static Said of(LayerPhase phase) {
      return new Said(KindStyle.of(phase.phase()), phase.phase().label(), phase.isUndecided());
    }

    static Said of(LayerVerdict verdict) {
      return new Said(
          KindStyle.of(verdict.verdict()), verdict.verdict().label(), verdict.isBorderline());
    }

    Cell cell() {
      return doubtful ? style.cell().doubted(style.letter() + "?") : style.cell();
    }
  }

  /**
   * The phases; a cell is hatched where a step tells none for a layer.
   *
   * @throws IllegalArgumentException where the history has no step with a layer
   */
  public static CellMap ofPhases(History history) {
    return map(
        history,
        "phase",
        row -> row.phase().map(Said::of),
        "undecided, the likelier phase",
        "no phase was sought, or the layer was not analysed");
  }

  /**
   * The verdicts; a cell is hatched where a step has no such layer.
   *
   * @throws IllegalArgumentException where the history has no step with a layer
   */
  public static CellMap ofVerdicts(History history) {
    return map(
        history,
        "verdict",
        row -> Optional.of(Said.of(row.verdict())),
        "borderline",
        "not analysed");
  }

  private static CellMap map(
      History history,
      String what,
      Function<LayerReport, Optional<Said>> said,
      String doubtful,
      String missing) {
    StepTableau tableau = StepTableau.of(history);
    List<List<Cell>> cells =
        tableau.cells(row -> said.apply(row).map(Said::cell).orElse(Cell.missing()));
    List<CellMap.Key> legend = new ArrayList<>(legend(tableau, said));
    if (StepTableau.has(cells, Cell.Hatch.DOUBT)) {
      legend.add(
          new CellMap.Key(
              new Cell(Cell.shaded(0).ground(), List.of(), Cell.Hatch.DOUBT), "or ?: " + doubtful));
    }
    if (StepTableau.has(cells, Cell.Hatch.MISSING)) {
      legend.add(new CellMap.Key(Cell.missing(), missing));
    }
    String words = words(tableau, said);
    return new CellMap(
        "Over the training: " + what + " of each layer",
        tableau.notes(),
        "The %s of %s by %s: %s.".formatted(what, tableau.layersInWords(), tableau.unit(), words),
        tableau.unit(),
        tableau.columns(),
        "layer",
        tableau.rows(),
        List.of(new Panel("", cells, legend)));
  }

  /** The kinds that there are, in their own order. */
  private static List<CellMap.Key> legend(
      StepTableau tableau, Function<LayerReport, Optional<Said>> said) {
    List<Said> all = tableau.reports().map(said).flatMap(Optional::stream).toList();
    Map<KindStyle, String> names = new LinkedHashMap<>();
    all.forEach(one -> names.putIfAbsent(one.style(), one.label()));
    return names.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(kind -> new CellMap.Key(kind.getKey().cell(), kind.getValue()))
        .toList();
  }

  /** How many layers are of each kind at the first and the last step. */
  private static String words(StepTableau tableau, Function<LayerReport, Optional<Said>> said) {
    int last = tableau.steps().size() - 1;
    String end = last == 0 ? "" : "; " + at(tableau, last, said);
    return at(tableau, 0, said) + end;
  }

  private static String at(
      StepTableau tableau, int step, Function<LayerReport, Optional<Said>> said) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (LayerReport row : tableau.steps().get(step).analysis().details()) {
      said.apply(row).ifPresent(one -> counts.merge(one.label(), 1, Integer::sum));
    }
    StringJoiner words = new StringJoiner(", ");
    counts.forEach((label, count) -> words.add(count + " " + label));
    return "at "
        + tableau.label(tableau.steps().get(step))
        + " "
        + (counts.isEmpty() ? "none" : words);
  }
}
