package io.github.weightwatcher4j.check.internal;

import io.github.weightwatcher4j.compare.LayerDistance;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.pruning.KeptLayer;
import io.github.weightwatcher4j.pruning.PruningPlan;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.ModelDescription;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.report.internal.SharedSentence;
import io.github.weightwatcher4j.trend.TrendTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a result is not complete, in one sentence; empty where nothing is missing. */
public final class Completeness {

  private static final int MOST_NAMES = 20;
  private static final int MOST_REASONS = 3;

  private Completeness() {}

  public static Optional<String> of(Analysis analysis) {
    boolean nothing = analysis.details().size() == 0;
    return of(analysis.lost(), "analysed", nothing, analysis.skipped());
  }

  /** Of one part, which lacks what other shards have: whether something else is missing. */
  public static Optional<String> ofShard(Analysis part) {
    List<SkippedLayer> here =
        part.skipped().stream()
            .filter(layer -> layer.cause() != SkippedLayer.Cause.OTHER_SHARD)
            .toList();
    boolean nothing = part.details().size() == 0 && here.size() == part.skipped().size();
    List<SkippedLayer> lost = here.stream().filter(layer -> layer.cause().isLoss()).toList();
    return of(lost, "analysed", nothing, here);
  }

  public static Optional<String> of(ModelDescription description) {
    boolean nothing = description.layers().isEmpty();
    return of(description.lost(), "analysed", nothing, description.skipped());
  }

  /** Of what was written of a model. */
  public static Optional<String> of(List<Layer> written, List<Layer> all) {
    List<SkippedLayer> rest =
        all.stream()
            .flatMap(layer -> layer.absence().map(it -> skipped(layer, it)).stream())
            .toList();
    List<SkippedLayer> lost = rest.stream().filter(layer -> layer.cause().isLoss()).toList();
    return of(lost, "written", written.isEmpty(), rest);
  }

  private static SkippedLayer skipped(Layer layer, Absence absence) {
    return new SkippedLayer(layer.info(), SkippedLayer.Cause.of(absence), layer.reason());
  }

  /** Of the analyses of a training: those that are not complete, and why not the first of them. */
  public static Optional<String> of(History history) {
    List<TrainingStep> steps =
        history.steps().stream().filter(step -> !step.analysis().isComplete()).toList();
    if (history.steps().isEmpty()) {
      return Optional.of("nothing was analysed yet");
    }
    return steps.stream()
        .findFirst()
        .map(
            step ->
                "%d of %d analyses are not complete, first that of epoch %d, iteration %d: %s"
                    .formatted(
                        steps.size(),
                        history.steps().size(),
                        step.epoch(),
                        step.iteration(),
                        of(step.analysis()).orElse("")));
  }

  public static Optional<String> of(ModelDistances distances) {
    List<LayerDistance> lost = distances.lost();
    if (lost.isEmpty() && distances.compared() > 0) {
      return Optional.empty();
    }
    List<LayerDistance> told = lost.isEmpty() ? distances.rows() : lost;
    String reasons = reasons(told, row -> row.layer().name(), LayerDistance::problem);
    return Optional.of(head(lost.size(), "compared") + reasons);
  }

  public static Optional<String> of(PruningPlan plan) {
    if (plan.isComplete()) {
      return Optional.empty();
    }
    List<KeptLayer> lost = plan.lost();
    List<KeptLayer> told = lost.isEmpty() ? plan.kept() : lost;
    String reasons = reasons(told, row -> row.layer().name(), KeptLayer::reason);
    return Optional.of(head(lost.size(), "pruned") + reasons);
  }

  /** Of trends: whether there is any, and none leaves a model out. */
  public static Optional<String> of(TrendTable table) {
    boolean any = table.trends().stream().anyMatch(trend -> trend.all().trend().isPresent());
    if (!any) {
      return Optional.of(table.verdict());
    }
    List<String> lacking =
        table.trends().stream()
            .filter(trend -> !trend.missing().isEmpty())
            .map(
                trend ->
                    "%d of %d models are left out of %s"
                        .formatted(
                            trend.missing().size(), table.series().models().size(), trend.metric()))
            .toList();
    return lacking.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacking));
  }

  private static Optional<String> of(
      List<SkippedLayer> lost, String done, boolean nothing, List<SkippedLayer> skipped) {
    if (lost.isEmpty() && !nothing) {
      return Optional.empty();
    }
    List<SkippedLayer> told = lost.isEmpty() ? skipped : lost;
    String reasons = reasons(told, layer -> layer.layer().name(), SkippedLayer::reason);
    return Optional.of(head(lost.size(), done) + reasons);
  }

  private static String head(int lost, String done) {
    return lost == 0
        ? "nothing was " + done
        : lost + (lost == 1 ? " layer" : " layers") + " with weights could not be " + done;
  }

  /** The first reasons, each with the layers that it is said of. */
  private static <T> String reasons(
      List<T> layers, Function<T, String> name, Function<T, String> reason) {
    List<SharedSentence> sentences = SharedSentence.of(layers, name, reason);
    if (sentences.isEmpty()) {
      return ": the model has no layers";
    }
    String first =
        sentences.stream()
            .limit(MOST_REASONS)
            .map(shared -> shared.told(MOST_NAMES))
            .collect(Collectors.joining("; "));
    return ": " + first + (sentences.size() > MOST_REASONS ? "; and so on" : "");
  }
}
