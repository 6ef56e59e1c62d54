package io.github.weightwatcher4j.option;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An option that has to be set for a number or a finding to be there.
 *
 * @param <T> type of the option's values
 */
public final class Requirement<T> {

  private final Option<T> option;
  private final T value;
  private final Predicate<T> met;

  private Requirement(Option<T> option, T value, Predicate<T> met) {
    this.option = option;
    this.value = value;
    this.met = met;
  }

  /** A switch that has to be on. */
  public static Requirement<Boolean> of(Option<Boolean> option) {
    return of(option, true, on -> on);
  }

  /**
   * An option of a certain value.
   *
   * @param value one that will do, to propose
   * @param met whether another will do
   */
  public static <T> Requirement<T> of(Option<T> option, T value, Predicate<T> met) {
    return new Requirement<>(option, value, met);
  }

  /** The option. */
  public Option<T> option() {
    return option;
  }

  /** How to ask for it in Java: {@code randomize(true)}. */
  public String call() {
    return option.call(value);
  }

  /** How to ask for it on the command line: {@code --randomize}. */
  public String flag() {
    return option.typed(value);
  }

  /** Whether options ask for it as they are set so far, be they right together or wrong. */
  public boolean isMetBy(AnalysisOptionsBuilder options) {
    return met.test(options.get(option));
  }

  /** Whether the options of a provenance ask for it; empty where they do not tell. */
  public Optional<Boolean> isMetBy(Map<String, ?> options) {
    return option.in(options).map(met::test);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Requirement<?> that
        && option.equals(that.option)
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * option.hashCode() + value.hashCode();
  }

  @Override
  public String toString() {
    return call();
  }
}
