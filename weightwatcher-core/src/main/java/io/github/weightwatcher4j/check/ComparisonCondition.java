package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.Bound.Comparison;
import io.github.weightwatcher4j.compare.Change.Kind;
import io.github.weightwatcher4j.compare.ModelComparison;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A condition on a model compared with a reference that fails a build: {@code worse>0}, {@code
 * better<1}, {@code cannot_tell>0} or {@code significant>0}, each a number of layers.
 */
public final class ComparisonCondition {

  private static final Pattern FORM =
      Pattern.compile("\\s*(worse|better|cannot_tell|significant)\\s*([<>=!]+)\\s*(\\d{1,9})\\s*");

  private final String name;
  private final Bound bound;

  private ComparisonCondition(String name, Bound bound) {
    this.name = name;
    this.bound = bound;
  }

  /** The condition that a text is; empty where it is none on a comparison. */
  public static Optional<ComparisonCondition> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Arrays.stream(Comparison.values())
        .filter(it -> it.sign().equals(form.group(2)))
        .findFirst()
        .map(it -> new Bound(it, new BigDecimal(form.group(3)).doubleValue()))
        .map(bound -> new ComparisonCondition(String.valueOf(form.group(1)), bound));
  }

  private ToIntFunction<ModelComparison> count() {
    return switch (name) {
      case "worse" -> model -> model.count(Kind.WORSE);
      case "better" -> model -> model.count(Kind.BETTER);
      case "significant" -> model -> model.significant().size();
      default -> model -> model.count(Kind.CANNOT_TELL);
    };
  }

  /** What meets the condition; empty where what is known does not. */
  public Optional<String> metBy(ModelComparison model) {
    int layers = count().applyAsInt(model);
    return bound.holds(layers) ? Optional.of("it is " + layers) : Optional.empty();
  }

  /**
   * Why it cannot be told whether the condition is met, asked only where it is not: undecided
   * layers that might count, or that nothing could be compared; empty where it can be told.
   */
  public Optional<String> unknown(ModelComparison model) {
    if (!model.layers().isEmpty() && name.equals("cannot_tell")) {
      return Optional.empty();
    }
    int least = count().applyAsInt(model);
    int more =
        name.equals("significant")
            ? (int) model.layers().stream().filter(layer -> layer.alpha().isEmpty()).count()
            : model.count(Kind.CANNOT_TELL);
    if (model.layers().isEmpty()) {
      return Optional.of("no layer was analysed in either model");
    }
    return IntStream.rangeClosed(least, least + more).anyMatch(bound::holds)
        ? Optional.of(more + (more == 1 ? " layer is undecided" : " layers are undecided"))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name + bound;
  }
}
