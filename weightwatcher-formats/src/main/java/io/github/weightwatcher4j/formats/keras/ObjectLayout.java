package io.github.weightwatcher4j.formats.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files that Keras 3 writes: a group for each object of the model, its variables by number in the
 * group {@code vars}. What a variable is follows from its number and from the class.
 */
final class ObjectLayout {

  private static final int DEEPEST = 50;
  private static final String VARS = "vars";
  private static final List<String> ORDER = List.of("forward", "backward", "query", "key", "value");

  private final Hdf5 file;
  private final KerasConfig config;
  private final Hdf5Tensors tensors;
  private final List<Variable> variables = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();

  private ObjectLayout(Hdf5 file, Region region, KerasConfig config) {
    this.file = file;
    this.config = config;
    this.tensors = new Hdf5Tensors(region, file);
  }

  /** The variables in the model's order, as far as it is known; none of any other file. */
  static List<Variable> variables(Hdf5 file, Region region, KerasConfig config) throws IOException {
    ObjectLayout layout = new ObjectLayout(file, region, config);
    layout.walk(file.root(), List.of(), List.of());
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

  private void walk(Hdf5Node group, List<String> steps, List<String> path) throws IOException {
    if (path.size() > DEEPEST || !seen.add(group.address())) {
      throw new IllegalArgumentException("groups that hold themselves, or too deep: " + path);
    }
    Map<String, Hdf5Node> children = file.children(group);
    Hdf5Node vars = children.get(VARS);
    if (vars != null && vars.isGroup()) {
      List<String> shown = steps.isEmpty() ? List.of("model") : steps;
      add(vars, shown, path);
    }
    for (Map.Entry<String, Hdf5Node> child : children.entrySet()) {
      String name = child.getKey();
      boolean other = name.equals(VARS) || name.equals("optimizer") || name.equals("_metrics");
      Hdf5Node below = child.getValue();
      if (below.isGroup() && !other) {
        List<String> inner = new ArrayList<>(steps);
        if (!isContainer(name)) {
          inner.add(name(below, name, steps.isEmpty()));
        }
        walk(below, inner, with(path, name));
      }
    }
  }

  private static boolean isContainer(String group) {
    return group.equals("layers") || group.equals("_layer_checkpoint_dependencies");
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /** Newer files say a layer's name; in others it is the group's, or the config tells. */
  private String name(Hdf5Node group, String key, boolean top) {
    Hdf5Node vars = file.children(group).get(VARS);
    if (vars != null) {
      List<String> given = file.texts(vars, "name").orElse(List.of());
      if (!given.isEmpty()) {
        return given.get(0);
      }
    }
    String plain = key.replaceFirst("^_layer_checkpoint_dependencies\\\\", "");
    return top ? config.nameOfGroup(plain) : plain.replaceFirst("_(dense|layer)$", "");
  }

  private void add(Hdf5Node vars, List<String> steps, List<String> path) throws IOException {
    Map<Integer, Hdf5Node> numbered = new TreeMap<>();
    file.children(vars)
        .forEach(
            (name, node) -> {
              if (node.isDataset() && name.matches("\\d{1,6}")) {
                numbered.put(Integer.valueOf(name), node);
              }
            });
    // The group's own name is that of the class, whatever the layer is called.
    List<String> classes = new ArrayList<>(path);
    for (Map.Entry<Integer, Hdf5Node> entry : numbered.entrySet()) {
      String number = String.valueOf(entry.getKey());
      String tensor = String.join("/", with(with(classes, VARS), number));
      Variable plain = Variable.of(steps, number, config, tensors.tensor(tensor, entry.getValue()));
      String words = plain.words() + " " + KerasConfig.normalized(String.join(" ", path));
      String name = VariableRoles.name(words, entry.getKey(), plain.shape().rank());
      variables.add(new Variable(plain.layer(), plain.module(), name, words, plain.tensor()));
    }
  }
}
