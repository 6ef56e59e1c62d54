package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.compare.internal.NameMatching;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The layers of two analyses that belong together, by their names as those of models do. */
final class LayerPairs {

  /**
   * What an analysis has of a layer or a slice.
   *
   * @param row its row; empty where it was not analysed
   * @param skipped why not; empty where it was, and where the model has no such layer
   */
  record Side(Optional<LayerReport> row, Optional<SkippedLayer> skipped) {

    static final Side MISSING = new Side(Optional.empty(), Optional.empty());

    boolean isLost() {
      return skipped.filter(it -> it.cause().isLoss()).isPresent();
    }
  }

  /**
   * A layer or a slice in two analyses.
   *
   * @param name as the reference has it, or as the other has it where the reference lacks it
   */
  record Pair(String name, Side reference, Side other) {

    boolean isAnalysed() {
      return reference.row().isPresent() || other.row().isPresent();
    }
  }

  private record Found(Map<OptionalInt, LayerReport> rows, Optional<SkippedLayer> skipped) {

    static final Found NOTHING = new Found(Map.of(), Optional.empty());

    Side side(OptionalInt slice) {
      return new Side(Optional.ofNullable(rows.get(slice)), skipped);
    }
  }

  private LayerPairs() {}

  /** The reference's layers in its order, then those that only the other has. */
  static List<Pair> of(Analysis reference, Analysis other) {
    Map<String, Found> first = found(reference);
    Map<String, Found> second = found(other);
    NameMatching names = NameMatching.of(first.keySet(), second.keySet());
    List<Pair> pairs = new ArrayList<>();
    first.forEach(
        (name, found) -> {
          Found there = names.partner(name).map(second::get).orElse(Found.NOTHING);
          add(name, found, there, pairs);
        });
    second.forEach(
        (name, found) -> {
          if (!names.isTaken(name)) {
            add(name, Found.NOTHING, found, pairs);
          }
        });
    return pairs;
  }

  private static void add(String name, Found first, Found second, List<Pair> pairs) {
    Set<OptionalInt> slices = new LinkedHashSet<>(first.rows().keySet());
    slices.addAll(second.rows().keySet());
    if (slices.isEmpty()) {
      slices.add(OptionalInt.empty());
    }
    for (OptionalInt slice : slices) {
      String full = slice.isPresent() ? name + "[" + slice.getAsInt() + "]" : name;
      pairs.add(new Pair(full, first.side(slice), second.side(slice)));
    }
  }

  private static Map<String, Found> found(Analysis analysis) {
    Map<String, Map<OptionalInt, LayerReport>> rows = new LinkedHashMap<>();
    analysis
        .details()
        .forEach(
            row ->
                rows.computeIfAbsent(row.layer().name(), name -> new LinkedHashMap<>())
                    .put(row.slice(), row));
    Map<String, SkippedLayer> skipped = new LinkedHashMap<>();
    analysis.skipped().forEach(it -> skipped.putIfAbsent(it.layer().name(), it));
    Map<String, Found> found = new LinkedHashMap<>();
    Stream.concat(
            analysis.details().stream().map(LayerReport::layer),
            analysis.skipped().stream().map(SkippedLayer::layer))
        .sorted(Comparator.comparingInt(LayerInfo::index))
        .map(LayerInfo::name)
        .forEach(
            name ->
                found.put(
                    name,
                    new Found(
                        rows.getOrDefault(name, Map.of()),
                        Optional.ofNullable(skipped.get(name)))));
    return found;
  }
}
