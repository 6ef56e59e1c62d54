package io.github.weightwatcher4j.rank;

import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Many models in the order of one number. Immutable.
 *
 * <p>The order is that of the number and no judgement. Means over layers compare models of one
 * architecture that learned the same task from the same data, as checkpoints of one training are;
 * between architectures they tell where to look and not which model is better, norms (alpha-hat
 * among them) least of all, since they grow with the size of the matrices. A mean that lies below 2
 * is not better for being smaller. The mean of a model that is not complete is that of the layers
 * that could be analysed.
 *
 * @param models the models in their order
 * @param failed those of which nothing is known, by path
 * @param key what the order is by
 */
public record Leaderboard(List<RankedModel> models, List<FailedModel> failed, RankKey key) {

  /** What may be compared, for those who read a leaderboard. */
  public static final String CAVEAT =
      "The order is that of one number and no judgement. Means over layers compare models of one"
          + " architecture that were trained for the same task; between architectures they tell"
          + " where to look, not which model is better.";

  /** Copies the lists, in order. */
  public Leaderboard {
    models = models.stream().sorted(key.order()).toList();
    failed = failed.stream().sorted(Comparator.comparing(FailedModel::path)).toList();
  }

  /** The same models in another order. */
  public Leaderboard by(RankKey other) {
    return new Leaderboard(models, failed, other);
  }

  /** The verdicts that any layer of any model has, the most serious first. */
  public List<Verdict> verdicts() {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> models.stream().anyMatch(model -> model.count(verdict) > 0))
        .toList();
  }

  /** How many models are not complete, those that failed not counted. */
  public int incomplete() {
    return (int) models.stream().filter(model -> !model.isComplete()).count();
  }

  /** A table of 80 columns, the worst layers of the first models, and what failed. */
  @Override
  public String toString() {
    return LeaderboardText.of(this);
  }
}
