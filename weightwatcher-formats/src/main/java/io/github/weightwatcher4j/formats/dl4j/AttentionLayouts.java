package io.github.weightwatcher4j.formats.dl4j;

import static java.util.Map.entry;

import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import java.util.List;
import java.util.Map;

/** The parameters of attention: projections of queries, keys, values and what comes of them. */
final class AttentionLayouts {

  private AttentionLayouts() {}

  static Map<String, Layouts.Rule> rules() {
    return Map.ofEntries(
        entry(Dl4jClasses.LAYERS + "SelfAttentionLayer", AttentionLayouts::self),
        entry(Dl4jClasses.LAYERS + "LearnedSelfAttentionLayer", AttentionLayouts::learned),
        entry(Dl4jClasses.LAYERS + "RecurrentAttentionLayer", AttentionLayouts::recurrent),
        entry(Dl4jClasses.GRAPH + "AttentionVertex", AttentionLayouts::vertex));
  }

  private static List<Parameter> self(SavedLayer layer) {
    LayerFields fields = new LayerFields(layer.fields());
    long in = fields.nIn();
    return projections(new Layout(), fields, in, in, in).parameters();
  }

  private static List<Parameter> learned(SavedLayer layer) {
    LayerFields fields = new LayerFields(layer.fields());
    long in = fields.nIn();
    Layout layout = new Layout().c("Q", 1, in, fields.number("nqueries"));
    return projections(layout, fields, in, in, in).parameters();
  }

  private static List<Parameter> recurrent(SavedLayer layer) {
    LayerFields fields = new LayerFields(layer.fields());
    long in = fields.nIn();
    long out = fields.nOut();
    Layout layout = new Layout().c("W", in, out).c("RW", out, out);
    return projections(layout, fields, out, in, in)
        .vector("b", out, fields.flag("hasBias", false))
        .parameters();
  }

  private static List<Parameter> vertex(SavedLayer layer) {
    LayerFields fields = new LayerFields(layer.fields());
    return projections(
            new Layout(),
            fields,
            fields.number("ninQueries"),
            fields.number("ninKeys"),
            fields.number("ninValues"))
        .parameters();
  }

  private static Layout projections(
      Layout layout, LayerFields fields, long queries, long keys, long values) {
    if (!fields.flag("projectInput", false)) {
      return layout;
    }
    long heads = fields.number("nheads");
    long size = fields.number("headSize");
    return layout
        .c("Wq", heads, size, queries)
        .c("Wk", heads, size, keys)
        .c("Wv", heads, size, values)
        .c("Wo", Math.multiplyExact(heads, size), fields.nOut());
  }
}
