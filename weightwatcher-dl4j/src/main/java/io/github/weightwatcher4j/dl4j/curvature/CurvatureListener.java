package io.github.weightwatcher4j.dl4j.curvature;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.HessianEigenvalues;
import io.github.weightwatcher4j.curvature.StepCheck;
import io.github.weightwatcher4j.curvature.TraceEstimate;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.DataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the curvature of a network's loss while it trains, at the end of every n-th epoch, on the
 * training thread, which waits for it.
 *
 * <pre>{@code
 * CurvatureListener sharpness = CurvatureListener.everyEpochs(5, sample, 1, 0);
 * net.setListeners(sharpness);
 * net.fit(batches, 50);
 * sharpness.steps().forEach(step -> System.out.println(step.epoch() + " " + step.top()));
 * }</pre>
 *
 * <p>It works on a copy in float64: the network gets the weights that it would get without. What
 * fails is logged, the first time with its cause, and counted, and training goes on. One listener
 * is for one network.
 */
public final class CurvatureListener extends BaseTrainingListener {

  private static final Logger LOG = LoggerFactory.getLogger(CurvatureListener.class);

  private final int interval;
  private final DataSet data;
  private final int top;
  private final int vectors;
  private final CurvatureOptions options;
  private final List<CurvatureStep> steps = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  private CurvatureListener(
      int interval, DataSet data, int top, int vectors, CurvatureOptions options) {
    if (interval < 1 || top < 0 || vectors < 0 || vectors == 1 || top + vectors == 0) {
      throw new IllegalArgumentException(
          "expected every >= 1 epochs, top >= 0 eigenvalues and 0 or >= 2 vectors for the trace,"
              + " one"
              + " of them not 0: %d, %d, %d".formatted(interval, top, vectors));
    }
    this.interval = interval;
    this.data = data;
    this.top = top;
    this.vectors = vectors;
    this.options = options;
  }

  /**
   * A listener for the end of each epoch whose number, from 1, is a multiple of n.
   *
   * @param n at least 1
   * @param data to take the loss of, the same each time; a few hundred examples are usual
   * @param top how many of the largest eigenvalues, 0 for none
   * @param vectors products for the trace, at least 2, or 0 for no trace
   */
  public static CurvatureListener everyEpochs(int n, DataSet data, int top, int vectors) {
    return new CurvatureListener(n, data, top, vectors, CurvatureOptions.defaults());
  }

  /** The same with another seed, tolerance, bound of cost, or somebody who may cancel. */
  public CurvatureListener with(CurvatureOptions how) {
    return new CurvatureListener(interval, data, top, vectors, how);
  }

  /** Called by DL4J when an epoch has ended, before it is counted. */
  @Override
  public void onEpochEnd(Model model) {
    try {
      Dl4jNetwork net = Dl4jNetwork.require(model);
      if ((net.epochs() + 1) % interval == 0) {
        steps.add(step(model, net.epochs() + 1, net.iterations()));
      }
    } catch (Throwable e) { // whatever it is, the training goes on
      failed(e);
    }
  }

  private void failed(Throwable e) {
    if (failures.getAndIncrement() == 0) {
      LOG.error(
          "the curvature could not be computed; training goes on, and later failures are only"
              + " counted. Mend the cause below, or take the listener away",
          e);
    }
  }

  private CurvatureStep step(Model model, int epoch, int iteration) {
    Curvature curvature = NetworkLoss.of(model, data).curvature(options);
    Optional<HessianEigenvalues> found =
        top == 0 ? Optional.empty() : Optional.of(curvature.eigenvalues(top, 0));
    Optional<TraceEstimate> trace =
        vectors == 0 ? Optional.empty() : Optional.of(curvature.trace(vectors));
    StepCheck none = new StepCheck(0, 0, 0, 0);
    return new CurvatureStep(
        epoch,
        iteration,
        curvature.loss(),
        curvature.gradientNorm(),
        found.map(values -> Arrays.stream(values.topValues()).boxed().toList()).orElse(List.of()),
        found.map(HessianEigenvalues::converged).orElse(true),
        trace,
        found
            .map(HessianEigenvalues::cost)
            .orElse(none)
            .plus(trace.map(TraceEstimate::cost).orElse(none)));
  }

  /** What was recorded, in the order of the training. */
  public List<CurvatureStep> steps() {
    return List.copyOf(steps);
  }

  /** How often it failed. */
  public int failures() {
    return failures.get();
  }
}
