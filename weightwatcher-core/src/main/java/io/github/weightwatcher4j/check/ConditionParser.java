package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.Bound.Comparison;
import io.github.weightwatcher4j.check.StatisticCondition.Aggregate;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads conditions, strictly: what is mistyped must not pass a build. */
final class ConditionParser {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(?:(\\w+)\\s*\\(\\s*(\\w+)\\s*\\)|([\\w-]+))\\s*([<>=!]+)\\s*(\\S.*?)\\s*");

  private static final String VERDICT = "verdict";
  private static final String PHASE = "phase";

  private final String text;

  private ConditionParser(String text) {
    this.text = text;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException where it is none; the message says what there is
   */
  static Condition parse(String text) {
    return new ConditionParser(text).parse();
  }

  private Condition parse() {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused("it is written like alpha>6, mean(alpha)>4, findings>0 or verdict==random");
    }
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(c -> c.sign().equals(form.group(4)))
            .findFirst()
            .orElseThrow(() -> refused("compare by one of > >= < <= == !="));
    String right = String.valueOf(form.group(5));
    if (form.group(3) == null) {
      return new StatisticCondition(
          aggregate(String.valueOf(form.group(1))),
          metric(String.valueOf(form.group(2))),
          bound(comparison, right));
    }
    String left = String.valueOf(form.group(3));
    return switch (left) {
      case VERDICT ->
          new VerdictCondition(
              named(Verdict.values(), Verdict::label, left, right), isEqual(comparison, left));
      case PHASE ->
          new PhaseCondition(
              named(Phase.values(), Phase::label, left, right), isEqual(comparison, left));
      default -> ofNumber(left, bound(comparison, right));
    };
  }

  private Condition ofNumber(String name, Bound bound) {
    Optional<Count> count = named(Count.values(), name);
    if (count.isPresent()) {
      return CountCondition.of(count.get(), bound);
    }
    return Metric.ofKey(name)
        .<Condition>map(metric -> new NumberCondition(metric, bound))
        .or(() -> Words.find(Verdict.values(), name).map(it -> CountCondition.of(it, bound)))
        .orElseThrow(() -> noNumber(name));
  }

  private boolean isEqual(Comparison comparison, String what) {
    if (comparison != Comparison.EQUAL && comparison != Comparison.DIFFERENT) {
      throw refused("compare a " + what + " by == or !=");
    }
    return comparison == Comparison.EQUAL;
  }

  private <E extends Enum<E>> E named(
      E[] values, Function<E, String> label, String what, String name) {
    return Words.find(values, name)
        .orElseThrow(
            () ->
                refused(
                    Arrays.stream(values)
                        .map(label)
                        .collect(
                            Collectors.joining(
                                ", ", "there is no " + what + " '" + name + "'; there are ", ""))));
  }

  private Metric metric(String key) {
    return Metric.ofKey(key).orElseThrow(() -> noNumber(key));
  }

  private Aggregate aggregate(String name) {
    return named(Aggregate.values(), name)
        .orElseThrow(() -> refused("take mean, median, min or max of a number"));
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return Arrays.stream(values).filter(v -> Condition.word(v).equals(name)).findFirst();
  }

  private Bound bound(Comparison comparison, String number) {
    try {
      double bound = new BigDecimal(number).doubleValue();
      if (Double.isFinite(bound)) {
        return new Bound(comparison, bound);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(message("'" + number + "' is not a number"), e);
    }
    throw refused(number + " is too large");
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(message(why));
  }

  private String message(String why) {
    return "'" + text + "': " + why;
  }

  private IllegalArgumentException noNumber(String name) {
    String names =
        Stream.of(
                Stream.of(VERDICT, PHASE),
                Arrays.stream(Count.values()).map(Condition::word),
                Arrays.stream(Verdict.values()).map(Condition::word),
                Arrays.stream(Metric.values()).map(Metric::key))
            .flatMap(all -> all)
            .collect(Collectors.joining(", "));
    return refused("there is no number '" + name + "'; there are " + names);
  }
}
