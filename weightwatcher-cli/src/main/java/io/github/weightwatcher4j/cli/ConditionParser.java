package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.cli.Condition.Aggregate;
import io.github.weightwatcher4j.cli.Condition.Comparison;
import io.github.weightwatcher4j.cli.Condition.Count;
import io.github.weightwatcher4j.cli.Condition.OfLayers;
import io.github.weightwatcher4j.cli.Condition.OfModel;
import io.github.weightwatcher4j.cli.Condition.OfStatistic;
import io.github.weightwatcher4j.cli.Condition.Subject;
import io.github.weightwatcher4j.metric.Metric;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the conditions of {@code --fail-on}, strictly: what is mistyped must not pass a build. */
final class ConditionParser {

  private static final Pattern FORM =
      Pattern.compile("\\s*(?:(\\w+)\\s*\\(\\s*(\\w+)\\s*\\)|(\\w+))\\s*([<>=!]+)\\s*(\\S+)\\s*");

  private ConditionParser() {}

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException where it is none; the message says what there is
   */
  static Condition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused(text, "it is written like alpha>6, mean(alpha)>4 or findings>0");
    }
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(c -> c.sign().equals(form.group(4)))
            .findFirst()
            .orElseThrow(() -> refused(text, "compare by one of > >= < <= == !="));
    Subject subject =
        form.group(3) == null
            ? new OfStatistic(
                aggregate(text, String.valueOf(form.group(1))),
                metric(text, String.valueOf(form.group(2))))
            : subject(text, String.valueOf(form.group(3)));
    return new Condition(subject, comparison, bound(text, String.valueOf(form.group(5))));
  }

  private static Subject subject(String text, String name) {
    Optional<Count> count = named(Count.values(), name);
    return count.isPresent() ? new OfModel(count.get()) : new OfLayers(metric(text, name));
  }

  private static Metric metric(String text, String key) {
    return Metric.ofKey(key)
        .orElseThrow(() -> refused(text, "there is no number '" + key + "'; there are " + names()));
  }

  private static Aggregate aggregate(String text, String name) {
    return named(Aggregate.values(), name)
        .orElseThrow(() -> refused(text, "take mean, median, min or max of a number"));
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return Arrays.stream(values).filter(v -> Condition.word(v).equals(name)).findFirst();
  }

  private static double bound(String text, String number) {
    try {
      double bound = new BigDecimal(number).doubleValue();
      if (Double.isFinite(bound)) {
        return bound;
      }
    } catch (NumberFormatException e) {
      throw refused(text, "'" + number + "' is not a number", e);
    }
    throw refused(text, number + " is too large");
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("--fail-on '" + text + "': " + why);
  }

  private static IllegalArgumentException refused(String text, String why, Exception cause) {
    return new IllegalArgumentException("--fail-on '" + text + "': " + why, cause);
  }

  private static String names() {
    String counts =
        Arrays.stream(Count.values()).map(Condition::word).collect(Collectors.joining(", "));
    String metrics =
        Arrays.stream(Metric.values()).map(Metric::key).collect(Collectors.joining(", "));
    return counts + ", " + metrics;
  }
}
