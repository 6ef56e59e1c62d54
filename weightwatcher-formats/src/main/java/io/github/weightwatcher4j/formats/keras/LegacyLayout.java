package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.FilePlace;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that Keras 1 and 2 write, and Keras 3 under the name {@code .h5}: attributes list the
 * layers, and of each layer the weights, which are datasets below its group.
 */
final class LegacyLayout {

  private static final String TOP = "top_level_model_weights";

  private final Hdf5 file;
  private final FilePlace place;
  private final KerasConfig config;
  private final Hdf5Tensors tensors;
  private final List<Variable> variables = new ArrayList<>();

  private LegacyLayout(Hdf5 file, Region region, KerasConfig config) {
    this.file = file;
    this.place = FilePlace.of(region.file());
    this.config = config;
    this.tensors = new Hdf5Tensors(region, file);
  }

  /** The variables in the model's order; empty where the file is laid out in another way. */
  static Optional<List<Variable>> variables(Hdf5 file, Region region, KerasConfig config)
      throws IOException {
    Group root = file.root();
    Group weights = file.children(root).get("model_weights") instanceof Group group ? group : root;
    Optional<List<String>> names = Hdf5.texts(weights, "layer_names");
    if (names.isEmpty()) {
      return Optional.empty();
    }
    LegacyLayout layout = new LegacyLayout(file, region, config);
    Map<String, Node> groups = file.children(weights);
    List<String> layers = new ArrayList<>(names.get());
    if (groups.containsKey(TOP)) {
      layers.add(TOP);
    }
    for (String layer : layers) {
      if (!(groups.get(layer) instanceof Group group)) {
        throw layout.place.problem(
            "names a layer " + FilePlace.quoted(layer) + " that is not in it", "download it again");
      }
      layout.add(layer, group);
    }
    return Optional.of(layout.variables);
  }

  private void add(String layer, Group group) throws IOException {
    Optional<List<String>> weights = Hdf5.texts(group, "weight_names");
    if (weights.isEmpty() || weights.get().isEmpty()) {
      return;
    }
    Map<List<String>, Dataset> datasets = file.datasets(group);
    for (String weight : weights.get()) {
      List<String> path = List.of(weight.split("/"));
      Dataset dataset = datasets.get(path);
      if (dataset == null) {
        throw place.tensor(weight).problem("is named, but not in the file", "download it again");
      }
      String full = weight.startsWith(layer + "/") ? weight : layer + "/" + weight;
      variables.add(
          Variable.of(
              steps(layer, path),
              path.get(path.size() - 1).replaceFirst(":\\d+$", ""),
              config,
              tensors.tensor(full, dataset)));
    }
  }

  /** The layer and what is inside of it; a path often starts with the layer, counted anew. */
  private static List<String> steps(String layer, List<String> path) {
    List<String> inside = new ArrayList<>(path.subList(0, path.size() - 1));
    if (!inside.isEmpty() && isSame(inside.get(0), layer)) {
      inside.remove(0);
    }
    inside.add(0, layer);
    return inside;
  }

  private static boolean isSame(String step, String layer) {
    return step.equals(layer)
        || (step.startsWith(layer + "_") && step.substring(layer.length() + 1).matches("\\d+"));
  }
}
