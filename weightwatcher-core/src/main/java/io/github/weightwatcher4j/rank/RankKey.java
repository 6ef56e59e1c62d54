package io.github.weightwatcher4j.rank;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a leaderboard is ordered by. A model that has no such number stands behind those that have
 * it; models alike are ordered by name, then by path.
 */
public enum RankKey {
  /** Mean alpha, the smallest first. */
  ALPHA("mean alpha over the layers, the smallest first", true, mean(Metric.ALPHA)),
  /** Mean alpha-hat, the smallest first. */
  ALPHA_WEIGHTED(
      "mean alpha-hat (alpha times log10 lambda_max), the smallest first",
      true,
      mean(Metric.ALPHA_WEIGHTED)),
  /** Mean log alpha-norm, the smallest first. */
  LOG_ALPHA_NORM(
      "mean log10 of the sum of lambda^alpha, the smallest first",
      true,
      mean(Metric.LOG_ALPHA_NORM)),
  /** Mean log Frobenius norm, the smallest first. */
  LOG_NORM("mean log10 of the sum of eigenvalues, the smallest first", true, mean(Metric.LOG_NORM)),
  /** Mean log spectral norm, the smallest first. */
  LOG_SPECTRAL_NORM(
      "mean log10 of the largest eigenvalue, the smallest first",
      true,
      mean(Metric.LOG_SPECTRAL_NORM)),
  /** Share of layers that are well trained, the largest first. */
  WELL(
      "share of layers that are well trained, the largest first",
      false,
      model -> OptionalDouble.of(model.share(model.count(Verdict.WELL_TRAINED)))),
  /** Share of layers of which nobody can tell, the largest first. */
  UNKNOWN(
      "share of layers that are lost or cannot be judged, the largest first",
      false,
      model -> OptionalDouble.of(model.share(model.unknown()))),
  /** Findings, the most first. */
  FINDINGS("number of findings, the most first", false, count(RankedModel::findings)),
  /** Analysed layers, the most first. */
  LAYERS("number of layers analysed, the most first", false, count(RankedModel::layers)),
  /** Name alone. */
  NAME("name", true, model -> OptionalDouble.empty());

  private final String meaning;
  private final boolean smallestFirst;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<RankedModel, OptionalDouble> number;

  RankKey(String meaning, boolean smallestFirst, Function<RankedModel, OptionalDouble> number) {
    this.meaning = meaning;
    this.smallestFirst = smallestFirst;
    this.number = number;
  }

  private static Function<RankedModel, OptionalDouble> mean(Metric metric) {
    return model ->
        model
            .mean(metric)
            .map(mean -> OptionalDouble.of(mean.value()))
            .orElse(OptionalDouble.empty());
  }

  private static Function<RankedModel, OptionalDouble> count(Function<RankedModel, Integer> count) {
    return model -> OptionalDouble.of(count.apply(model));
  }

  /** Its name on the command line and in files, such as {@code alpha_weighted}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the order is by, and which end comes first. */
  public String meaning() {
    return meaning;
  }

  /** The order that this makes of models. */
  Comparator<RankedModel> order() {
    Comparator<RankedModel> missingLast =
        Comparator.comparing(model -> number.apply(model).isEmpty());
    Comparator<RankedModel> byNumber =
        Comparator.comparingDouble(model -> number.apply(model).orElse(0));
    return missingLast
        .thenComparing(smallestFirst ? byNumber : byNumber.reversed())
        .thenComparing(RankedModel::name)
        .thenComparing(RankedModel::path);
  }
}
