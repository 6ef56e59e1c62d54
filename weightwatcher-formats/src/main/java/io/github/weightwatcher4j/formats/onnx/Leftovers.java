package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The tensors of a model, and those among them that are no layer's: listed with the reason. */
final class Leftovers {

  /** Which add, choose, rearrange or look up, and multiply by no matrix of what they take. */
  private static final Pattern WITHOUT_WEIGHTS =
      Pattern.compile(
          "(Add|Sub|Mul|Div|Mod|Pow|Neg|Abs|Sqrt|Exp|Log|Sin|Cos|Erf|Tanh|Sigmoid|Softmax|Relu|Clip"
              + "|Min|Max|Sum|Mean|Where|And|Or|Not|Xor|Equal|Greater|Less|GreaterOrEqual"
              + "|LessOrEqual|IsNaN|Bitwise\\w+|BitShift|Concat|Split|Slice|Pad|Tile|Expand|Reshape"
              + "|Transpose|Flatten|Squeeze|Unsqueeze|Shape|Size|Identity|Cast|CastLike|Range|Trilu"
              + "|Gather\\w*|Scatter\\w*|OneHot|TopK|NonZero|NonMaxSuppression|Compress|Unique"
              + "|CumSum|ArgM(ax|in)|Reduce\\w+|Resize|Upsample|GridSample|AffineGrid|RoiAlign"
              + "|ConstantOfShape|Constant|DepthToSpace|SpaceToDepth|PRelu|LeakyRelu|\\w+Pool"
              + "|\\w*Norm(alization)?|QuantizeLinear|DequantizeLinear|DynamicQuantizeLinear"
              + "|QLinear(Add|Mul|Concat|Where)|RotaryEmbedding|BiasGelu|FastGelu|BiasSoftmax"
              + "|(\\w*Multi\\w*|GroupQuery)?Attention|If|Loop|Scan)");

  /** How many names a reason gives. */
  private static final int SHOWN = 10;

  private final List<NamedTensor> tensors = new ArrayList<>();
  private final List<NamedTensor> listed = new ArrayList<>();

  /** An operation that uses a tensor, one that may multiply by it rather than others. */
  private final IdentityHashMap<NamedTensor, String> users = new IdentityHashMap<>();

  /** A tensor that the graph keeps by name. */
  void initializer(NamedTensor tensor) {
    tensors.add(tensor);
    listed.add(tensor);
  }

  /** A tensor that an operation gives: the shapes and indices among them are not worth a line. */
  void constant(NamedTensor tensor) {
    boolean numbers = tensor.shape().rank() > 0 && tensor.view().isPresent() && !isInteger(tensor);
    if (numbers) {
      tensors.add(tensor);
    }
    if (numbers && tensor.longAxes() > 1) {
      listed.add(tensor);
    }
  }

  /** A tensor that an operation has as its attribute, for a layer. */
  void attribute(NamedTensor tensor) {
    tensors.add(tensor);
  }

  /** An operation uses these; without a name where they belong to a layer. */
  void use(Value value, String operation) {
    for (NamedTensor origin : value.origins()) {
      if (operation.isEmpty()) {
        users.put(origin, "");
      } else {
        users.merge(origin, operation, Leftovers::more);
      }
    }
  }

  /** All tensors, each under a name of its own. */
  List<NamedTensor> tensors() {
    Set<String> names = new HashSet<>();
    Map<String, Integer> repeats = new HashMap<>();
    List<NamedTensor> named = new ArrayList<>();
    for (NamedTensor tensor : tensors) {
      String name = tensor.name().isBlank() ? "tensor" : tensor.name();
      String unique = name;
      while (!names.add(unique)) {
        unique = name + "#" + repeats.merge(name, 1, Integer::sum);
      }
      named.add(tensor.renamed(unique));
    }
    return named;
  }

  /** Lists those that no layer has; shapes and indices, of which there may be hundreds, at once. */
  void addTo(LayerList layers, int firstIndex) {
    int index = firstIndex;
    List<String> integers = new ArrayList<>();
    for (NamedTensor tensor : listed) {
      if ("".equals(users.get(tensor))) {
        continue;
      }
      if (isInteger(tensor) && tensor.longAxes() < 2) {
        integers.add(FilePlace.quoted(tensor.name()));
      } else {
        layers.add(index++, tensor.name(), LayerType.OTHER, absence(tensor), reason(tensor));
      }
    }
    if (!integers.isEmpty()) {
      List<String> first = integers.stream().limit(SHOWN).toList();
      String more = integers.size() > SHOWN ? " and so on" : "";
      String reason =
          integers.size() + " tensors of integers, no weights: " + String.join(", ", first) + more;
      layers.add(index, "shapes and indices", LayerType.OTHER, Absence.NO_WEIGHTS, reason);
    }
  }

  private static boolean isInteger(NamedTensor tensor) {
    return tensor
        .view()
        .filter(view -> view.storage().precision() == Precision.INTEGER)
        .isPresent();
  }

  /** Of two operations that use a tensor, a layer's being empty text, the one that tells more. */
  private static String more(String one, String other) {
    return one.isEmpty() || !WITHOUT_WEIGHTS.matcher(one).matches() ? one : other;
  }

  /** A table is lost where an operation that is not known may multiply by it. */
  private Absence absence(NamedTensor tensor) {
    if (tensor.view().isEmpty()) {
      return tensor.absence();
    }
    String user = users.get(tensor);
    return tensor.longAxes() < 2 || user == null || WITHOUT_WEIGHTS.matcher(user).matches()
        ? Absence.NO_WEIGHTS
        : Absence.UNREAD;
  }

  private String reason(NamedTensor tensor) {
    String user = users.get(tensor);
    String use = user == null ? "no operation uses it" : user + " uses it";
    String shown = tensor.shape() + ", " + use + ": ";
    if (tensor.view().isEmpty()) {
      return shown + tensor.reason();
    }
    long axes = tensor.longAxes();
    if (absence(tensor) == Absence.UNREAD) {
      return shown + "an operation that is not known to multiply by weights, nor not to";
    }
    return shown + (axes == 0 ? "a scalar" : axes == 1 ? "a vector" : "a table") + ", no matrix";
  }
}
