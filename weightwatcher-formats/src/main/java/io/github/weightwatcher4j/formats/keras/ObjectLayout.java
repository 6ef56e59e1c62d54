package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files that Keras 3 writes: a group for each object of the model, its variables by number in the
 * group {@code vars}. What a variable is follows from its number and from the class.
 */
final class ObjectLayout {

  private static final int DEEPEST = 50;
  private static final String VARS = "vars";
  private static final Set<String> NOT_LAYERS = Set.of(VARS, "optimizer", "_metrics");
  private static final List<String> ORDER = List.of("forward", "backward", "query", "key", "value");

  private final Hdf5 file;
  private final Hdf5Tensors tensors;
  private final List<Variable> variables = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();

  private ObjectLayout(Hdf5 file, Region region) {
    this.file = file;
    this.tensors = new Hdf5Tensors(region, file);
  }

  /** The variables in the model's order, as far as it is known; none of any other file. */
  static List<Variable> variables(Hdf5 file, Region region, KerasConfig config) throws IOException {
    ObjectLayout layout = new ObjectLayout(file, region);
    layout.walk(file.root(), List.of(), List.of(config.model()), List.of());
    List<Variable> sorted = new ArrayList<>(layout.variables);
    sorted.sort(
        Comparator.comparingInt((Variable variable) -> config.position(variable.layer()))
            .thenComparing(Variable::layer)
            .thenComparingInt(variable -> position(variable.module())));
    return sorted;
  }

  /** The file keeps what is in a layer by the alphabet. */
  private static int position(String module) {
    int position = ORDER.indexOf(module);
    return position < 0 ? ORDER.size() : position;
  }

  /**
   * Visits a group and what is below it.
   *
   * @param steps names of the layers on the way
   * @param configs of the model, and of each step
   * @param path groups of the file on the way
   */
  private void walk(
      Hdf5Node group, List<String> steps, List<LayerConfig> configs, List<String> path)
      throws IOException {
    if (path.size() > DEEPEST || !seen.add(group.address())) {
      throw new IllegalArgumentException("groups that hold themselves, or too deep: " + path);
    }
    Map<String, Hdf5Node> children = file.children(group);
    Hdf5Node vars = children.get(VARS);
    if (vars != null && vars.isGroup()) {
      List<LayerConfig> inner = configs.subList(1, configs.size());
      if (steps.isEmpty()) {
        add(vars, List.of("model"), List.of(LayerConfig.unknown("model")), path);
      } else {
        add(vars, steps, inner, path);
      }
    }
    for (Map.Entry<String, Hdf5Node> child : children.entrySet()) {
      String name = child.getKey();
      Hdf5Node below = child.getValue();
      if (!below.problem().isEmpty()) {
        addBroken(name, below, steps, path);
      } else if (below.isGroup() && !NOT_LAYERS.contains(name)) {
        if (isContainer(name)) {
          walk(below, steps, configs, with(path, name));
        } else {
          enter(name, below, steps, configs, path);
        }
      }
    }
  }

  /** Nobody knows what is in it, but that there is something. */
  private void addBroken(String name, Hdf5Node node, List<String> steps, List<String> path) {
    String full = String.join("/", with(path, name));
    String reason = "its header is not read: " + FilePlace.printable(node.problem());
    NamedTensor tensor = NamedTensor.unreadable(full, TensorShape.of(), reason);
    List<String> names = steps.isEmpty() ? List.of(name) : steps;
    List<LayerConfig> unknown = names.stream().map(LayerConfig::unknown).toList();
    variables.add(Variable.of(names, unknown, name, tensor));
  }

  private static boolean isContainer(String group) {
    return group.equals("layers") || group.equals("_layer_checkpoint_dependencies");
  }

  private static <T> List<T> with(List<T> path, T name) {
    List<T> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /** Newer files say a layer's name; in others the config tells, or it is the group's. */
  private void enter(
      String key, Hdf5Node group, List<String> steps, List<LayerConfig> configs, List<String> path)
      throws IOException {
    String plain = key.replaceFirst("^_layer_checkpoint_dependencies\\\\", "");
    LayerConfig outer = configs.get(configs.size() - 1);
    Optional<String> given = given(group);
    boolean listed =
        (!path.isEmpty() && isContainer(path.get(path.size() - 1))) || !plain.equals(key);
    Optional<LayerConfig> config = given.flatMap(outer::layer);
    Optional<LayerConfig> described =
        config.or(() -> listed ? outer.ofGroup(plain) : outer.attribute(plain));
    String own = steps.isEmpty() ? plain : plain.replaceFirst("_(dense|layer)$", "");
    String name =
        given
            .or(() -> described.map(LayerConfig::name).filter(text -> !text.isEmpty()))
            .orElse(own);
    walk(
        group,
        with(steps, name),
        with(configs, described.orElse(LayerConfig.unknown(name))),
        with(path, key));
  }

  private Optional<String> given(Hdf5Node group) {
    Hdf5Node vars = file.children(group).get(VARS);
    return vars == null
        ? Optional.empty()
        : file.texts(vars, "name").orElse(List.of()).stream().findFirst();
  }

  private void add(Hdf5Node vars, List<String> steps, List<LayerConfig> configs, List<String> path)
      throws IOException {
    // Keras numbers the variables; a class of one's own may have called them as it likes.
    Map<Integer, NamedTensor> numbered = new TreeMap<>();
    for (Map.Entry<String, Hdf5Node> child : file.children(vars).entrySet()) {
      String name = child.getKey();
      if (child.getValue().isDataset()) {
        String full = String.join("/", with(with(path, VARS), name));
        NamedTensor tensor = tensors.tensor(full, child.getValue());
        if (name.matches("\\d{1,6}")) {
          numbered.put(Integer.valueOf(name), tensor);
        } else {
          variables.add(Variable.of(steps, configs, name, tensor));
        }
      }
    }
    if (!numbered.isEmpty()) {
      add(List.copyOf(numbered.values()), steps, configs, path);
    }
  }

  private void add(
      List<NamedTensor> numbered,
      List<String> steps,
      List<LayerConfig> configs,
      List<String> path) {
    // The group's own name is that of the class, whatever the layer is called.
    String groups = KerasConfig.normalized(String.join(" ", path));
    String classes = Variable.of(steps, configs, "", numbered.get(0)).words() + " " + groups;
    List<String> names = VariableRoles.names(classes, configs.get(configs.size() - 1), numbered);
    for (int i = 0; i < names.size(); i++) {
      Variable plain = Variable.of(steps, configs, names.get(i), numbered.get(i));
      variables.add(plain.saying(classes));
    }
  }
}
