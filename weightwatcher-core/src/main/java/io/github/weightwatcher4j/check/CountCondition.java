package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** {@code findings>0}, {@code random_like>2}: a count of the model. */
record CountCondition(
    String name,
    ToIntFunction<Analysis> count,
    Function<Analysis, List<Unknown>> uncounted,
    List<Requirement<?>> requirements,
    Bound bound)
    implements Condition {

  /** Copies the list. */
  CountCondition {
    requirements = List.copyOf(requirements);
  }

  static CountCondition of(Count count, Bound bound) {
    return new CountCondition(Condition.word(count), count::of, count::unknowns, List.of(), bound);
  }

  /** The layers of a verdict. */
  static CountCondition of(Verdict verdict, Bound bound) {
    VerdictCondition any = new VerdictCondition(verdict, true);
    return new CountCondition(
        Condition.word(verdict),
        analysis -> analysis.summary().count(verdict),
        any::unknowns,
        any.requirements(),
        bound);
  }

  @Override
  public List<Met> met(Analysis analysis) {
    int number = count.applyAsInt(analysis);
    return bound.holds(number) ? List.of(Met.ofModel(String.valueOf(number))) : List.of();
  }

  /** Those that are not counted, where counting some of them would meet the condition. */
  @Override
  public List<Unknown> unknowns(Analysis analysis) {
    int least = count.applyAsInt(analysis);
    List<Unknown> more = uncounted.apply(analysis);
    return IntStream.rangeClosed(least, least + more.size()).anyMatch(bound::holds)
        ? more
        : List.of();
  }

  @Override
  public String toString() {
    return name + bound;
  }
}
