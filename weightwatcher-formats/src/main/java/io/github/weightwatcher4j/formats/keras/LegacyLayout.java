package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that Keras 1 and 2 write, and Keras 3 under the name {@code .h5}: attributes list the
 * layers, and of each layer the weights, which are datasets below its group.
 */
final class LegacyLayout {

  private static final String TOP = "top_level_model_weights";

  private final Hdf5 file;
  private final KerasConfig config;
  private final Hdf5Tensors tensors;
  private final List<Variable> variables = new ArrayList<>();

  private LegacyLayout(Hdf5 file, Region region, KerasConfig config) {
    this.file = file;
    this.config = config;
    this.tensors = new Hdf5Tensors(region, file);
  }

  /** The variables in the model's order; empty where the file is laid out in another way. */
  static Optional<List<Variable>> variables(Hdf5 file, Region region, KerasConfig config)
      throws IOException {
    Hdf5Node root = file.root();
    Hdf5Node weights = file.find(root, "model_weights").filter(Hdf5Node::isGroup).orElse(root);
    Optional<List<String>> names = file.texts(weights, "layer_names");
    if (names.isEmpty()) {
      return Optional.empty();
    }
    LegacyLayout layout = new LegacyLayout(file, region, config);
    List<String> layers = new ArrayList<>(names.get());
    if (file.find(weights, TOP).isPresent()) {
      layers.add(TOP);
    }
    for (String layer : layers) {
      Optional<Hdf5Node> group = file.find(weights, layer);
      if (group.isPresent()) {
        layout.add(layer, group.get());
      } else {
        layout.add(layer, List.of(), layout.missing(layer));
      }
    }
    return Optional.of(layout.variables);
  }

  private void add(String layer, Hdf5Node group) throws IOException {
    if (!group.problem().isEmpty()) {
      add(layer, List.of(), NamedTensor.unreadable(layer, TensorShape.of(), group.problem()));
    }
    for (String weight : file.texts(group, "weight_names").orElse(List.of())) {
      String full = weight.startsWith(layer + "/") ? weight : layer + "/" + weight;
      Optional<Hdf5Node> dataset = file.find(group, weight).filter(Hdf5Node::isDataset);
      add(
          layer,
          Hdf5.steps(weight),
          dataset.isPresent() ? tensors.tensor(full, dataset.get()) : missing(full));
    }
  }

  private NamedTensor missing(String name) {
    return NamedTensor.unreadable(name, TensorShape.of(), "it is named, but not in the file");
  }

  private void add(String layer, List<String> path, NamedTensor tensor) {
    String name = path.isEmpty() ? "weights" : path.get(path.size() - 1);
    List<String> steps = steps(layer, path);
    variables.add(Variable.of(steps, config.along(steps), name.replaceFirst(":\\d+$", ""), tensor));
  }

  /** The layer and what is inside of it; a path often starts with the layer, counted anew. */
  private static List<String> steps(String layer, List<String> path) {
    int last = Math.max(0, path.size() - 1);
    int own = Hdf5.steps(layer).size();
    boolean repeated = own <= last && isSame(String.join("/", path.subList(0, own)), layer);
    List<String> inside = new ArrayList<>(path.subList(repeated ? own : 0, last));
    inside.add(0, layer);
    return inside;
  }

  private static boolean isSame(String step, String layer) {
    return step.equals(layer)
        || (step.startsWith(layer + "_") && step.substring(layer.length() + 1).matches("\\d+"));
  }
}
