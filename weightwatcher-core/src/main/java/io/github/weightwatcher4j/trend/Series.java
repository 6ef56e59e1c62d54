package io.github.weightwatcher4j.trend;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Models of which the same things are known, to see which metric of the weights goes with what was
 * measured. Immutable.
 *
 * @param models in the order of the tables
 */
public record Series(List<SeriesModel> models) {

  /** Series that are drawn for each interval, unless told otherwise. */
  public static final int RESAMPLES = 2000;

  /** Seed of the drawing, unless told otherwise. */
  public static final long SEED = 1;

  private static final Pattern STEP =
      Pattern.compile("(?i)(epoch|step|iter|iteration|ckpt|checkpoint)([-_=. ]?)\\d+");

  /** Copies the list. */
  public Series {
    models = List.copyOf(models);
  }

  /** Names of the groups, in the order in which they first appear; empty text for none. */
  public List<String> groups() {
    return models.stream().map(SeriesModel::group).distinct().toList();
  }

  /** What was measured of any model. */
  public List<String> measured() {
    return names(model -> model.measured().keySet().stream());
  }

  /** What was computed of any model's weights. */
  public List<String> metrics() {
    return names(model -> model.metrics().keySet().stream());
  }

  private List<String> names(Function<SeriesModel, Stream<String>> keys) {
    return models.stream().flatMap(keys).distinct().toList();
  }

  /**
   * Models that are said to be of no run but whose names differ in the number of an epoch, step,
   * iteration or checkpoint alone: they look like checkpoints of one training, which are not
   * independent.
   */
  public List<String> checkpoints() {
    Map<String, Set<String>> alike = new HashMap<>();
    models.stream()
        .filter(model -> model.run().isEmpty())
        .forEach(
            model -> alike.computeIfAbsent(stem(model), n -> new HashSet<>()).add(name(model)));
    return models.stream()
        .filter(model -> model.run().isEmpty())
        .filter(model -> alike.getOrDefault(stem(model), Set.of()).size() > 1)
        .map(SeriesModel::name)
        .toList();
  }

  private static String name(SeriesModel model) {
    return model.name();
  }

  private static String stem(SeriesModel model) {
    return STEP.matcher(model.name()).replaceAll("$1$2#");
  }

  /**
   * How a quantity goes with each metric; where no weights were analysed, with all else that was
   * measured. The intervals are of {@value #RESAMPLES} resamples, seed {@value #SEED}.
   *
   * @param quantity such as {@code test_error}
   * @throws IllegalArgumentException where no model has it, or none has anything else
   */
  public TrendTable against(String quantity) {
    return against(quantity, others(quantity));
  }

  /** What a quantity is set against unless told otherwise: {@link #against(String)} says what. */
  public List<String> others(String quantity) {
    List<String> all = metrics().isEmpty() ? measured() : metrics();
    return all.stream().filter(metric -> !metric.equals(quantity)).toList();
  }

  /**
   * How a quantity goes with some metrics.
   *
   * @param metrics measured or computed, at least one
   * @throws IllegalArgumentException where no model has one of them
   */
  public TrendTable against(String quantity, List<String> metrics) {
    return TrendTable.of(this, quantity, metrics, RESAMPLES, SEED);
  }
}
