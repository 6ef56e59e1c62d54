package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.dl4j.generalization.Generalization.Findings;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.run.ProgressListener;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Computes every {@link Measure} of a classifier on labelled examples, in float64 on a copy; the
 * network is only read. Immutable: each method gives another one.
 *
 * <pre>{@code
 * MultiLayerNetwork before = net.clone(); // ahead of training
 * Generalization measured = GeneralizationMeasures.on(train).startedFrom(before).of(net);
 * }</pre>
 *
 * <p>All examples go through the network at once, about {@code 16 draws} times.
 */
public final class GeneralizationMeasures {

  private static final double USUAL_RHO = 0.05;
  private static final int USUAL_DRAWS = 100;
  private static final List<String> STAGES =
      List.of("norms", "path norm", "sharpness", "noise tolerance");

  private static final String NO_START = "no network before training was given";

  private final Answers answers;
  private final Optional<DoubleCopy> start;
  private final double rho;
  private final int draws;
  private final long seed;
  private final ProgressListener progress;
  private final BooleanSupplier cancelled;

  private GeneralizationMeasures(
      Answers answers,
      Optional<DoubleCopy> start,
      double rho,
      int draws,
      long seed,
      ProgressListener progress,
      BooleanSupplier cancelled) {
    this.answers = answers;
    this.start = start;
    this.rho = rho;
    this.draws = draws;
    this.seed = seed;
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /**
   * Measures on these examples, with rho 0.05, 100 draws from seed 1 and no start.
   *
   * @param data features of any shape whose first dimension counts examples, finite; labels
   *     [examples, classes], one-hot, with two classes or more; no masks. Copied
   * @throws IllegalArgumentException where they are not such
   */
  public static GeneralizationMeasures on(DataSet data) {
    return new GeneralizationMeasures(
        Answers.of(data),
        Optional.empty(),
        USUAL_RHO,
        USUAL_DRAWS,
        1,
        ProgressListener.silent(),
        () -> false);
  }

  /**
   * With distances from the network as it was before training; copied.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public GeneralizationMeasures startedFrom(Model untrained) {
    Optional<DoubleCopy> copy = Optional.of(DoubleCopy.of(untrained));
    return new GeneralizationMeasures(answers, copy, rho, draws, seed, progress, cancelled);
  }

  /**
   * With another length of the step along the gradient, for {@link Measure#SHARPNESS}.
   *
   * @param other positive and finite
   */
  public GeneralizationMeasures rho(double other) {
    if (!(other > 0 && other < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rho must be positive and finite but was " + other);
    }
    return new GeneralizationMeasures(answers, start, other, draws, seed, progress, cancelled);
  }

  /**
   * With another number of draws of noise, for {@link Measure#SIGMA}, whose standard error falls
   * with its root: some per cent of sigma at 100.
   *
   * @param other at least 1
   */
  public GeneralizationMeasures draws(int other) {
    if (other < 1) {
      throw new IllegalArgumentException("there must be at least 1 draw but were " + other);
    }
    return new GeneralizationMeasures(answers, start, rho, other, seed, progress, cancelled);
  }

  /** With another seed of the noise: the same seed, the same numbers. */
  public GeneralizationMeasures seed(long other) {
    return new GeneralizationMeasures(answers, start, rho, draws, other, progress, cancelled);
  }

  /** Telling how far it is, by stages, in place of layers. */
  public GeneralizationMeasures progress(ProgressListener other) {
    return new GeneralizationMeasures(answers, start, rho, draws, seed, other, cancelled);
  }

  /** Stopping where the condition is true, asked before each pass through the network. */
  public GeneralizationMeasures cancelWhen(BooleanSupplier other) {
    return new GeneralizationMeasures(answers, start, rho, draws, seed, progress, other);
  }

  /**
   * The measures of a network.
   *
   * @param net a MultiLayerNetwork, or a ComputationGraph of one input and one output
   * @throws IllegalArgumentException where it is no such network, is not initialized, has NaN or
   *     infinite parameters, does not fit the labels, or has other weights than the one it started
   *     from
   * @throws CancellationException where it is cancelled or the calling thread interrupted
   */
  public Generalization of(Model net) {
    DoubleCopy copy = DoubleCopy.of(net);
    stop();
    double[] margins = answers.margins(copy);
    double loss = copy.loss(answers.data());
    Findings found = new Findings();
    tell(0, 0);
    WeightNorms norms = new WeightNorms(copy, cancelled);
    norms.addTo(found);
    Optional<WeightNorms.Distance> distance = start.map(norms::from);
    tell(1, 0);
    path(found, net);
    addMargins(found, margins);
    addDistances(found, distance);
    tell(2, 0);
    stop();
    Sharpness.addTo(found, copy, answers.data(), loss, rho);
    tell(3, 0);
    double accuracy = Answers.accuracy(margins);
    addNoise(found, copy, accuracy, norms.total(), distance);
    tell(4, 0);
    return new Generalization(answers.size(), accuracy, loss, found);
  }

  private void stop() {
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("measuring was cancelled");
    }
  }

  private void tell(int done, double ofNext) {
    double share = (done + ofNext) / STAGES.size();
    String stage = done == 0 ? "" : STAGES.get(done - 1);
    progress.onProgress(new Progress(done, STAGES.size(), share, stage));
  }

  private void path(Findings found, Model net) {
    DoubleCopy copy = DoubleCopy.of(net);
    Optional<String> obstacle = PathNorm.obstacle(copy);
    if (obstacle.isPresent()) {
      found.absent(Measure.PATH_NORM, obstacle.get());
    } else {
      found.add(Measure.PATH_NORM, PathNorm.of(copy, answers.example()));
    }
  }

  private static void addMargins(Findings found, double[] margins) {
    Optional<Double> margin = Answers.tenth(margins);
    margin.ifPresentOrElse(
        value -> found.add(Measure.MARGIN, value),
        () ->
            found.absent(
                Measure.MARGIN, "there are %d examples, fewer than 10".formatted(margins.length)));
    if (margin.isEmpty() || !(margin.get() > 0)) {
      String reason =
          margin.map(value -> "the margin is " + value + ", not positive").orElse("no margin");
      for (Measure measure :
          List.of(
              Measure.INVERSE_MARGIN,
              Measure.LOG_SPECTRAL_OVER_MARGIN,
              Measure.LOG_SPECTRAL_ORIGIN,
              Measure.PATH_NORM_OVER_MARGIN)) {
        found.absent(measure, reason);
      }
      return;
    }
    double square = margin.get() * margin.get();
    found.add(Measure.INVERSE_MARGIN, 1 / square);
    combine(
        found,
        Measure.LOG_SPECTRAL_OVER_MARGIN,
        Measure.LOG_PRODUCT_OF_SPECTRAL,
        spectral -> spectral - Math.log(square));
    OptionalDouble ranks = found.value(Measure.FROBENIUS_OVER_SPECTRAL);
    combine(
        found,
        Measure.LOG_SPECTRAL_ORIGIN,
        Measure.LOG_SPECTRAL_OVER_MARGIN,
        value -> value + Math.log(ranks.orElseThrow()));
    combine(found, Measure.PATH_NORM_OVER_MARGIN, Measure.PATH_NORM, value -> value / square);
  }

  private static void combine(
      Findings found, Measure target, Measure source, DoubleUnaryOperator rule) {
    OptionalDouble value = found.value(source);
    if (value.isPresent()) {
      found.add(target, rule.applyAsDouble(value.getAsDouble()));
    } else {
      found.absent(target, found.reason(source));
    }
  }

  private static void addDistances(Findings found, Optional<WeightNorms.Distance> distance) {
    if (distance.isEmpty()) {
      for (Measure measure :
          List.of(Measure.DISTANCE, Measure.SPECTRAL_DISTANCE, Measure.LOG_SPECTRAL_INITIAL)) {
        found.absent(measure, NO_START);
      }
      return;
    }
    WeightNorms.Distance moved = distance.get();
    found.add(Measure.DISTANCE, moved.frobenius());
    found.add(Measure.SPECTRAL_DISTANCE, moved.spectral());
    if (moved.frobenius() == 0 || moved.overSpectral().isEmpty()) {
      found.absent(Measure.LOG_SPECTRAL_INITIAL, "no weight has moved, or a matrix is zero");
    } else {
      combine(
          found,
          Measure.LOG_SPECTRAL_INITIAL,
          Measure.LOG_SPECTRAL_OVER_MARGIN,
          value -> value + Math.log(moved.overSpectral().getAsDouble()));
    }
  }

  private void addNoise(
      Findings found,
      DoubleCopy copy,
      double accuracy,
      double norm,
      Optional<WeightNorms.Distance> distance) {
    NoiseTolerance noise = new NoiseTolerance(copy, answers, draws, seed, this::stop);
    OptionalDouble sigma = noise.sigma(accuracy, share -> tell(3, share));
    if (sigma.isEmpty()) {
      String reason =
          String.format(
              Locale.ROOT,
              "accuracy is %.4g, and no noise lowers it by %s",
              accuracy,
              NoiseTolerance.LOST);
      for (Measure measure :
          List.of(
              Measure.SIGMA,
              Measure.PAC_BAYES_FLATNESS,
              Measure.PAC_BAYES_ORIGIN,
              Measure.PAC_BAYES_INITIAL)) {
        found.absent(measure, reason);
      }
      return;
    }
    double value = sigma.getAsDouble();
    found.add(Measure.SIGMA, value);
    found.add(Measure.PAC_BAYES_FLATNESS, 1 / (value * value));
    found.add(Measure.PAC_BAYES_ORIGIN, bound(norm, value));
    distance.ifPresentOrElse(
        moved -> found.add(Measure.PAC_BAYES_INITIAL, bound(moved.frobenius(), value)),
        () -> found.absent(Measure.PAC_BAYES_INITIAL, NO_START));
  }

  private double bound(double square, double sigma) {
    return square / (4 * sigma * sigma) + Math.log(answers.size() / sigma) + 10;
  }
}
