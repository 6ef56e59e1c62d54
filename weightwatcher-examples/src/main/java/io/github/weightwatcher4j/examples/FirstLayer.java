package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The first layer of a network, and what the network still knows where that layer has only some of
 * its singular values.
 *
 * @param row what was found of the layer; empty where it has no spectrum, as after a training that
 *     ended in NaN
 * @param accuracies of the network with each part of the layer; a part that the layer does not have
 *     is not there
 * @param needed fewest of the largest singular values with which the network names at least 99 % of
 *     the test images that it names with all of them; empty where there is no row
 */
record FirstLayer(
    Optional<LayerReport> row, Map<Part, Accuracy> accuracies, OptionalDouble needed) {

  private static final LayerSelector FC1 = LayerSelector.nameMatches("fc1");
  private static final AnalysisOptions ONLY_FC1 = AnalysisOptions.builder().layers(FC1).build();
  private static final double LOST = 0.01;

  /** What is kept of the layer. */
  enum Part {
    /** All of it. */
    WHOLE,
    /** The singular values from xmin of the power law on. */
    TAIL,
    /** The largest singular values whose determinant is 1. */
    ERG,
    /** All but the tail. */
    WITHOUT_TAIL,
    /** All but the part whose determinant is 1. */
    WITHOUT_ERG;

    /** As the legend of a plot has it. */
    @Override
    public String toString() {
      return switch (this) {
        case WHOLE -> "whole fc1";
        case TAIL -> "tail";
        case ERG -> "ERG part";
        case WITHOUT_TAIL -> "all but tail";
        case WITHOUT_ERG -> "all but ERG part";
      };
    }
  }

  /**
   * Share of images that a network names correctly.
   *
   * @param train of the training images, in [0, 1]
   * @param test of the test images, in [0, 1]
   */
  record Accuracy(double train, double test) {

    static Accuracy of(MultiLayerNetwork network, Digits digits) {
      return new Accuracy(
          Digits.accuracy(network, digits.train()), Digits.accuracy(network, digits.test()));
    }
  }

  /** Copies the map. */
  FirstLayer {
    accuracies = Collections.unmodifiableMap(new EnumMap<>(accuracies));
  }

  /** Analyses the layer fc1 of a network and cuts it; the network stays as it is. */
  static FirstLayer of(MultiLayerNetwork network, Digits digits) {
    Optional<LayerReport> row =
        new WeightWatcher(network)
            .analyze(options -> options.layers(FC1).detx(true)).details().stream().findFirst();
    Map<Part, Accuracy> accuracies = new EnumMap<>(Part.class);
    accuracies.put(Part.WHOLE, Accuracy.of(network, digits));
    if (row.isEmpty()) {
      return new FirstLayer(row, accuracies, OptionalDouble.empty());
    }
    put(Part.TAIL, Smoothing.keep(Components.tail()), network, digits, accuracies);
    put(Part.ERG, Smoothing.keep(Components.erg()), network, digits, accuracies);
    put(Part.WITHOUT_TAIL, Smoothing.drop(Components.tail()), network, digits, accuracies);
    put(Part.WITHOUT_ERG, Smoothing.drop(Components.erg()), network, digits, accuracies);
    return new FirstLayer(row, accuracies, OptionalDouble.of(needed(network, digits)));
  }

  private static void put(
      Part part,
      Smoothing cut,
      MultiLayerNetwork network,
      Digits digits,
      Map<Part, Accuracy> accuracies) {
    ChangedModel changed = new WeightWatcher(network).change(cut, ONLY_FC1);
    if (!changed.changed().isEmpty()) {
      accuracies.put(part, Accuracy.of(ChangedNetwork.copyOf(network, changed), digits));
    }
  }

  private static int needed(MultiLayerNetwork network, Digits digits) {
    double enough = Digits.accuracy(network, digits.test()) - LOST;
    int k = 0;
    MultiLayerNetwork cut;
    do {
      k++;
      cut =
          ChangedNetwork.copyOf(
              network,
              new WeightWatcher(network).change(Smoothing.keep(Components.count(k)), ONLY_FC1));
    } while (Digits.accuracy(cut, digits.test()) < enough);
    return k;
  }

  /** A number of the layer. */
  OptionalDouble metric(Metric metric) {
    return row.map(layer -> layer.metric(metric)).orElseGet(OptionalDouble::empty);
  }

  /** {@code ln(xmin / lambda_ERG)}: 0 where the tail begins at the ERG part, above 0 after it. */
  OptionalDouble logDelta() {
    return metric(Metric.DETX_LN_RATIO);
  }

  /** Training error, in [0, 1], where only the part is kept. */
  OptionalDouble trainError(Part part) {
    Accuracy accuracy = accuracies.get(part);
    return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(1 - accuracy.train());
  }

  /** Test error, in [0, 1], where only the part is kept. */
  OptionalDouble testError(Part part) {
    Accuracy accuracy = accuracies.get(part);
    return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(1 - accuracy.test());
  }
}
