package io.github.weightwatcher4j.training;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.training.internal.FirstFew;
import io.github.weightwatcher4j.training.internal.Unknown;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an analysis has to show to end a training, the same for every framework; the framework's
 * {@code SpectralStop} asks it. Immutable.
 *
 * <p>What is unknown stops, too: a layer that could not be analysed (it holds NaN, or could not be
 * read), an analysis of no layer, and a layer of which what the rule watches cannot be told. {@link
 * #allowingUnknown} goes on instead. A layer of which little can ever be told, such as an output
 * layer of ten units, is best left out of the analyses: {@code options(o -> o.layers(...))}.
 */
public final class StopRule {

  private final String name;
  private final Function<Analysis, Optional<String>> seen;
  private final Function<Analysis, List<String>> unknown;
  private final int times;
  private final boolean unknownAllowed;

  /**
   * A rule.
   *
   * @param name in words
   * @param seen what an analysis shows of it, in words, which may be empty; not present where it
   *     does not hold
   * @param unknown the layers of which an analysis cannot tell, with the reasons
   */
  private StopRule(
      String name,
      Function<Analysis, Optional<String>> seen,
      Function<Analysis, List<String>> unknown,
      int times,
      boolean unknownAllowed) {
    this.name = Objects.requireNonNull(name, "name");
    this.seen = seen;
    this.unknown = unknown;
    this.times = times;
    this.unknownAllowed = unknownAllowed;
  }

  private static StopRule of(
      String name,
      Function<Analysis, Optional<String>> seen,
      Function<Analysis, List<String>> unknown) {
    return new StopRule(name, seen, unknown, 1, false);
  }

  /**
   * Stops where an analysis passes a test, or is of no layer, or lost one. What else is unknown of
   * a layer, the test has to look for itself.
   *
   * @param name the test in words, for the result of the training
   */
  public static StopRule when(String name, Predicate<? super Analysis> test) {
    Objects.requireNonNull(test, "test");
    return of(
        name, analysis -> test.test(analysis) ? Optional.of("") : Optional.empty(), Unknown::lost);
  }

  /**
   * Stops where the mean of alpha over the layers is below a limit, such as 2 for over-training. It
   * is unknown where a layer has no power law.
   *
   * @param limit a number that is not NaN
   */
  public static StopRule meanAlphaBelow(double limit) {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("the limit of alpha must be a number but was NaN");
    }
    return of(
        "mean alpha below " + limit,
        analysis -> alphaBelow(limit, analysis),
        analysis -> Unknown.of(analysis, Metric.ALPHA));
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
   * they train: ask for it several {@link #times(int)} in a row, or go on by {@link
   * #allowingUnknown}. {@link Verdict#TRAPPED} needs analyses with {@code randomize(true)}; of
   * others {@link #reason} throws, for it could never stop.
   */
  public static StopRule verdict(Verdict verdict, Verdict... others) {
    List<Verdict> wanted = Stream.concat(Stream.of(verdict), Arrays.stream(others)).toList();
    String names = wanted.stream().map(Verdict::label).collect(Collectors.joining(" or "));
    return of(
        "verdict " + names + " of any layer",
        analysis -> seen(analysis, wanted),
        analysis -> unknown(analysis, wanted));
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
  public static StopRule finding(FindingType... types) {
    String names = Arrays.stream(types).map(FindingType::label).collect(Collectors.joining(" or "));
    return finding(names + " in any layer", types.clone());
  }

  private static StopRule finding(String name, FindingType... types) {
    return of(
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
   * unknown where the shuffled weights have no bulk to stand out of. It needs analyses with {@code
   * randomize(true)}; of others {@link #reason} throws, for it could never stop.
   */
  public static StopRule correlationTrap() {
    return finding("a correlation trap in any layer", FindingType.CORRELATION_TRAP);
  }

  /**
   * Stops where a tenth or more of any layer's singular values are numerically zero, and rows and
   * columns of zeros do not explain it.
   */
  public static StopRule rankCollapse() {
    return finding(FindingType.RANK_COLLAPSE);
  }

  /**
   * The same rule, to be met by that many analyses in a row.
   *
   * @param analyses at least 1
   */
  public StopRule times(int analyses) {
    if (analyses < 1) {
      throw new IllegalArgumentException("times must be >= 1 but was " + analyses);
    }
    return new StopRule(name, seen, unknown, analyses, unknownAllowed);
  }

  /** How many analyses in a row have to meet it, at least 1. */
  public int times() {
    return times;
  }

  /**
   * The same rule, by what is known alone: a network of NaN does not stop. Beside it, {@code
   * finding(FindingType.NOT_FINITE)} stops there.
   */
  public StopRule allowingUnknown() {
    return new StopRule(name, seen, unknown, times, true);
  }

  /**
   * Why an analysis counts as a reason to stop, such as {@code it is 1.52} or {@code unknown: fc1:
   * 3 of 600 weights are NaN}, which may be empty; not present where there is no reason.
   *
   * @throws IllegalStateException where the analysis was not asked for what the rule watches
   */
  public Optional<String> reason(Analysis analysis) {
    List<String> missing = unknown.apply(analysis);
    Optional<String> met = seen.apply(analysis);
    return met.isPresent() || missing.isEmpty() || unknownAllowed
        ? met
        : Optional.of("unknown: " + FirstFew.of(missing));
  }

  /** Such as {@code mean alpha below 2.0, 3 times in a row}. */
  @Override
  public String toString() {
    return times == 1 ? name : name + ", " + times + " times in a row";
  }
}
