package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.LayerClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** What class a layer in memory is of. */
final class LayerClasses {

  private LayerClasses() {}

  /** The class of a configuration: out of its vertex, its wrappers, its frozenness. */
  static LayerClass of(Object conf) {
    Object layer = unwrapped(conf);
    List<String> names = new ArrayList<>();
    for (Class<?> kind = layer.getClass(); kind != null; kind = kind.getSuperclass()) {
      names.add(kind.getName());
    }
    return new LayerClass(
        names,
        layer instanceof Bidirectional both ? Optional.of(of(both.getFwd())) : Optional.empty());
  }

  private static Object unwrapped(Object conf) {
    if (conf instanceof LayerVertex vertex) {
      return unwrapped(vertex.getLayerConf().getLayer());
    }
    if (conf instanceof FrozenVertex vertex) {
      return unwrapped(vertex.getUnderlying());
    }
    if (conf instanceof FrozenLayer layer) {
      return unwrapped(layer.getLayer());
    }
    if (conf instanceof BaseWrapperLayer layer) {
      return unwrapped(layer.getUnderlying());
    }
    return conf;
  }
}
