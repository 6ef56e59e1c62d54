package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.training.StopRule;
import io.github.weightwatcher4j.training.internal.StopJudge;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.deeplearning4j.earlystopping.termination.EpochTerminationCondition;
import org.deeplearning4j.earlystopping.termination.IterationTerminationCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends DL4J's early stopping by what an analysis shows, after an epoch or after an update.
 *
 * <p>DL4J tells a condition no more than the score, so each has a source that it asks for the
 * newest analysis: a {@link SpectralScore}, {@code score::latest}, or a {@link SpectralListener} of
 * the network, {@code listener::latest}, where the score is another, such as the loss of a test
 * set. The listener should work on the training thread: one in the background may be some epochs
 * behind. An analysis is judged once; while there is no new one, training goes on, also where a
 * listener's analyses fail, which it logs.
 *
 * <p>What is unknown stops, too: a layer that could not be analysed (it holds NaN, or could not be
 * read), an analysis of no layer, and a layer of which what the condition watches cannot be told.
 * {@link #toString}, which DL4J puts into its result as the details of the termination, names what
 * was seen or the layers that are unknown with the reasons. {@link #allowingUnknown} goes on
 * instead. A layer of which little can ever be told, such as an output layer of ten units, is best
 * left out of the analyses: {@code options(o -> o.layers(...))}.
 *
 * <p>DL4J's early stopping keeps its first model when the first epoch has ended, and fails where a
 * condition on updates stops before. So a stop in the first epoch is held until that has ended, the
 * log says so, and the result has it in its details. That needs a {@link SpectralListener} on the
 * network, which hears of epochs.
 *
 * <p>A condition cannot be serialized, and serves one training at a time.
 */
@SuppressWarnings("serial") // DL4J's interfaces are serializable, analyses are not
public final class SpectralStop
    implements EpochTerminationCondition, IterationTerminationCondition {

  private static final String HELD = "held until the first epoch has ended";
  private static final Logger LOG = LoggerFactory.getLogger(SpectralStop.class);

  private final StopJudge judge;
  private boolean held;
  private TrainingThread begin = TrainingThread.heard();

  private SpectralStop(StopRule rule, Supplier<Optional<Analysis>> source) {
    this.judge = new StopJudge(rule, source);
  }

  /** Stops where the analyses of a source meet a rule. */
  public static SpectralStop of(StopRule rule, Supplier<Optional<Analysis>> source) {
    return new SpectralStop(rule, source);
  }

  /**
   * Stops where an analysis passes a rule, or is of no layer, or lost one. What else is unknown of
   * a layer, the rule has to look for itself.
   *
   * @param name the rule in words, for the result of the training
   */
  public static SpectralStop when(
      String name, Predicate<Analysis> rule, Supplier<Optional<Analysis>> source) {
    return of(StopRule.when(name, rule), source);
  }

  /**
   * Stops where the mean of alpha over the layers is below a limit, such as 2 for over-training. It
   * is unknown where a layer has no power law.
   *
   * @param limit a number that is not NaN
   */
  public static SpectralStop meanAlphaBelow(double limit, Supplier<Optional<Analysis>> source) {
    return of(StopRule.meanAlphaBelow(limit), source);
  }

  /**
   * Stops where any layer has one of these verdicts, such as {@link Verdict#OVER_TRAINED}, and
   * where a layer cannot be told: {@link Verdict#CANNOT_TELL}. Layers may pass through that while
   * they train: ask for it several {@link #times} in a row, or go on by {@link #allowingUnknown}.
   *
   * @param source analyses with {@code randomize(true)} for {@link Verdict#TRAPPED}; without, the
   *     condition throws an {@link IllegalStateException} when it is asked, for it could never stop
   */
  public static SpectralStop verdict(
      Supplier<Optional<Analysis>> source, Verdict verdict, Verdict... others) {
    return of(StopRule.verdict(verdict, others), source);
  }

  /** Stops where any layer has a finding of one of these types. */
  public static SpectralStop finding(Supplier<Optional<Analysis>> source, FindingType... types) {
    return of(StopRule.finding(types), source);
  }

  /**
   * Stops where any layer has a correlation trap that stands at the level of the model. It is
   * unknown where the shuffled weights have no bulk to stand out of.
   *
   * @param source analyses with {@code randomize(true)}; without, the condition throws an {@link
   *     IllegalStateException} when it is asked, for it could never stop
   */
  public static SpectralStop correlationTrap(Supplier<Optional<Analysis>> source) {
    return of(StopRule.correlationTrap(), source);
  }

  /**
   * Stops where a tenth or more of any layer's singular values are numerically zero, and rows and
   * columns of zeros do not explain it.
   */
  public static SpectralStop rankCollapse(Supplier<Optional<Analysis>> source) {
    return of(StopRule.rankCollapse(), source);
  }

  /**
   * The same condition, for that many analyses in a row.
   *
   * @param analyses at least 1
   */
  public SpectralStop times(int analyses) {
    return of(judge.rule().times(analyses), judge.source());
  }

  /**
   * The same condition, by what is known alone: a network of NaN does not stop. Beside it, {@code
   * finding(source, FindingType.NOT_FINITE)} stops there.
   */
  public SpectralStop allowingUnknown() {
    return of(judge.rule().allowingUnknown(), judge.source());
  }

  /** Called by DL4J before a training: forgets the one before. */
  @Override
  public void initialize() {
    judge.begin();
    held = false;
    begin = TrainingThread.heard();
  }

  /** Called by DL4J after an epoch. */
  @Override
  public boolean terminate(int epochNum, double score, boolean minimize) {
    return held || judge.stops();
  }

  /** Called by DL4J after an update. */
  @Override
  public boolean terminate(double lastMiniBatchScore) {
    boolean stop = held || judge.stops();
    if (!stop || !begin.isFirstEpochNow()) {
      return stop;
    }
    if (!held) {
      held = true;
      LOG.warn("{}: DL4J keeps no model before", this);
    }
    return false;
  }

  /**
   * The condition; once it has stopped a training, also why, such as {@code mean alpha below 2.0, 3
   * times in a row; it is 1.52} or {@code a correlation trap in any layer; unknown: fc1: 3 of 600
   * weights are NaN}.
   */
  @Override
  public String toString() {
    return held ? judge + "; " + HELD : judge.toString();
  }
}
