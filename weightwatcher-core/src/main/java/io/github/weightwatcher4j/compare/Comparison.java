package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.report.Analysis;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two or more models compared: each with the first, the reference.
 *
 * @param models one for each model beyond the reference, at least one, all with the same reference
 */
public record Comparison(List<ModelComparison> models) {

  /** Copies the list; checks that there is one reference. */
  public Comparison {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs two models or more");
    }
    Analysis reference = models.get(0).reference();
    if (!models.stream().allMatch(it -> it.reference().equals(reference))) {
      throw new IllegalArgumentException("all models must be compared with the same reference");
    }
  }

  /** Compares analyses, which may come from files, with the first of them. */
  public static Comparison of(Analysis reference, Analysis... others) {
    return new Comparison(
        Arrays.stream(others).map(other -> ModelComparison.of(reference, other)).toList());
  }

  /** What all are compared with. */
  public Analysis reference() {
    return models.get(0).reference();
  }

  /** All analyses, the reference first. */
  public List<Analysis> analyses() {
    return Stream.concat(Stream.of(reference()), models.stream().map(ModelComparison::other))
        .toList();
  }

  /** Whether every model could be compared completely. */
  public boolean isComplete() {
    return models.stream().allMatch(ModelComparison::isComplete);
  }

  /**
   * Lines of 80 columns: what became worse and better of each model, then layers and means side by
   * side, then what the marks mean.
   */
  @Override
  public String toString() {
    return ComparisonText.of(this);
  }
}
