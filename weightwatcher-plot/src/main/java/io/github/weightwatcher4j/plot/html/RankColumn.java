package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.rank.LayerMean;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A column of numbers of a leaderboard's page.
 *
 * @param label its heading
 * @param meaning what the number is
 * @param keys the orders that it shows
 * @param value the number
 * @param text the number as it is shown
 */
record RankColumn(
    String label,
    String meaning,
    Set<RankKey> keys,
    Function<RankedModel, OptionalDouble> value,
    Function<RankedModel, String> text) {

  private static final Set<RankKey> LARGEST_FIRST =
      Set.of(RankKey.WELL, RankKey.UNKNOWN, RankKey.FINDINGS, RankKey.LAYERS);

  static List<RankColumn> of(Leaderboard board) {
    List<RankColumn> columns = new ArrayList<>();
    columns.add(count("layers", "layers that were analysed", RankedModel::layers, RankKey.LAYERS));
    columns.add(
        count("lost", "layers that should have been analysed and were not", RankedModel::lost));
    columns.add(mean(Metric.ALPHA, "alpha", RankKey.ALPHA));
    columns.add(
        number(
            "±",
            "standard error of mean alpha over the layers: how much they differ",
            model -> model.mean(Metric.ALPHA).map(LayerMean::error).orElse(OptionalDouble.empty()),
            Set.of()));
    columns.add(mean(Metric.ALPHA_WEIGHTED, "alpha-hat", RankKey.ALPHA_WEIGHTED));
    columns.add(mean(Metric.LOG_ALPHA_NORM, "log alpha-norm", RankKey.LOG_ALPHA_NORM));
    for (Verdict verdict : board.verdicts()) {
      columns.add(verdict(verdict));
    }
    columns.add(
        count(
            "findings",
            "findings over all layers, those behind the verdicts among them",
            RankedModel::findings,
            RankKey.FINDINGS));
    return columns;
  }

  private static RankColumn mean(Metric metric, String label, RankKey key) {
    return number(
        label,
        "mean over the layers with a fit: " + metric.meaning(),
        model ->
            model
                .mean(metric)
                .map(mean -> OptionalDouble.of(mean.value()))
                .orElse(OptionalDouble.empty()),
        Set.of(key));
  }

  private static RankColumn number(
      String label,
      String meaning,
      Function<RankedModel, OptionalDouble> value,
      Set<RankKey> keys) {
    return new RankColumn(
        label,
        meaning,
        keys,
        value,
        model -> {
          OptionalDouble number = value.apply(model);
          return number.isPresent() ? String.format(Locale.ROOT, "%.2f", number.getAsDouble()) : "";
        });
  }

  private static RankColumn count(
      String label, String meaning, ToIntFunction<RankedModel> count, RankKey... keys) {
    return new RankColumn(
        label,
        meaning,
        Set.of(keys),
        model -> OptionalDouble.of(count.applyAsInt(model)),
        model -> Integer.toString(count.applyAsInt(model)));
  }

  private static RankColumn verdict(Verdict verdict) {
    return new RankColumn(
        verdict.label(),
        "share of the layers that " + verdict.plural() + ", in % of the analysed and the lost",
        verdict == Verdict.WELL_TRAINED ? Set.of(RankKey.WELL) : Set.of(),
        model -> OptionalDouble.of(model.share(model.count(verdict))),
        model ->
            model.count(verdict) == 0
                ? "0"
                : Math.round(100 * model.share(model.count(verdict))) + "%");
  }

  /** The heading, with the direction of the page's order where that is by this column. */
  Map<String, String> heading(RankKey order) {
    String direction =
        !keys.contains(order) ? "" : LARGEST_FIRST.contains(order) ? "descending" : "ascending";
    return Map.of("label", label, "meaning", meaning, "sorted", direction);
  }

  Map<String, String> cell(RankedModel model) {
    OptionalDouble number = value.apply(model);
    String exact =
        number.isEmpty()
            ? ""
            : number.getAsDouble() == Math.rint(number.getAsDouble())
                ? Long.toString((long) number.getAsDouble())
                : Float.toString((float) number.getAsDouble());
    return Map.of("text", text.apply(model), "value", exact);
  }
}
