package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/** The learning rates of a network's layers, each its own rate or schedule times a factor. */
final class LearningRates {

  private final Dl4jNetwork network;

  LearningRates(Dl4jNetwork network) {
    this.network = network;
  }

  /** Why a layer's rate cannot be scaled; empty where it can. */
  Optional<String> obstacle(int index) {
    if (network.isFrozen(index)) {
      return Optional.of("it is frozen");
    }
    Optional<BaseLayer> layer = network.layer(index);
    if (layer.isEmpty()) {
      String kind = network.configuration(index).getClass().getSimpleName();
      return Optional.of("DL4J sets no learning rate for a " + kind);
    }
    IUpdater updater = layer.get().getIUpdater();
    if (updater == null) {
      return Optional.of("it has no updater");
    }
    return BaseSchedule.of(updater).isPresent()
        ? Optional.empty()
        : Optional.of(
            updater.getClass().getSimpleName() + " has no learning rate that can be scaled");
  }

  /**
   * Sets the factor of every layer without an obstacle. Where that changes anything the updater is
   * rebuilt, and keeps its state.
   *
   * @param factors by layer index; 1 for a layer that is not among them
   */
  void scale(Map<Integer, Double> factors) {
    Map<Integer, IUpdater> changes = new TreeMap<>();
    for (int index = 0; index < network.size(); index++) {
      if (obstacle(index).isEmpty()) {
        IUpdater updater = network.layer(index).orElseThrow().getIUpdater();
        double factor = factors.getOrDefault(index, 1.0);
        if (BaseSchedule.factor(updater) != factor) {
          changes.put(index, BaseSchedule.scaled(updater, factor));
        }
      }
    }
    if (!changes.isEmpty()) {
      UpdaterStates states = new UpdaterStates(network.updater());
      changes.forEach((index, updater) -> network.layer(index).orElseThrow().setIUpdater(updater));
      network.renewUpdater();
      states.writeTo(network.updater());
    }
  }

  /** Gives every layer its own rate back, those that were frozen since they were scaled too. */
  void restore() {
    scale(Map.of());
    for (int index = 0; index < network.size(); index++) {
      network.configurations(index).forEach(LearningRates::restore);
    }
  }

  private static void restore(BaseLayer layer) {
    IUpdater updater = layer.getIUpdater();
    boolean scales = updater != null && BaseSchedule.of(updater).isPresent();
    if (scales && BaseSchedule.factor(updater) != 1) {
      layer.setIUpdater(BaseSchedule.scaled(updater, 1));
    }
  }
}
