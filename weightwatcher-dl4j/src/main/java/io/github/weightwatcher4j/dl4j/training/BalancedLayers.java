package io.github.weightwatcher4j.dl4j.training;

import static io.github.weightwatcher4j.model.LayerSelector.matching;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.report.Analysis;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;

/**
 * Which layers are balanced, and their analysis.
 *
 * @param selected a user's choice
 * @param first whether the first layer with a matrix is balanced
 * @param last whether the last layer with a matrix is balanced
 * @param minEigenvalues fewest eigenvalues of a layer
 * @param windows those whose exponent is taken; none for that of the whole spectrum
 */
record BalancedLayers(
    LayerSelector selected, boolean first, boolean last, int minEigenvalues, FarmsWindows windows) {

  /** All but the first and the last. */
  static BalancedLayers inner() {
    return new BalancedLayers(LayerSelector.all(), false, false, 10, FarmsWindows.none());
  }

  BalancedLayers withFirst() {
    return new BalancedLayers(selected, true, last, minEigenvalues, windows);
  }

  BalancedLayers withLast() {
    return new BalancedLayers(selected, first, true, minEigenvalues, windows);
  }

  BalancedLayers only(LayerSelector selector) {
    Objects.requireNonNull(selector, "selector");
    return new BalancedLayers(selector, first, last, minEigenvalues, windows);
  }

  BalancedLayers minEigenvalues(int value) {
    return new BalancedLayers(selected, first, last, value, windows);
  }

  BalancedLayers windows(FarmsWindows others) {
    return new BalancedLayers(selected, first, last, minEigenvalues, others);
  }

  /** What becomes of the learning rate of each layer with a matrix, by layer index. */
  SortedMap<Integer, LayerRate> rates(Model model, Dl4jNetwork network, RateFormula formula) {
    SortedMap<Integer, String> obstacles = obstacles(model, new LearningRates(network));
    AnalysisOptions options =
        AnalysisOptions.builder()
            .layers(selected)
            .exclude(matching("kept", layer -> obstacles.containsKey(layer.index())))
            .minEvals(minEigenvalues)
            .fit(TailMethod.HILL)
            .farms(windows)
            .build();
    Analysis analysis = new WeightWatcher(model).analyze(options);
    Metric exponent = windows.isNone() ? Metric.ALPHA : Metric.FARMS_ALPHA;
    return new LayerAlphas(analysis, exponent).rates(formula, network, obstacles);
  }

  /** Why layers with a matrix are not balanced whatever their spectrum is, by index. */
  private SortedMap<Integer, String> obstacles(Model model, LearningRates rates) {
    List<Integer> indices =
        ModelAdapters.open(model).layers().stream()
            .filter(layer -> layer.weights().isPresent())
            .map(layer -> layer.info().index())
            .distinct()
            .sorted()
            .toList();
    SortedMap<Integer, String> obstacles = new TreeMap<>();
    indices.forEach(
        index -> rates.obstacle(index).ifPresent(reason -> obstacles.put(index, reason)));
    if (!last && !indices.isEmpty()) {
      obstacles.put(indices.get(indices.size() - 1), "it is the last layer");
    }
    if (!first && !indices.isEmpty()) {
      obstacles.put(indices.get(0), "it is the first layer");
    }
    return obstacles;
  }
}
