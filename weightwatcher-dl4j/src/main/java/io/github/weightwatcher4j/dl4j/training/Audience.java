package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.slf4j.Logger;

/**
 * Warns, once each, where a listener is given to a training that it cannot serve, and says what to
 * do. For any number of threads.
 */
final class Audience {

  private final Logger log;
  private final boolean byEpochs;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile boolean updates;
  private volatile boolean epochs;

  /**
   * The trainings of one listener.
   *
   * @param byEpochs whether the listener waits for epochs
   */
  Audience(Logger log, boolean byEpochs) {
    this.log = log;
    this.byEpochs = byEpochs;
  }

  /** An update was told. */
  void updated(Model model) {
    updates = true;
    if (!byEpochs) {
      return;
    }
    if (ParallelWorkers.isHere()) {
      warn(
          "ParallelWrapper tells listeners of no epochs: use everyIterations(n), or call"
              + " onEpochEnd(network) after each fit() of the wrapper");
    } else if (model instanceof Layer && !Dl4jNetwork.isNetwork(model)) {
      warn(
          "layers that are trained one by one, as by pretrain(), tell listeners of no epochs: use"
              + " everyIterations(n)");
    }
  }

  /** The end of an epoch was told. */
  void epochEnded() {
    epochs = true;
  }

  /** A model that is no network of DL4J. */
  void unknown(Model model) {
    warn("a " + model.getClass().getName() + " cannot be analysed while it trains; nothing is");
  }

  void warn(String problem) {
    if (told.add(problem)) {
      log.warn("{}", problem);
    }
  }

  /** The listener is closed: whether it ever heard of what it waits for. */
  void dismissed() {
    if (!updates && !epochs) {
      warn(
          "no training told this listener of an update or an epoch: see that it is in setListeners");
    } else if (byEpochs && !epochs && told.isEmpty()) {
      warn(
          "no epoch ended, and so nothing was analysed: fit() has epochs where it is given an"
              + " iterator; everyIterations(n) analyses without");
    }
  }
}
