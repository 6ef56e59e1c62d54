package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.LayerDistance;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.matrix.MatrixShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Two models compared, as JSON: what is read back equals what was written.
 *
 * <p>{@code {"format": "weightwatcher-distances", "version": "1.0", "method", "first", "second",
 * "mean", "compared", "layers": [{"layer_id", "name", "layer_type", "N", "M", "rf", "value",
 * "problem", "lost"}]}}; a missing value is null. {@code docs/schema/distances-1.schema.json} has
 * every key.
 */
public final class DistancesJson {

  private DistancesJson() {}

  /** The distances as text. */
  public static String of(ModelDistances distances) {
    return JsonFormat.pretty(document(distances));
  }

  static ObjectNode document(ModelDistances distances) {
    ObjectNode document = JsonFormat.DISTANCES.document();
    document.put("method", distances.method().key());
    document.put("first", distances.first());
    document.put("second", distances.second());
    distances
        .mean()
        .ifPresentOrElse(mean -> document.put("mean", mean), () -> document.putNull("mean"));
    document.put("compared", distances.compared());
    document.putArray("layers").addAll(distances.rows().stream().map(DistancesJson::row).toList());
    return document;
  }

  private static ObjectNode row(LayerDistance row) {
    Optional<MatrixShape> shape = row.shape();
    ObjectNode node = JsonWriter.layer(row.layer());
    node.put("N", shape.map(MatrixShape::n).orElse(null));
    node.put("M", shape.map(MatrixShape::m).orElse(null));
    node.put("rf", shape.map(MatrixShape::rf).orElse(null));
    row.value().ifPresentOrElse(value -> node.put("value", value), () -> node.putNull("value"));
    node.put("problem", row.problem().isEmpty() ? null : row.problem());
    return node.put("lost", row.lost());
  }

  /**
   * Writes the distances to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(ModelDistances distances, Path file) throws IOException {
    ResultFile.write(file, of(distances));
  }

  /**
   * The distances that a text holds.
   *
   * @throws IllegalArgumentException where it holds none; the message says where it is wrong and
   *     what is expected there
   */
  public static ModelDistances parse(String json) {
    return JsonFormat.DISTANCES.parse(json, DistancesJson::read);
  }

  /**
   * The distances that a file holds.
   *
   * @throws IOException where the file cannot be read or holds none; the message names it
   */
  public static ModelDistances read(Path file) throws IOException {
    return JsonFormat.DISTANCES.read(file, "distances", DistancesJson::read);
  }

  private static ModelDistances read(Json document) {
    return new ModelDistances(
        document.field("method").constant(DistanceMethod.class, DistanceMethod::key),
        document.rawText("first"),
        document.rawText("second"),
        document.list("layers", DistancesJson::row));
  }

  private static LayerDistance row(Json row) {
    return row.checked(
        () ->
            new LayerDistance(
                JsonReader.info(row, "name"),
                row.find("N")
                    .map(
                        n ->
                            new MatrixShape(
                                row.longWhole("N"), row.longWhole("M"), row.longWhole("rf"))),
                row.optional("value"),
                row.find("problem").map(Json::text).orElse(""),
                // an older text does not say
                row.find("lost").map(Json::truth).orElse(row.find("problem").isPresent())));
  }
}
