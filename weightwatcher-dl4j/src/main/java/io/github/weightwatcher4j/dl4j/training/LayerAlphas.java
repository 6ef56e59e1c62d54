package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The exponents of each layer that has a matrix, one for each of its matrices, by layer index. */
final class LayerAlphas {

  private final SortedMap<Integer, List<Double>> alphas = new TreeMap<>();

  /** Why a layer, or one of its matrices, has none. */
  private final SortedMap<Integer, String> reasons = new TreeMap<>();

  /** The exponents in an analysis, which are this metric. */
  LayerAlphas(Analysis analysis, Metric exponent) {
    for (LayerReport row : analysis.details()) {
      row.metric(exponent).ifPresent(of(row.layer().index())::add);
      if (row.tail() instanceof FailedFit failed) {
        reasons.put(row.layer().index(), failed.reason());
      }
    }
    for (SkippedLayer skipped : analysis.skipped()) {
      if (skipped.cause() != SkippedLayer.Cause.NO_MATRIX) {
        of(skipped.layer().index());
        reasons.put(skipped.layer().index(), skipped.reason());
      }
    }
  }

  private List<Double> of(int index) {
    return alphas.computeIfAbsent(index, any -> new ArrayList<>());
  }

  /**
   * What becomes of each layer's learning rate: the formula's factor of its mean exponent, or 1 and
   * the reason.
   *
   * @param obstacles reasons that come before those of the analysis, by layer index
   */
  SortedMap<Integer, LayerRate> rates(
      RateFormula formula, Dl4jNetwork network, SortedMap<Integer, String> obstacles) {
    SortedMap<Integer, Double> balanced = new TreeMap<>();
    alphas.forEach(
        (index, all) ->
            all.stream()
                .mapToDouble(alpha -> alpha)
                .average()
                .ifPresent(mean -> balanced.put(index, mean)));
    reasons.putAll(obstacles);
    double[] factors =
        formula.factors(balanced.values().stream().mapToDouble(alpha -> alpha).toArray());
    SortedMap<Integer, LayerRate> rates = new TreeMap<>();
    int next = 0;
    for (int index : alphas.keySet()) {
      Double alpha = balanced.get(index);
      String name = network.name(index);
      if (alpha == null) {
        String reason = reasons.getOrDefault(index, "it has no alpha");
        rates.put(index, new LayerRate(name, OptionalDouble.empty(), 1, reason));
      } else {
        String reason = balanced.size() > 1 ? "" : "there is no other layer to balance it with";
        rates.put(index, new LayerRate(name, OptionalDouble.of(alpha), factors[next++], reason));
      }
    }
    return rates;
  }
}
