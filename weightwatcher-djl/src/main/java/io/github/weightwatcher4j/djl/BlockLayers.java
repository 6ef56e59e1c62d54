package io.github.weightwatcher4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.util.Pair;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Walks a tree of blocks and lists its layers in the order of the tree. */
final class BlockLayers {

  private final UnaryOperator<NDArray> place;
  private final List<Layer> done = new ArrayList<>();
  private LayerList layers = new LayerList();
  private int index;

  private BlockLayers(UnaryOperator<NDArray> place) {
    this.place = place;
  }

  /** The layers of a block, whose weights are read from where {@code place} puts each array. */
  static List<Layer> of(Block block, UnaryOperator<NDArray> place) {
    BlockLayers walk = new BlockLayers(place);
    walk.add(block, "", false);
    walk.flush();
    return List.copyOf(walk.done);
  }

  private void flush() {
    done.addAll(layers.layers());
    layers = new LayerList();
  }

  /**
   * Adds a block and those inside it.
   *
   * @param projects whether it is one of the projections of attention
   */
  private void add(Block block, String path, boolean projects) {
    if (block instanceof SymbolBlock symbol) {
      flush();
      List<Layer> inside = SymbolLayers.of(symbol, path, index, place);
      done.addAll(inside);
      index = inside.stream().mapToInt(layer -> layer.info().index() + 1).max().orElse(index);
      return;
    }
    List<Pair<String, Parameter>> own = new ArrayList<>();
    block.getDirectParameters().forEach(own::add);
    BlockList children = block.getChildren();
    if (!own.isEmpty() || children.isEmpty()) {
      addOwn(block, path, projects, own);
      index++;
    }
    boolean attention = block instanceof ScaledDotProductAttentionBlock;
    for (Pair<String, Block> child : children) {
      add(child.getValue(), joined(path, child.getKey()), attention);
    }
  }

  private static String joined(String path, String key) {
    return path.isEmpty() ? key : path + "_" + key;
  }

  /** Adds what the block's own parameters hold: its matrices, or one layer without. */
  private void addOwn(
      Block block, String path, boolean projects, List<Pair<String, Parameter>> own) {
    Map<NamedTensor, List<NamedMatrix>> weights = new LinkedHashMap<>();
    for (Pair<String, Parameter> each : own) {
      if (BlockMatrices.mayHold(block, each.getValue())) {
        NamedTensor tensor = ParameterTensors.of(each.getKey(), each.getValue(), place);
        weights.put(tensor, BlockMatrices.of(block, projects, tensor));
      }
    }
    String name = path.isEmpty() ? block.getClass().getSimpleName() : path;
    if (weights.values().stream().allMatch(List::isEmpty)) {
      addWithoutMatrix(block, name, projects, own, List.copyOf(weights.keySet()));
      return;
    }
    boolean alone = weights.size() == 1 && block.getChildren().isEmpty();
    weights.forEach(
        (tensor, parts) -> {
          String part = ParameterTensors.layerName(tensor.name());
          String full = alone || part.isEmpty() ? name : joined(path, part);
          if (!parts.isEmpty()) {
            layers.add(index, full, parts);
          } else if (tensor.absence() == Absence.UNREAD) {
            LayerType type = BlockMatrices.type(block, projects);
            layers.add(index, full, type, BlockText.unread(List.of(tensor)));
          }
        });
  }

  private void addWithoutMatrix(
      Block block,
      String name,
      boolean projects,
      List<Pair<String, Parameter>> own,
      List<NamedTensor> weights) {
    List<NamedTensor> unread =
        weights.stream().filter(tensor -> tensor.absence() == Absence.UNREAD).toList();
    if (unread.isEmpty()) {
      LayerType type = BlockText.isNorm(block) ? LayerType.NORM : LayerType.OTHER;
      layers.add(index, name, type, Absence.NO_WEIGHTS, BlockText.withoutMatrix(block, own));
    } else {
      layers.add(index, name, BlockMatrices.type(block, projects), BlockText.unread(unread));
    }
  }
}
