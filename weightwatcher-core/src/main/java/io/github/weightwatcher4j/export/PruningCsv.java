package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.pruning.KeptLayer;
import io.github.weightwatcher4j.pruning.PlannedLayer;
import io.github.weightwatcher4j.pruning.PruningPlan;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A plan of what to prune as CSV (RFC 4180, UTF-8, lines end with LF): {@code layer_id, name,
 * layer_type, weights, alpha, sparsity, zeros, threshold, kept}, the pruned layers first, then
 * those that are kept, with the reason in the last column and nothing in those before. Numbers have
 * all their digits, names are as shown.
 */
public final class PruningCsv {

  private static final String HEADER =
      "layer_id,name,layer_type,weights,alpha,sparsity,zeros,threshold,kept\n";

  private PruningCsv() {}

  /** The plan as text. */
  public static String of(PruningPlan plan) {
    return of(plan, CsvCells.DEFUSED);
  }

  /** The plan as text, with cells of text as said. */
  public static String of(PruningPlan plan, CsvCells cells) {
    StringBuilder text = new StringBuilder(HEADER);
    for (PlannedLayer row : plan.layers()) {
      text.append(layer(row.layer(), cells) + "," + row.weights())
          .append("," + CsvCells.cell(row.alpha()) + "," + row.sparsity() + "," + row.zeros())
          .append("," + CsvCells.cell(row.threshold()) + ",\n");
    }
    for (KeptLayer row : plan.kept()) {
      text.append(layer(row.layer(), cells) + ",,,,,,").append(cells.cell(row.reason()) + "\n");
    }
    return text.toString();
  }

  private static String layer(LayerInfo layer, CsvCells cells) {
    String name = cells.cell(layer.name());
    return layer.index() + "," + name + "," + layer.type().key();
  }

  /**
   * Writes the plan to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(PruningPlan plan, Path file) throws IOException {
    ResultFile.write(file, of(plan));
  }
}
