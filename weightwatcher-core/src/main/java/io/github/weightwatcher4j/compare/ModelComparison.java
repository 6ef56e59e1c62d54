package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.compare.Change.Kind;
import io.github.weightwatcher4j.compare.LayerPairs.Pair;
import io.github.weightwatcher4j.option.OptionGroup;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A model compared with a reference, layer by layer. A layer is
 *
 * <ul>
 *   <li>worse where its verdict is: well trained, then under- or over-trained, then random-like,
 *       then trapped, then rank-collapsed; where that rests on alpha, only if the two alphas differ
 *       significantly;
 *   <li>worse where alpha lies farther from 2, and differs significantly ({@link AlphaDifference}),
 *       of two layers that are judged by alpha; beyond 2 on the other side only by more than the
 *       error;
 *   <li>worse where it has rows or columns that are dead or outliers and had none, where it could
 *       not be analysed any more, is not there or has another shape;
 *   <li>better where it is the other way round, but for layers that only one model has;
 *   <li>undecided where it cannot be judged in one of the models, or was lost in the reference.
 * </ul>
 *
 * <p>Numbers of analyses with different options do not compare: see {@link #obstacles}.
 *
 * @param reference what is compared with
 * @param other what is compared
 * @param layers the reference's in its order, then those that only the other has; without those
 *     that hold no weights, are too small or were left out in both
 * @param distances of the weights; empty where there are none
 * @param withoutDistances why there are none, for people; empty text where there are
 */
public record ModelComparison(
    Analysis reference,
    Analysis other,
    List<ComparedLayer> layers,
    Optional<ModelDistances> distances,
    String withoutDistances) {

  private static final String NO_WEIGHTS = "two analyses hold no weights";

  /** Options that change the last digits of results, or what is known beside them. */
  private static final Set<String> HARMLESS =
      Set.of(
          Options.SOLVER.key(),
          Options.REPRODUCIBLE.key(),
          Options.SEED.key(),
          Options.COMPARE_LAWS.key(),
          Options.UNIVERSALITY.key(),
          Options.DETX.key(),
          Options.FLOW.key(),
          Options.VECTORS.key());

  /** Copies the layers; checks that there are distances or a reason, not both. */
  public ModelComparison {
    Objects.requireNonNull(reference);
    Objects.requireNonNull(other);
    layers = List.copyOf(layers);
    if (distances.isPresent() != withoutDistances.isEmpty()) {
      throw new IllegalArgumentException(
          "needs distances or why there are none, not both: '" + withoutDistances + "'");
    }
  }

  /** Compares two analyses; layers belong together by name, or by name behind one prefix. */
  public static ModelComparison of(Analysis reference, Analysis other) {
    List<String> obstacles = obstacles(reference, other);
    List<ComparedLayer> layers = new ArrayList<>();
    List<Pair> pairs =
        LayerPairs.of(reference, other).stream()
            .filter(it -> it.isAnalysed() || it.reference().isLost() || it.other().isLost())
            .toList();
    List<Optional<String>> untested =
        pairs.stream().map(pair -> untested(pair, obstacles)).toList();
    List<AlphaDifference> tested = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      if (untested.get(i).isEmpty()) {
        tested.add(AlphaDifference.of(before(pairs.get(i)), after(pairs.get(i))));
      }
    }
    List<AlphaDifference> adjusted = AlphaDifference.adjusted(tested);
    LayerChanges changes = new LayerChanges(reference, other);
    int next = 0;
    for (int i = 0; i < pairs.size(); i++) {
      Optional<AlphaDifference> alpha =
          untested.get(i).isEmpty() ? Optional.of(adjusted.get(next++)) : Optional.empty();
      layers.add(
          layer(pairs.get(i), alpha, untested.get(i).orElse(""), changes, !obstacles.isEmpty()));
    }
    return new ModelComparison(reference, other, layers, Optional.empty(), NO_WEIGHTS);
  }

  private static LayerReport before(Pair pair) {
    return pair.reference().row().orElseThrow();
  }

  private static LayerReport after(Pair pair) {
    return pair.other().row().orElseThrow();
  }

  private static Optional<String> untested(Pair pair, List<String> obstacles) {
    if (pair.reference().row().isEmpty() || pair.other().row().isEmpty()) {
      return Optional.of("not analysed in both");
    }
    if (!obstacles.isEmpty()) {
      return Optional.of("analysed with different options");
    }
    return LayerChanges.otherShape(before(pair), after(pair))
        .or(() -> AlphaDifference.untested(before(pair)))
        .or(() -> AlphaDifference.untested(after(pair)));
  }

  private static ComparedLayer layer(
      Pair pair,
      Optional<AlphaDifference> alpha,
      String untested,
      LayerChanges changes,
      boolean isObstructed) {
    return new ComparedLayer(
        pair.name(),
        pair.reference().row(),
        pair.other().row(),
        alpha,
        untested,
        changes(pair, alpha, changes, isObstructed));
  }

  private static List<Change> changes(
      Pair pair, Optional<AlphaDifference> alpha, LayerChanges changes, boolean isObstructed) {
    if (pair.reference().row().isEmpty() || pair.other().row().isEmpty()) {
      return LayerChanges.ofMissing(pair);
    }
    Optional<String> shape = LayerChanges.otherShape(before(pair), after(pair));
    if (shape.isPresent()) {
      return List.of(new Change(Kind.WORSE, pair.name(), shape.get()));
    }
    return isObstructed
        ? List.of(new Change(Kind.CANNOT_TELL, pair.name(), "was analysed with different options"))
        : changes.of(pair.name(), before(pair), after(pair), alpha);
  }

  /** The same with distances of the weights. */
  public ModelComparison with(ModelDistances measured) {
    return new ModelComparison(reference, other, layers, Optional.of(measured), "");
  }

  /** The same without distances, for a reason. */
  public ModelComparison withoutDistances(String reason) {
    return new ModelComparison(reference, other, layers, Optional.empty(), reason);
  }

  /**
   * Options with different values that bear on alpha or a verdict, a sentence each, without its
   * end: with any, no numbers are compared. An option that only one analysis knows is none.
   */
  public List<String> obstacles() {
    return obstacles(reference, other);
  }

  private static List<String> obstacles(Analysis reference, Analysis other) {
    Map<String, Object> before = reference.provenance().options();
    return other.provenance().options().entrySet().stream()
        .filter(it -> before.containsKey(it.getKey()) && !isHarmless(it.getKey()))
        .filter(it -> !it.getValue().equals(before.get(it.getKey())))
        .map(
            it ->
                "%s is %s and in the reference %s"
                    .formatted(it.getKey(), it.getValue(), before.get(it.getKey())))
        .toList();
  }

  private static boolean isHarmless(String key) {
    return HARMLESS.contains(key)
        || Options.ofKey(key).filter(it -> it.group() == OptionGroup.LAYERS).isPresent();
  }

  /** Remarks, such as that another version of this library made the reference. */
  public List<String> notes() {
    String before = reference.provenance().library();
    String after = other.provenance().library();
    return before.equals(after)
        ? List.of()
        : List.of(
            "the reference was analysed by version %s and this model by %s: numbers may differ for that alone"
                .formatted(before, after));
  }

  /** All changes of a kind, in the order of layers. */
  public List<Change> changes(Kind kind) {
    return layers.stream()
        .flatMap(layer -> layer.changes().stream())
        .filter(change -> change.kind() == kind)
        .toList();
  }

  /** Number of layers with a change of a kind. */
  public int count(Kind kind) {
    return (int) layers.stream().filter(layer -> layer.is(kind)).count();
  }

  /** The distance of a layer's weights, by its name here without a slice; empty where unknown. */
  public OptionalDouble distance(String layer) {
    return distances.stream()
        .flatMap(it -> it.rows().stream())
        .filter(row -> row.layer().name().equals(layer))
        .map(LayerDistance::value)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /** The layers whose alphas differ significantly. */
  public List<ComparedLayer> significant() {
    return layers.stream()
        .filter(layer -> layer.alpha().filter(AlphaDifference::isSignificant).isPresent())
        .toList();
  }

  /** Whether some layer was analysed in both models, with the same options, and none is lost. */
  public boolean isComplete() {
    return obstacles().isEmpty()
        && layers.stream().anyMatch(ComparedLayer::isInBoth)
        && reference.lost().isEmpty()
        && other.lost().isEmpty();
  }

  /** In one sentence, without its end: how many layers are worse, better or undecided. */
  public String verdict() {
    return ComparisonText.verdict(this);
  }
}
