package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The layers of a model, from its variables. */
final class KerasLayers {

  /** Variables that are called as their layer where it has no other matrix. */
  private static final Set<String> PLAIN = Set.of("kernel", "embeddings", "depthwise_kernel");

  private static final String NORMALIZING = "gamma|beta|moving_(mean|variance)";

  private final LayerList layers = new LayerList();

  private KerasLayers() {}

  static List<Layer> of(List<Variable> variables) throws IOException {
    Map<String, Map<String, List<Variable>>> byLayer = new LinkedHashMap<>();
    for (Variable variable : variables) {
      byLayer
          .computeIfAbsent(variable.layer(), layer -> new LinkedHashMap<>())
          .computeIfAbsent(variable.module(), module -> new ArrayList<>())
          .add(variable);
    }
    KerasLayers result = new KerasLayers();
    int index = 0;
    for (Map<String, List<Variable>> layer : byLayer.values()) {
      for (List<Variable> module : layer.values()) {
        List<Variable> computed = ComputedVariables.of(module);
        result.add(index, computed.stream().map(each -> AttentionAxes.of(each, layer)).toList());
      }
      index++;
    }
    return result.layers.layers();
  }

  private void add(int index, List<Variable> module) {
    Map<Variable, List<NamedMatrix>> parts = new LinkedHashMap<>();
    for (Variable variable : module) {
      List<NamedMatrix> found = KerasMatrices.of(variable, module);
      if (!found.isEmpty()) {
        parts.put(variable, found);
      }
    }
    boolean single = parts.size() == 1;
    parts.forEach(
        (variable, found) -> {
          boolean plain = single && PLAIN.contains(variable.name());
          String name = plain ? variable.owner() : variable.owner() + "." + variable.name();
          layers.add(index, name, found);
        });
    if (parts.isEmpty()) {
      layers.add(index, module.get(0).owner(), type(module), absence(module), reason(module));
      return;
    }
    for (Variable variable : module) {
      boolean mentioned = KerasMatrices.deservesMention(variable) || isOfUnknownShape(variable);
      if (!parts.containsKey(variable) && mentioned) {
        String name = variable.owner() + "." + variable.name();
        List<Variable> one = List.of(variable);
        layers.add(index, name, LayerType.OTHER, absence(one), reason(one));
      }
    }
  }

  private static LayerType type(List<Variable> module) {
    boolean norm =
        module.stream().anyMatch(variable -> variable.says("normalization"))
            || module.stream().allMatch(variable -> variable.name().matches(NORMALIZING));
    return norm ? LayerType.NORM : LayerType.OTHER;
  }

  private static boolean isOfUnknownShape(Variable variable) {
    return variable.shape().rank() == 0 && variable.tensor().absence() == Absence.UNREAD;
  }

  private static Absence absence(List<Variable> module) {
    boolean unread = module.stream().anyMatch(it -> it.tensor().absence() == Absence.UNREAD);
    boolean known =
        type(module) == LayerType.NORM
            || module.stream()
                .filter(it -> it.tensor().view().isPresent())
                .noneMatch(KerasMatrices::deservesMention);
    return unread || !known ? Absence.UNREAD : Absence.NO_WEIGHTS;
  }

  private static String reason(List<Variable> module) {
    String shown = module.stream().map(Variable::described).collect(Collectors.joining(", "));
    String unread =
        module.stream()
            .map(variable -> variable.tensor().reason())
            .filter(reason -> !reason.isEmpty())
            .collect(Collectors.joining(", "));
    if (!unread.isEmpty()) {
      return shown + ": " + unread;
    }
    if (type(module) == LayerType.NORM) {
      return "normalization carries vectors, no matrix: " + shown;
    }
    boolean vectors = module.stream().noneMatch(KerasMatrices::deservesMention);
    return (vectors ? "carries vectors, no matrix: " : "no matrix is known in ") + shown;
  }
}
