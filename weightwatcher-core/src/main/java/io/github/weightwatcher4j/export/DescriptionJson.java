package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.report.LayerDescription;
import io.github.weightwatcher4j.report.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model's layers before any analysis as JSON to be read by other programs.
 *
 * <p>{@code {"format": "weightwatcher-description", "version": "1.0", "model", "parameters",
 * "layers": [{"layer_id", "name", "layer_type", "shape": [...], "precision", "N", "M", "Q", "rf",
 * "num_evals", "params", "note"}], "skipped": [{"layer_id", "name", "layer_type", "cause",
 * "reason"}]}}. {@code docs/schema/description-1.schema.json} has every key.
 */
public final class DescriptionJson {

  private DescriptionJson() {}

  /** The description as text. */
  public static String of(ModelDescription description) {
    ObjectNode document = JsonFormat.DESCRIPTION.document();
    document.put("model", description.model()).put("parameters", description.parameters());
    ArrayNode layers = document.putArray("layers");
    description.layers().forEach(layer -> layers.add(layer(layer)));
    ArrayNode skipped = document.putArray("skipped");
    description.skipped().forEach(layer -> skipped.add(JsonWriter.skipped(layer)));
    return JsonFormat.pretty(document);
  }

  /**
   * Writes the description to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(ModelDescription description, Path file) throws IOException {
    ResultFile.write(file, of(description));
  }

  private static ObjectNode layer(LayerDescription layer) {
    ObjectNode node = JsonWriter.layer(layer.layer());
    ArrayNode shape = node.putArray("shape");
    layer.tensor().dims().forEach(shape::add);
    node.put("precision", layer.precision().name());
    MatrixShape matrices = layer.matrices();
    node.put("N", matrices.n()).put("M", matrices.m()).put("Q", matrices.q());
    node.put("rf", matrices.rf()).put("num_evals", matrices.eigenvalues());
    return node.put("params", matrices.parameters()).put("note", layer.note());
  }
}
