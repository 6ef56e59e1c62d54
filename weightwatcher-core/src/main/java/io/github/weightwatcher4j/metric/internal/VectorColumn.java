package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.metric.internal.VectorStatistics.Moments;
import java.util.Locale;
import java.util.Optional;

/** A column of {@link VectorStatistics}: of which vectors, which moment, of what. */
public record VectorColumn(Group group, Moment moment, Measure measure) {

  /** Vectors by their eigenvalues. */
  public enum Group {
    BULK,
    TAIL;

    private Optional<Moments> of(VectorStatistics statistics) {
      return this == BULK ? statistics.bulk() : statistics.tail();
    }
  }

  /** What is made of the numbers of a group. */
  public enum Moment {
    MEAN,
    VAR;

    private VectorMetrics of(Moments moments) {
      return this == MEAN ? moments.mean() : moments.variance();
    }
  }

  /** A number of a vector. */
  public enum Measure {
    VEC_ENTROPY,
    LOC_RATIO,
    PART_RATIO;

    private double of(VectorMetrics vector) {
      return switch (this) {
        case VEC_ENTROPY -> vector.entropy();
        case LOC_RATIO -> vector.localizationRatio();
        case PART_RATIO -> vector.participationRatio();
      };
    }

    private String meaning() {
      return switch (this) {
        case VEC_ENTROPY -> "vector entropy";
        case LOC_RATIO -> "localization ratio";
        case PART_RATIO -> "participation ratio";
      };
    }
  }

  public String key() {
    return (group + "_" + moment + "_" + measure).toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return (moment == Moment.MEAN ? "mean" : "variance")
        + (" of the " + measure.meaning())
        + (group == Group.BULK ? ", below xmin" : ", from xmin on");
  }

  /** Its number; empty where the group has no vectors. */
  public Optional<Double> of(VectorStatistics statistics) {
    return group.of(statistics).map(moment::of).map(measure::of);
  }
}
