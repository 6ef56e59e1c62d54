package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.Similarities;
import io.github.weightwatcher4j.similarity.SimilarityMeasure;

/**
 * How alike two representations are, as JSON to be read by other programs.
 *
 * <p>{@code {"format": "weightwatcher-similarity", "version": "1.0", "samples", "first": {"name",
 * "features", "rank"}, "second", "measures": [{"measure", "value", "reason"}]}}; a missing value is
 * null and has a reason. {@code docs/schema/similarity-1.schema.json} has every key.
 */
public final class SimilaritiesJson {

  private SimilaritiesJson() {}

  /**
   * The measures as text.
   *
   * @param first what to call the first representation
   * @param second what to call the second
   */
  public static String of(String first, String second, Similarities similarities) {
    ObjectNode document = JsonFormat.SIMILARITY.document();
    document.put("samples", similarities.x().samples());
    describe(first, similarities.x(), document.putObject("first"));
    describe(second, similarities.y(), document.putObject("second"));
    ArrayNode measures = document.putArray("measures");
    for (SimilarityMeasure measure : SimilarityMeasure.values()) {
      ObjectNode node = measures.addObject().put("measure", measure.key());
      similarities
          .value(measure)
          .ifPresentOrElse(
              value -> node.put("value", value),
              () -> node.putNull("value").put("reason", similarities.reason(measure)));
    }
    return JsonFormat.pretty(document);
  }

  private static void describe(String name, Representation representation, ObjectNode node) {
    node.put("name", name)
        .put("features", representation.features())
        .put("rank", representation.rank());
  }
}
