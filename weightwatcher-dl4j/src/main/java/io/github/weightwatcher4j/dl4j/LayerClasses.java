package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;

/** What class a layer in memory is of. */
final class LayerClasses {

  private LayerClasses() {}

  /** The class of a configuration: out of its vertex, its wrappers, its frozenness. */
  static LayerClass of(Object conf) {
    Object layer = Dl4jNetwork.unwrapped(conf);
    List<String> names = new ArrayList<>();
    for (Class<?> kind = layer.getClass(); kind != null; kind = kind.getSuperclass()) {
      names.add(kind.getName());
    }
    return new LayerClass(
        names,
        layer instanceof Bidirectional both ? Optional.of(of(both.getFwd())) : Optional.empty());
  }
}
