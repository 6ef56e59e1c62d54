package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second copy of a model whose weights are means over the steps of training, as exponential
 * moving averages are: two copies would make every layer of a table appear twice.
 */
final class AveragedCopy {

  private static final String NAME =
      "(?i)(?:\\w+_)?(?:ema|swa)(?:_\\w+|\\d*)|averaged?_(?:model|weights|params)|avg_model"
          + "|shadow_params|modelema";

  private static final Pattern KEY = Pattern.compile(NAME);

  private static final Pattern PREFIX = Pattern.compile("(" + NAME + ")\\.(.+)");

  /** Most components that the names of the model have before those of the copy. */
  private static final int MOST_BEFORE = 3;

  private static final String SELECTION =
      "{name: tensor for name, tensor in state_dict.items() if name.startswith('%s')}";

  private AveragedCopy() {}

  /** Whether an entry is called as such a copy is. */
  static boolean isName(String key) {
    return KEY.matcher(key).matches();
  }

  /** Whether the shapes of a copy's matrices are all there among those of the originals. */
  static boolean isCopy(List<ObjectWalk.Found> copy, List<ObjectWalk.Found> originals) {
    Set<TensorShape> shapes = new HashSet<>();
    originals.stream()
        .filter(AveragedCopy::isMatrix)
        .forEach(it -> shapes.add(it.tensor().shape()));
    return !shapes.isEmpty()
        && copy.stream()
            .filter(AveragedCopy::isMatrix)
            .allMatch(found -> shapes.contains(found.tensor().shape()));
  }

  private static boolean isMatrix(ObjectWalk.Found found) {
    return found.tensor().shape().rank() > 1;
  }

  /** What stands in place of a copy that is an entry of its own. */
  static ObjectWalk.Found entry(String prefix, String key, int tensors) {
    return line(prefix + key, "checkpoint['" + key + "']", tensors);
  }

  private static ObjectWalk.Found line(String path, String expression, int tensors) {
    String text =
        "is a second copy of the model, averaged over training, of %d tensors; to analyse it, save"
            + " it alone: torch.save(%s, 'averaged.pt')";
    return new ObjectWalk.Found(path, TorchTensor.leftOut(text.formatted(tensors, expression)));
  }

  /**
   * The tensors of a flat dictionary, a copy within it as one line: where each matrix of a prefix
   * has another of the same shape whose name ends the same, dots apart.
   */
  static List<ObjectWalk.Found> collapsed(List<ObjectWalk.Found> tensors) {
    Map<String, List<ObjectWalk.Found>> copies = new LinkedHashMap<>();
    List<ObjectWalk.Found> others = new ArrayList<>();
    for (ObjectWalk.Found found : tensors) {
      Matcher name = PREFIX.matcher(found.path());
      if (name.matches()) {
        copies.computeIfAbsent(name.group(1), key -> new ArrayList<>()).add(found);
      } else {
        others.add(found);
      }
    }
    if (copies.isEmpty() || others.isEmpty()) {
      return tensors;
    }
    Set<String> ends = ends(others);
    List<ObjectWalk.Found> all = new ArrayList<>(others);
    copies.forEach(
        (prefix, copy) -> {
          boolean same =
              copy.stream()
                  .filter(AveragedCopy::isMatrix)
                  .allMatch(it -> ends.contains(key(it.path().substring(prefix.length() + 1), it)));
          all.addAll(
              same ? List.of(line(prefix, SELECTION.formatted(prefix + "."), copy.size())) : copy);
        });
    return all;
  }

  private static Set<String> ends(List<ObjectWalk.Found> tensors) {
    Set<String> ends = new HashSet<>();
    for (ObjectWalk.Found found : tensors) {
      String rest = found.path();
      for (int before = 0; before <= MOST_BEFORE; before++) {
        ends.add(key(rest, found));
        rest = rest.substring(rest.indexOf('.') + 1);
      }
    }
    return ends;
  }

  private static String key(String name, ObjectWalk.Found found) {
    return name.replace(".", "") + found.tensor().shape();
  }
}
