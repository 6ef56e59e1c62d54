package io.github.weightwatcher4j.dl4j.training;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning-rate schedule times a constant: {@code factor * base(iteration, epoch)}.
 *
 * <p>It is saved with the network, which then needs this class to be read; {@link
 * BalancedLearningRates#removeFrom} takes it out again. Two of them are equal where base and factor
 * are, which lets DL4J update such layers together. Immutable.
 */
public final class ScaledSchedule implements ISchedule {

  private static final long serialVersionUID = 1;

  @JsonProperty private final ISchedule base;
  @JsonProperty private final double factor;

  /**
   * A schedule times a factor.
   *
   * @param base the schedule that is scaled
   * @param factor positive
   */
  @JsonCreator
  public ScaledSchedule(
      @JsonProperty("base") ISchedule base, @JsonProperty("factor") double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the factor of a learning rate must be > 0 but was " + factor);
    }
    this.base = Objects.requireNonNull(base, "base");
    this.factor = factor;
  }

  /** The schedule that is scaled. */
  public ISchedule base() {
    return base;
  }

  /** The factor. */
  public double factor() {
    return factor;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * base.valueAt(iteration, epoch);
  }

  /** A copy, with a copy of the base. */
  @Override
  public ISchedule clone() {
    return new ScaledSchedule(base.clone(), factor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaledSchedule that
        && base.equals(that.base)
        && Double.compare(factor, that.factor) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(base, factor);
  }

  @Override
  public String toString() {
    return factor + " * " + base;
  }
}
