package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model's layers before any analysis.
 *
 * @param model what the model is called
 * @param layers the layers that an analysis would take
 * @param skipped the others, with the reason
 */
public record ModelDescription(
    String model, List<LayerDescription> layers, List<SkippedLayer> skipped) {

  /** Where the receptive field stands in a row. */
  private static final int FIELDS = 7;

  /** Copies the lists, and writes out what may not be shown of the name. */
  public ModelDescription {
    model = Printable.name(model);
    layers = List.copyOf(layers);
    skipped = List.copyOf(skipped);
  }

  /** The description of layers that have weights. */
  public static ModelDescription of(String model, List<Layer> layers, List<SkippedLayer> skipped) {
    return new ModelDescription(
        model, layers.stream().map(ModelDescription::describe).toList(), skipped);
  }

  private static LayerDescription describe(Layer layer) {
    Weights weights = layer.weights().orElseThrow();
    return new LayerDescription(
        layer.info(), weights.shape(), weights.precision(), MatrixShape.of(weights), layer.note());
  }

  /** Number of weights in the layers that an analysis would take. */
  public long parameters() {
    return layers.stream().mapToLong(layer -> layer.matrices().parameters()).sum();
  }

  /** The skipped layers that have weights, or may have, which cannot be analysed. */
  public List<SkippedLayer> lost() {
    return skipped.stream().filter(layer -> layer.cause().isLoss()).toList();
  }

  /** An aligned table, then notes on how layers were understood, then what is skipped. */
  @Override
  public String toString() {
    return toText(Paragraph.WIDTH);
  }

  /**
   * As {@link #toString}, with the table in lines of so many columns instead of 80.
   *
   * @param columns of the terminal, at least 40
   */
  public String toText(int columns) {
    String head =
        String.format(
            Locale.ROOT,
            "%s: %d %s, %,d parameters",
            model,
            layers.size(),
            layers.size() == 1 ? "layer" : "layers",
            parameters());
    TextTable table = table();
    String shortened =
        table.width() <= columns
            ? ""
            : "\n"
                + Paragraph.of(
                    "In "
                        + columns
                        + " columns names are shortened; "
                        + table.width()
                        + " columns show them whole.");
    return Paragraph.of(head)
        + "\n"
        + table.fit(columns)
        + shortened
        + AnalysisText.notes(layers)
        + AnalysisText.skipped(skipped);
  }

  /** The receptive field is told where one has more than one position. */
  private TextTable table() {
    boolean fields = layers.stream().anyMatch(layer -> layer.matrices().rf() > 1);
    List<String> header =
        new ArrayList<>(
            List.of("#", "name", "type", "shape", "N", "M", "Q", "evals", "parameters"));
    if (fields) {
      header.add(FIELDS, "rf");
    }
    TextTable table = TextTable.of(header);
    // Many layers, few shapes.
    Map<MatrixShape, List<String>> sizes = new HashMap<>();
    for (LayerDescription layer : layers) {
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(layer.layer().index()));
      row.add(layer.layer().name());
      row.add(layer.layer().type().key());
      row.add(layer.tensor().toString());
      row.addAll(sizes.computeIfAbsent(layer.matrices(), ModelDescription::cells));
      if (fields) {
        row.add(FIELDS, String.valueOf(layer.matrices().rf()));
      }
      table = table.with(row);
    }
    return table;
  }

  private static List<String> cells(MatrixShape matrices) {
    return List.of(
        String.valueOf(matrices.n()),
        String.valueOf(matrices.m()),
        String.format(Locale.ROOT, "%.2f", matrices.q()),
        String.valueOf(matrices.eigenvalues()),
        String.format(Locale.ROOT, "%,d", matrices.parameters()));
  }
}
