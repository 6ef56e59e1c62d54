package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.training.internal.FirstFew;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /**
   * What a condition watches.
   *
   * @param name in words
   * @param seen what an analysis shows of it, in words, which may be empty; not present where it
   *     does not hold
   * @param unknown the layers of which an analysis cannot tell, with the reasons
   */
  private record Rule(
      String name,
      Function<Analysis, Optional<String>> seen,
      Function<Analysis, List<String>> unknown) {}

  private final Rule rule;
  private final Supplier<Optional<Analysis>> source;
  private final int times;
  private final boolean unknownAllowed;
  private Optional<Analysis> judged = Optional.empty();
  private int inARow;
  private String stopped = "";
  private boolean held;
  private TrainingThread begin = TrainingThread.heard();

  private SpectralStop(
      Rule rule, Supplier<Optional<Analysis>> source, int times, boolean unknownAllowed) {
    this.rule = rule;
    this.source = Objects.requireNonNull(source);
    this.times = times;
    this.unknownAllowed = unknownAllowed;
  }

  private static SpectralStop of(Rule rule, Supplier<Optional<Analysis>> source) {
    return new SpectralStop(rule, source, 1, false);
  }

  /**
   * Stops where an analysis passes a rule, or is of no layer, or lost one. What else is unknown of
   * a layer, the rule has to look for itself.
   *
   * @param name the rule in words, for the result of the training
   */
  public static SpectralStop when(
      String name, Predicate<Analysis> rule, Supplier<Optional<Analysis>> source) {
    Objects.requireNonNull(rule);
    return of(
        new Rule(
            name,
            analysis -> rule.test(analysis) ? Optional.of("") : Optional.empty(),
            Unknown::lost),
        source);
  }

  /**
   * Stops where the mean of alpha over the layers is below a limit, such as 2 for over-training. It
   * is unknown where a layer has no power law.
   *
   * @param limit a number that is not NaN
   */
  public static SpectralStop meanAlphaBelow(double limit, Supplier<Optional<Analysis>> source) {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("the limit of alpha must be a number but was NaN");
    }
    return of(
        new Rule(
            "mean alpha below " + limit,
            analysis -> alphaBelow(limit, analysis),
            analysis -> Unknown.of(analysis, Metric.ALPHA)),
        source);
  }

  private static Optional<String> alphaBelow(double limit, Analysis analysis) {
    OptionalDouble mean = analysis.summary().mean(Metric.ALPHA);
    return mean.isPresent() && mean.getAsDouble() < limit
        ? Optional.of(String.format(Locale.ROOT, "it is %.2f", mean.getAsDouble()))
        : Optional.empty();
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
    List<Verdict> wanted = with(verdict, others);
    String names = wanted.stream().map(Verdict::label).collect(Collectors.joining(" or "));
    return of(
        new Rule(
            "verdict " + names + " of any layer",
            analysis -> seen(analysis, wanted),
            analysis -> unknown(analysis, wanted)),
        source);
  }

  private static List<Verdict> with(Verdict first, Verdict... others) {
    return Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
  }

  private static List<String> unknown(Analysis analysis, List<Verdict> wanted) {
    if (wanted.contains(Verdict.TRAPPED)) {
      Unknown.requireAsked(
          Verdict.TRAPPED.label(), analysis.availability(FindingType.CORRELATION_TRAP));
    }
    return Unknown.verdicts(analysis);
  }

  private static Optional<String> seen(Analysis analysis, List<Verdict> wanted) {
    return seen(
        analysis.details().stream()
            .filter(row -> wanted.contains(row.verdict().verdict()))
            .map(row -> row.name() + " is " + row.verdict())
            .toList());
  }

  /** Stops where any layer has a finding of one of these types. */
  public static SpectralStop finding(Supplier<Optional<Analysis>> source, FindingType... types) {
    String names = Arrays.stream(types).map(FindingType::label).collect(Collectors.joining(" or "));
    return of(finding(names + " in any layer", types), source);
  }

  private static Rule finding(String name, FindingType... types) {
    return new Rule(
        name,
        analysis -> seen(analysis.findings(types).stream().map(Finding::toString).toList()),
        analysis ->
            Arrays.stream(types)
                .flatMap(type -> Unknown.of(analysis, type).stream())
                .distinct()
                .toList());
  }

  private static Optional<String> seen(List<String> hits) {
    return hits.isEmpty() ? Optional.empty() : Optional.of(FirstFew.of(hits));
  }

  /**
   * Stops where any layer has a correlation trap that stands at the level of the model. It is
   * unknown where the shuffled weights have no bulk to stand out of.
   *
   * @param source analyses with {@code randomize(true)}; without, the condition throws an {@link
   *     IllegalStateException} when it is asked, for it could never stop
   */
  public static SpectralStop correlationTrap(Supplier<Optional<Analysis>> source) {
    return of(finding("a correlation trap in any layer", FindingType.CORRELATION_TRAP), source);
  }

  /**
   * Stops where a tenth or more of any layer's singular values are numerically zero, and rows and
   * columns of zeros do not explain it.
   */
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
    return new SpectralStop(rule, source, analyses, unknownAllowed);
  }

  /**
   * The same condition, by what is known alone: a network of NaN does not stop. Beside it, {@code
   * finding(source, FindingType.NOT_FINITE)} stops there.
   */
  public SpectralStop allowingUnknown() {
    return new SpectralStop(rule, source, times, true);
  }

  /** Called by DL4J before a training: forgets the one before. */
  @Override
  public void initialize() {
    judged = source.get();
    inARow = 0;
    stopped = "";
    held = false;
    begin = TrainingThread.heard();
  }

  /** Called by DL4J after an epoch. */
  @Override
  public boolean terminate(int epochNum, double score, boolean minimize) {
    return held || judge();
  }

  /** Called by DL4J after an update. */
  @Override
  public boolean terminate(double lastMiniBatchScore) {
    boolean stop = held || judge();
    if (!stop || !begin.isFirstEpochNow()) {
      return stop;
    }
    if (!held) {
      held = true;
      stopped = stopped.isEmpty() ? HELD : stopped + "; " + HELD;
      LOG.warn("{}: DL4J keeps no model before", this);
    }
    return false;
  }

  private boolean judge() {
    Optional<Analysis> newest = source.get();
    if (newest.isEmpty() || newest.equals(judged)) {
      return false;
    }
    judged = newest;
    Optional<String> reason = reason(newest.get());
    inARow = reason.isPresent() ? inARow + 1 : 0;
    stopped = inARow >= times ? reason.orElseThrow() : "";
    return inARow >= times;
  }

  /** Why to stop; empty where there is no reason to. */
  private Optional<String> reason(Analysis analysis) {
    List<String> unknown = rule.unknown().apply(analysis);
    Optional<String> seen = rule.seen().apply(analysis);
    return seen.isPresent() || unknown.isEmpty() || unknownAllowed
        ? seen
        : Optional.of("unknown: " + FirstFew.of(unknown));
  }

  /**
   * The condition; once it has stopped a training, also why, such as {@code mean alpha below 2.0, 3
   * times in a row; it is 1.52} or {@code a correlation trap in any layer; unknown: fc1: 3 of 600
   * weights are NaN}.
   */
  @Override
  public String toString() {
    String condition = times == 1 ? rule.name() : rule.name() + ", " + times + " times in a row";
    return stopped.isEmpty() ? condition : condition + "; " + stopped;
  }
}
