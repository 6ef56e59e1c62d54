package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import io.github.weightwatcher4j.option.AnalysisOptions;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Accuracy of a network whose layers keep only their largest singular components: SVDSmoothing, as
 * Martin and Mahoney used it to predict test accuracies in the contest of 2020 (Post-mortem on a
 * deep learning contest, arXiv:2106.00734), there on the training data, of which it needs no more
 * than that.
 *
 * @param whole share of examples that the network names correctly as it is, in [0, 1]
 * @param smoothed the same of the smoothed network; about the share of the most frequent class
 *     where too little is kept
 * @param unchanged layers that stayed as they were, with the reason
 */
public record SmoothedAccuracy(double whole, double smoothed, List<String> unchanged) {

  /** Copies the list. */
  public SmoothedAccuracy {
    unchanged = List.copyOf(unchanged);
  }

  /**
   * Smooths a copy of the network in float64; the network is only read.
   *
   * @param net a MultiLayerNetwork, or a ComputationGraph of one input and one output
   * @param data as {@link GeneralizationMeasures#on} takes it
   * @param components what each layer keeps, such as {@code Components.fraction(0.1)}
   * @throws IllegalArgumentException as {@link GeneralizationMeasures#of}
   */
  public static SmoothedAccuracy of(Model net, DataSet data, Components components) {
    return of(net, data, components, AnalysisOptions.defaults());
  }

  /**
   * As {@link #of(Model, DataSet, Components)}, of the layers that the options select; an output
   * layer of few classes loses most of them where a small share is kept. The options are those of
   * {@link WeightWatcher#change(io.github.weightwatcher4j.change.LayerChange, AnalysisOptions)}.
   */
  public static SmoothedAccuracy of(
      Model net, DataSet data, Components components, AnalysisOptions options) {
    Answers answers = Answers.of(data);
    DoubleCopy copy = DoubleCopy.of(net);
    double whole = answers.accuracy(copy);
    ChangedModel changed =
        new WeightWatcher(copy.model()).change(Smoothing.keep(components), options);
    ChangedNetwork.writeInto(copy.model(), changed);
    List<String> unchanged =
        changed.unchanged().stream()
            .map(layer -> layer.layer().name() + ": " + layer.reason())
            .toList();
    return new SmoothedAccuracy(whole, answers.accuracy(copy), unchanged);
  }
}
