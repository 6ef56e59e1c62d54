package io.github.weightwatcher4j.similarity.internal;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.similarity.CorrelationFlow;
import io.github.weightwatcher4j.similarity.LayerFlow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which layer reads what another one writes, by the model's own order alone: the next one that has
 * weights. That is a guess, for a model may branch; it is given up where the sizes do not fit or
 * names or types tell that the two stand side by side.
 */
public final class Neighbours {

  private static final Set<LayerType> WITHOUT_SIDES =
      EnumSet.of(
          LayerType.DEPTHWISE_CONV,
          LayerType.LOCALLY_CONNECTED,
          LayerType.LSTM,
          LayerType.GRU,
          LayerType.RNN);

  /** Last part of the name of what is compared in an attention and read by no layer. */
  private static final Pattern QUERY_OR_KEY =
      Pattern.compile("(?i)(to_|w)?(q|k|query|key)(_?(proj|lin|linear))?");

  /** Those of one parent that read the same. */
  private static final Pattern READER =
      Pattern.compile(
          "(?i)(to_|w)?(q|k|v|query|key|value)(_?(proj|lin|linear))?|(gate|up)(_proj)?");

  private final List<Layer> before = new ArrayList<>();
  private final List<Layer> after = new ArrayList<>();
  private final Axes.Usual usual;

  private Neighbours(List<Layer> layers) {
    List<Layer> weighted = layers.stream().filter(layer -> layer.weights().isPresent()).toList();
    for (int i = 0; i + 1 < weighted.size(); i++) {
      before.add(weighted.get(i));
      after.add(weighted.get(i + 1));
    }
    this.usual = Axes.Usual.of(before, after);
  }

  /**
   * The flow of a layer to the next one.
   *
   * @param sides of a layer of the model; empty where it was not analysed
   */
  public static Function<Layer, LayerFlow> of(
      List<Layer> layers, Function<Layer, Optional<LayerSides>> sides) {
    Neighbours neighbours = new Neighbours(layers);
    return layer -> neighbours.flow(layer, barrier(layers, layer), sides);
  }

  /** The pairs whose sizes fit either way, of which one was chosen. */
  public static List<String> guesses(List<Layer> layers) {
    Neighbours neighbours = new Neighbours(layers);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < neighbours.before.size(); i++) {
      Layer layer = neighbours.before.get(i);
      Layer next = neighbours.after.get(i);
      if (neighbours.problem(layer, next).isEmpty()
          && Axes.isGuess(layer, next, neighbours.usual)) {
        pairs.add(layer.info().name() + " to " + next.info().name());
      }
    }
    return pairs;
  }

  /** What comes next and whose weights are not known; empty where the next layer has its own. */
  private static Optional<Layer> barrier(List<Layer> layers, Layer layer) {
    return layers.subList(layers.indexOf(layer) + 1, layers.size()).stream()
        .filter(it -> it.weights().isPresent() || it.isUnread() || it.owner().isPresent())
        .findFirst()
        .filter(it -> it.weights().isEmpty());
  }

  private LayerFlow flow(
      Layer layer, Optional<Layer> barrier, Function<Layer, Optional<LayerSides>> sides) {
    if (barrier.isPresent()) {
      return LayerFlow.without(
          barrier.get().info().rawName(), "the next layer has none of its own weights to read");
    }
    int at = before.indexOf(layer);
    if (at < 0) {
      return LayerFlow.without("", "no layer comes after it");
    }
    Layer next = after.get(at);
    String name = next.info().rawName();
    Optional<String> problem = problem(layer, next);
    if (problem.isPresent()) {
      return LayerFlow.without(name, problem.get());
    }
    Axes.Pair axes = Axes.of(layer, next, usual).orElseThrow();
    Optional<LayerSides> ofNext = sides.apply(next);
    if (ofNext.isEmpty()) {
      return LayerFlow.without(name, "the next layer, " + name + ", was not analysed");
    }
    LayerSides.Side written = axes.first().writes(sides.apply(layer).orElseThrow());
    LayerSides.Side read = axes.second().reads(ofNext.get());
    return joined(layer.info().rawName(), written, name, read);
  }

  private static LayerFlow joined(
      String layer, LayerSides.Side written, String next, LayerSides.Side read) {
    if (written.directions().isEmpty() || read.directions().isEmpty()) {
      boolean writes = written.directions().isPresent();
      String reason = writes ? read.reason() : written.reason();
      return LayerFlow.without(next, (writes ? next : layer) + " " + reason);
    }
    CorrelationFlow flow = written.directions().get().flowTo(read.directions().get());
    return LayerFlow.of(next, flow);
  }

  /** Why the second layer does not read what the first writes. */
  private Optional<String> problem(Layer layer, Layer next) {
    for (Layer each : List.of(layer, next)) {
      if (WITHOUT_SIDES.contains(each.info().type())) {
        return Optional.of(
            "the matrices of %s (%s) are not what goes from layer to layer"
                .formatted(each.info().name(), each.info().type().key()));
      }
    }
    String last = last(layer);
    boolean siblings = parent(layer).equals(parent(next)) && READER.matcher(last(next)).matches();
    if (QUERY_OR_KEY.matcher(last).matches()
        || (siblings && !layer.info().name().equals(last))
        || layer.info().index() == next.info().index()) {
      return Optional.of(
          "by their names, %s does not read what %s writes"
              .formatted(next.info().name(), layer.info().name()));
    }
    return Axes.of(layer, next, usual).isPresent()
        ? Optional.empty()
        : Optional.of(
            "the sizes do not fit: %s is %s and the next layer, %s, is %s"
                .formatted(
                    layer.info().name(),
                    layer.weights().orElseThrow().shape(),
                    next.info().name(),
                    next.weights().orElseThrow().shape()));
  }

  private static String last(Layer layer) {
    String name = layer.info().name();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
  }

  private static String parent(Layer layer) {
    String name = layer.info().name();
    return name.substring(0, name.length() - last(layer).length());
  }
}
