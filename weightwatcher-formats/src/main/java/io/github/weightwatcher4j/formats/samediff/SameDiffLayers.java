package io.github.weightwatcher4j.formats.samediff;

import io.github.weightwatcher4j.formats.ArrangedStorage;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.samediff.internal.VariableMatrix;
import io.github.weightwatcher4j.formats.samediff.internal.VariableUse;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables of a graph as layers: in the order in which its operations use them, then those
 * that nothing uses, by name. The graph in memory is listed in the same way by weightwatcher-dl4j.
 */
final class SameDiffLayers {

  private final LayerList layers = new LayerList();
  private int index;

  private SameDiffLayers() {}

  static List<Layer> of(FlatGraph graph) {
    SameDiffLayers list = new SameDiffLayers();
    Set<String> names = new LinkedHashSet<>(graph.uses().keySet());
    names.addAll(new TreeSet<>(graph.variables().keySet()));
    for (String name : names) {
      Variable variable = graph.variables().get(name);
      if (variable != null && variable.isListed()) {
        list.add(variable, graph.uses().getOrDefault(name, VariableUse.NONE));
        list.index++;
      }
    }
    return list.layers.layers();
  }

  private void add(Variable variable, VariableUse use) {
    if (variable.array().isEmpty()) {
      skip(variable, Absence.UNREAD, "has no array yet");
      return;
    }
    StoredArray array = variable.array().get();
    if (!array.isSound()) {
      skip(variable, array.tensor().absence(), array.tensor().reason());
    } else if (variable.kind() == Variable.Kind.CONSTANT) {
      skip(
          variable,
          Absence.NO_WEIGHTS,
          "a constant, not trained; SameDiff.convertToVariable makes it a variable to analyse");
    } else if (!array.isFloating()) {
      skip(variable, Absence.NO_WEIGHTS, "holds " + array.type() + ", not weights");
    } else {
      add(variable, use, array.tensor().view().orElseThrow());
    }
  }

  private void add(Variable variable, VariableUse use, TensorView view) {
    VariableMatrix matrix = use.matrix(view.shape());
    if (!matrix.isMatrix()) {
      skip(variable, Absence.NO_WEIGHTS, "a vector, no matrix: " + view.shape());
      return;
    }
    TensorView read = arranged(view, matrix);
    layers.add(
        index,
        variable.name(),
        List.of(new NamedMatrix("", matrix.type(), matrix.slicing(), read)));
  }

  private static TensorView arranged(TensorView view, VariableMatrix matrix) {
    int[] axes = matrix.axes().stream().mapToInt(Integer::intValue).toArray();
    TensorView permuted = view.permuted(axes);
    if (matrix.shape().equals(permuted.shape())) {
      return permuted;
    }
    return permuted.isContiguous(0)
        ? permuted.reshaped(matrix.shape())
        : TensorView.of(new ArrangedStorage(permuted), matrix.shape());
  }

  private void skip(Variable variable, Absence absence, String reason) {
    layers.add(index, variable.name(), LayerType.OTHER, absence, reason);
  }
}
