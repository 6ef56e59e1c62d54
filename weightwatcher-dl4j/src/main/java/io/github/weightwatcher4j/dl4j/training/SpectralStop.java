package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deeplearning4j.earlystopping.termination.EpochTerminationCondition;
import org.deeplearning4j.earlystopping.termination.IterationTerminationCondition;

/**
 * Ends DL4J's early stopping by what an analysis shows, after an epoch or after an update.
 *
 * <p>DL4J tells a condition no more than the score, so each has a source that it asks for the
 * newest analysis: a {@link SpectralScore}, {@code score::latest}, or a {@link SpectralListener} of
 * the network, {@code listener::latest}, where the score is another, such as the loss of a test
 * set. The listener should work on the training thread: one in the background may be some epochs
 * behind. An analysis is judged once; while there is no new one, training goes on.
 *
 * <p>A condition cannot be serialized, and serves one training at a time.
 */
@SuppressWarnings("serial") // DL4J's interfaces are serializable, analyses are not
public final class SpectralStop
    implements EpochTerminationCondition, IterationTerminationCondition {

  private final String name;
  private final Supplier<Optional<Analysis>> source;
  private final Predicate<Analysis> rule;
  private final int times;
  private Optional<Analysis> judged = Optional.empty();
  private int inARow;

  private SpectralStop(
      String name, Supplier<Optional<Analysis>> source, Predicate<Analysis> rule, int times) {
    this.name = name;
    this.source = Objects.requireNonNull(source);
    this.rule = Objects.requireNonNull(rule);
    this.times = times;
  }

  /**
   * Stops where an analysis passes a rule.
   *
   * @param name the rule in words, for the result of the training
   */
  public static SpectralStop when(
      String name, Predicate<Analysis> rule, Supplier<Optional<Analysis>> source) {
    return new SpectralStop(name, source, rule, 1);
  }

  /**
   * Stops where the mean of alpha over the layers is below a limit, such as 2 for over-training; an
   * analysis without any power law does not stop.
   *
   * @param limit a number that is not NaN
   */
  public static SpectralStop meanAlphaBelow(double limit, Supplier<Optional<Analysis>> source) {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("the limit of alpha must be a number but was NaN");
    }
    return when(
        "mean alpha below " + limit,
        analysis -> analysis.summary().mean(Metric.ALPHA).orElse(Double.NaN) < limit,
        source);
  }

  /** Stops where any layer has a finding of one of these types. */
  public static SpectralStop finding(Supplier<Optional<Analysis>> source, FindingType... types) {
    String names = Arrays.stream(types).map(FindingType::label).collect(Collectors.joining(" or "));
    return when(names + " in any layer", analysis -> !analysis.findings(types).isEmpty(), source);
  }

  /**
   * Stops where any layer has a correlation trap.
   *
   * @param source analyses with {@code randomize(true)}; without, the condition throws an {@link
   *     IllegalStateException} when it is asked, for it could never stop
   */
  public static SpectralStop correlationTrap(Supplier<Optional<Analysis>> source) {
    return when("a correlation trap in any layer", SpectralStop::hasTrap, source);
  }

  private static boolean hasTrap(Analysis analysis) {
    analysis
        .availability(FindingType.CORRELATION_TRAP)
        .requirement()
        .ifPresent(
            needed -> {
              throw new IllegalStateException(
                  "correlation traps were not looked for: the analyses need options(o -> o."
                      + needed.call()
                      + ")");
            });
    return !analysis.findings(FindingType.CORRELATION_TRAP).isEmpty();
  }

  /** Stops where a tenth or more of any layer's singular values are numerically zero. */
  public static SpectralStop rankCollapse(Supplier<Optional<Analysis>> source) {
    return finding(source, FindingType.RANK_COLLAPSE);
  }

  /**
   * The same condition, for that many analyses in a row.
   *
   * @param analyses at least 1
   */
  public SpectralStop times(int analyses) {
    if (analyses < 1) {
      throw new IllegalArgumentException("times must be >= 1 but was " + analyses);
    }
    return new SpectralStop(name, source, rule, analyses);
  }

  /** Called by DL4J before a training: forgets the one before. */
  @Override
  public void initialize() {
    judged = source.get();
    inARow = 0;
  }

  /** Called by DL4J after an epoch. */
  @Override
  public boolean terminate(int epochNum, double score, boolean minimize) {
    return judge();
  }

  /** Called by DL4J after an update. */
  @Override
  public boolean terminate(double lastMiniBatchScore) {
    return judge();
  }

  private boolean judge() {
    Optional<Analysis> newest = source.get();
    if (newest.isEmpty() || newest.equals(judged)) {
      return false;
    }
    judged = newest;
    inARow = rule.test(newest.get()) ? inARow + 1 : 0;
    return inARow >= times;
  }

  /** Such as {@code mean alpha below 2.0, 3 times in a row}. */
  @Override
  public String toString() {
    return times == 1 ? name : name + ", " + times + " times in a row";
  }
}
