package io.github.weightwatcher4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.util.List;

/** An initialized block and its layers. */
record Tree(Block block, List<Layer> layers) {

  static Tree of(NDManager manager, Block block, Shape... inputs) {
    manager.getEngine().setRandomSeed(7);
    block.initialize(manager, DataType.FLOAT32, inputs);
    return of(block);
  }

  static Tree of(Block block) {
    return new Tree(block, new DjlAdapter().open(block).orElseThrow().layers());
  }

  List<String> names() {
    return layers.stream().map(layer -> layer.info().name()).toList();
  }

  Layer layer(String name) {
    return layers.stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no layer " + name + " among " + names()));
  }

  LayerType type(String name) {
    return layer(name).info().type();
  }

  /** A parameter under DJL's own name. */
  NDArray parameter(String name) {
    return block.getParameters().get(name).getArray();
  }
}
