package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.ComparedLayer;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.LabelledSpectrum;
import io.github.weightwatcher4j.plot.series.SpectraPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is told of each layer of a comparison, drawn when its turn comes. */
final class ComparedSections extends AbstractList<Map<String, Object>> {

  private final Comparison comparison;
  private final ComparedRows rows;
  private final List<String> names;

  ComparedSections(Comparison comparison, ComparedRows rows) {
    this.comparison = comparison;
    this.rows = rows;
    this.names = rows.names();
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public Map<String, Object> get(int i) {
    String name = names.get(i);
    List<Map<String, Object>> models = new ArrayList<>();
    for (int model = 0; model < comparison.models().size(); model++) {
      int other = model;
      rows.of(name).get(model).ifPresent(it -> models.add(told(other, it)));
    }
    List<LabelledSpectrum> spectra = spectra(name);
    return Map.of(
        "name", name,
        "kinds", List.copyOf(rows.kinds(name)),
        "models", models,
        "drawn", spectra.size(),
        "figures", figures(name, spectra));
  }

  private static Map<String, Object> told(int model, ComparedLayer layer) {
    return Map.of(
        "letter", ComparisonPage.letter(model + 1),
        "changes", layer.changes(),
        "alpha",
            layer.alpha().map(ComparedSections::test).orElse("not tested: " + layer.untested()));
  }

  /** The test of alpha in words. */
  private static String test(AlphaDifference alpha) {
    return String.format(Locale.ROOT, "%+.2f ± %.2f, ", alpha.difference(), alpha.standardError())
        + (alpha.isSignificant() ? "more than its error" : "within its error")
        + " (p = "
        + ComparedRows.p(alpha.adjustedP())
        + ", by itself "
        + ComparedRows.p(alpha.pValue())
        + ")";
  }

  private static List<Map<String, Object>> figures(String name, List<LabelledSpectrum> spectra) {
    return spectra.isEmpty()
        ? List.of()
        : Figures.of(
            "comparison",
            List.of(
                new NamedPlot(
                    "spectra-overlay",
                    SpectraPlot.of("Spectrum of " + name + " by model", spectra))));
  }

  /** The reference's, and those of the models that changed, as many as can be told apart. */
  private List<LabelledSpectrum> spectra(String name) {
    List<LabelledSpectrum> spectra = new ArrayList<>();
    rows.reference(name).ifPresent(row -> add(0, row, spectra));
    List<Optional<ComparedLayer>> others = rows.of(name);
    IntStream.range(0, others.size())
        .boxed()
        .sorted(Comparator.comparing(model -> !isChanged(others.get(model))))
        .forEach(
            model ->
                others
                    .get(model)
                    .flatMap(ComparedLayer::other)
                    .ifPresent(row -> add(model + 1, row, spectra)));
    return spectra;
  }

  private static boolean isChanged(Optional<ComparedLayer> layer) {
    return layer.filter(it -> !it.changes().isEmpty()).isPresent();
  }

  private void add(int model, LayerReport row, List<LabelledSpectrum> spectra) {
    if (spectra.size() < SpectraPlot.MOST && row.spectrum().max() > 0) {
      String label = ComparisonPage.letter(model) + ": " + comparison.analyses().get(model).model();
      spectra.add(new LabelledSpectrum(label, row));
    }
  }
}
