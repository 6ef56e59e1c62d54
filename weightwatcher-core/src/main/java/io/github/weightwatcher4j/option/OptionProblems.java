package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is wrong with a set of options, all of it at once. Options are told by their keys, or, for
 * {@link #inFlags}, by the command's flags.
 */
public final class OptionProblems extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** An option in a text, {key}, or with a value that it is to have, {key=value}. */
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)(?:=(\\w+))?}");

  private final ArrayList<String> texts;

  private OptionProblems(List<String> texts) {
    super(
        texts.stream()
            .map(text -> named(text, OptionProblems::inCode))
            .collect(Collectors.joining("; ", "analysis options: ", "")));
    this.texts = new ArrayList<>(texts);
  }

  /** The problems in the words of the command: {@code --min-evals} for {@code minEvals}. */
  public List<String> inFlags() {
    return texts.stream().map(text -> named(text, OptionProblems::inFlag)).toList();
  }

  private static String named(String text, Function<Matcher, String> name) {
    return NAME.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(name.apply((Matcher) found)));
  }

  private static String inCode(Matcher found) {
    String value = found.group(2);
    return value == null ? found.group(1) : call(option(found), value);
  }

  private static <T> String call(Option<T> option, String value) {
    return option.call(option.parse(value));
  }

  private static Option<?> option(Matcher found) {
    return Options.ofKey(found.group(1)).orElseThrow();
  }

  private static String inFlag(Matcher found) {
    String value = found.group(2);
    Option<?> option = option(found);
    return value == null ? option.flag().orElse(option.key()) : typed(option, value);
  }

  private static <T> String typed(Option<T> option, String value) {
    return option.typed(option.parse(value));
  }

  /**
   * Checks a set of options.
   *
   * @throws OptionProblems where anything is wrong
   */
  static void check(AnalysisOptions options) {
    List<String> problems = new ArrayList<>();
    for (Option<?> option : Options.all()) {
      String problem = problem(option, options);
      if (!problem.isEmpty()) {
        problems.add("{" + option.key() + "} " + problem);
      }
    }
    together(options, problems);
    if (!problems.isEmpty()) {
      throw new OptionProblems(problems);
    }
  }

  private static <T> String problem(Option<T> option, AnalysisOptions options) {
    return option.problem(options.get(option));
  }

  /** The rules for options that bear on each other. */
  private static void together(AnalysisOptions o, List<String> problems) {
    require(
        o.maxEvals() >= o.minEvals(),
        "{maxEvals} must be >= {minEvals} (%d) but was %d".formatted(o.minEvals(), o.maxEvals()),
        problems);
    tail(o, problems);
    require(
        o.randomize() || o.replicas() <= 1,
        "{replicas} = " + o.replicas() + " shuffle nothing without {randomize=true}",
        problems);
    require(
        !o.inverse() || !(o.randomize() || o.vectors()),
        "{inverse=true} has no bulk and no vectors of its own: leave out {randomize} and {vectors},"
            + " or analyse without {inverse}",
        problems);
    require(
        !o.inverse() || o.method() != SpectrumMethod.SINGLE,
        "{inverse=true} is about the smallest eigenvalues, which {method=single} does not tell: take"
            + " {method=fast}",
        problems);
    require(
        o.shard().isAll() || !o.flow(),
        "{flow} compares neighbouring layers, which may be in other shards: leave it out or"
            + " analyse in one piece",
        problems);
  }

  private static void tail(AnalysisOptions o, List<String> problems) {
    double fewest =
        Math.ceil(2 / (1 - o.intervalLevel()) - 1 - 1e-9); // less a hair's breadth for 1 - 0.95
    require(
        o.bootstrap() == 0
            || o.bootstrap() >= fewest
            || !(o.intervalLevel() > 0 && o.intervalLevel() < 1),
        "{bootstrap} must be 0 or >= %.0f samples for an {intervalLevel} of %s but was %d"
            .formatted(fewest, o.intervalLevel(), o.bootstrap()),
        problems);
    boolean truncated = o.fit().isTruncated();
    boolean hill = o.fit() == TailMethod.HILL;
    int ways = (hill ? 1 : 0) + (o.xminPeak() ? 1 : 0) + (o.fingers() ? 1 : 0);
    require(
        ways <= 1,
        "{fit=hill}, {xminPeak} and {fingers} each choose the tail: take one of them",
        problems);
    require(
        !truncated || !o.fingers(),
        "{fingers} fits a power law: leave it out or take {fit=pl}",
        problems);
    require(
        o.endingAt().isNone()
            || !(truncated || hill || o.fingers() || o.bootstrap() > 0 || o.profile()),
        "{endingAt} fits a power law with an end, which {fingers}, {bootstrap} and {profile} do not:"
            + " leave it out, or them and any other {fit}",
        problems);
    require(
        !(o.bootstrap() > 0 || o.profile()) || (!truncated && ways == 0),
        "{bootstrap} and {profile} repeat the search for xmin of a power law: leave them out, or"
            + " {xminPeak}, {fingers} and any other {fit}",
        problems);
  }

  private static void require(boolean holds, String problem, List<String> problems) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
