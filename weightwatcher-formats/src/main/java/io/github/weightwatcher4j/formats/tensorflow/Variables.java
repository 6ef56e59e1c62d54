package io.github.weightwatcher4j.formats.tensorflow;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variables of a checkpoint are the model's, and under which names: those that its objects
 * tell, else their keys without what all keys end with.
 */
final class Variables {

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** What an optimizer keeps for a variable stands below it, or below the optimizer. */
  private static final Pattern TRAINING =
      Pattern.compile(
          ".*/\\.OPTIMIZER_SLOT/.*|(.*/)?(optimizer|keras_api/metrics)/.*"
              + "|(.*/)?(save_counter|global_step|beta[12]_power|learning_rate)(/\\.ATT.*)?");

  /** Which counts the steps of an optimizer. */
  private static final Pattern STEPS = Pattern.compile("(.+)/_?(iter|iterations)" + VALUE);

  private static final Pattern SLOT = Pattern.compile("(.+)(/|_slot_)([^/]+)");

  /** A running mean of a variable, not of its gradients: other weights of the model. */
  private static final String AVERAGE = "ExponentialMovingAverage";

  private final Map<String, NamedTensor> variables;
  private final ObjectGraph objects;
  private final Set<String> optimizers = new HashSet<>();

  private Variables(Map<String, NamedTensor> variables, ObjectGraph objects) {
    this.variables = variables;
    this.objects = objects;
    for (String key : variables.keySet()) {
      Matcher steps = STEPS.matcher(key);
      if (steps.matches()) {
        optimizers.add(steps.group(1));
      }
    }
  }

  /** The variables of the model, named as its layers are. */
  static List<NamedTensor> model(Map<String, NamedTensor> variables, ObjectGraph objects) {
    Variables all = new Variables(variables, objects);
    Map<String, NamedTensor> named = new HashMap<>();
    List<NamedTensor> model = new ArrayList<>();
    variables.forEach(
        (key, tensor) -> {
          if (!all.isTraining(key)) {
            NamedTensor one = all.named(key, tensor);
            NamedTensor known = named.putIfAbsent(one.name(), one);
            model.add(known == null ? one : tensor);
          }
        });
    return model;
  }

  private boolean isTraining(String key) {
    if (objects.slots().contains(key) || TRAINING.matcher(key).matches()) {
      return true;
    }
    for (int cut = key.indexOf('/'); cut > 0; cut = key.indexOf('/', cut + 1)) {
      if (optimizers.contains(key.substring(0, cut))) {
        return true;
      }
    }
    Matcher slot = SLOT.matcher(key);
    return slot.matches() && variables.containsKey(slot.group(1)) && !slot.group(3).equals(AVERAGE);
  }

  private NamedTensor named(String key, NamedTensor tensor) {
    String name = objects.names().getOrDefault(key, key);
    name = name.endsWith(VALUE) ? name.substring(0, name.length() - VALUE.length()) : name;
    if (name.endsWith("/" + AVERAGE)) {
      name = AVERAGE + "/" + name.substring(0, name.length() - AVERAGE.length() - 1);
    }
    return tensor.renamed(asKernel(name, tensor.shape().rank()));
  }

  /**
   * Every kernel of TensorFlow is {@code [k..., in, out]}, whatever it is called: one that is not
   * called so gets the word behind its name, which layers are not shown with.
   */
  private static String asKernel(String name, int rank) {
    String leaf = name.substring(name.lastIndexOf('/') + 1).replaceFirst(":0$", "");
    if (leaf.equals("kernel") || leaf.endsWith("_kernel")) {
      return name;
    }
    if (leaf.matches("depthwise_(weights|filter)") && rank == 4) {
      return name.substring(0, name.lastIndexOf('/') + 1) + "depthwise_kernel";
    }
    boolean series = rank == 3 && leaf.matches("(?i)weights?|w|filters?");
    return series || rank == 4 || rank == 5 ? name + "/kernel" : name;
  }
}
