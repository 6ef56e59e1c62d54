package io.github.weightwatcher4j.formats.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a checkpoint may call, each by what it means here. Any other name makes a
 * {@link PickleObject} that carries it.
 */
final class Rebuilding {

  private Rebuilding() {}

  /** What the call makes. */
  static @Nullable Object call(PickleClass function, @Nullable Object[] arguments) {
    return switch (function.fullName()) {
      case "collections.OrderedDict", "builtins.dict", "__builtin__.dict" -> dictionary(arguments);
      case "collections.defaultdict" -> new LinkedHashMap<>();
      case "builtins.list", "__builtin__.list", "builtins.set", "__builtin__.set" ->
          arguments.length == 0 ? new ArrayList<>(0) : arguments[0];
      case "torch._tensor._rebuild_from_type_v2",
          "torch._tensor._rebuild_from_type",
          "torch.tensor._rebuild_from_type" ->
          subclass(function, arguments);
      case "copyreg._reconstructor", "copy_reg._reconstructor" ->
          Arguments.at(arguments, 0) instanceof PickleClass type
              ? new PickleObject(type)
              : new PickleObject(function);
      case "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer",
          "torch.Size",
          "torch.jit._pickle.restore_type_tag",
          "torch.jit._pickle.build_intlist",
          "torch.jit._pickle.build_doublelist",
          "torch.jit._pickle.build_boollist",
          "torch.jit._pickle.build_tensorlist" ->
          arguments.length == 0 ? new PickleObject(function) : arguments[0];
      case "builtins.tuple", "__builtin__.tuple" ->
          arguments.length > 0 && arguments[0] instanceof List<?> items
              ? items.toArray()
              : arguments.length > 0 ? arguments[0] : arguments;
      default -> {
        Object array = array(function, arguments);
        yield array == null ? tensor(function, arguments) : array;
      }
    };
  }

  /** What belongs to an array of NumPy, in whose second version a module has another name. */
  private static @Nullable Object array(PickleClass function, @Nullable Object[] arguments) {
    return switch (function.fullName().replace("numpy._core.", "numpy.core.")) {
      case "numpy.core.multiarray._reconstruct" -> NumpyArray.reconstruct(function, arguments);
      case "numpy.core.numeric._frombuffer" -> NumpyArray.fromBuffer(arguments);
      case "numpy.core.multiarray.scalar" -> NumpyArray.scalar(function, arguments);
      case "numpy.dtype" -> NumpyType.of(arguments);
      case "_codecs.encode" -> encoded(function, arguments);
      case "builtins.bytes", "__builtin__.bytes", "builtins.bytearray", "__builtin__.bytearray" ->
          arguments.length == 0
              ? new byte[0]
              : Blob.of(arguments[0]) == null ? new PickleObject(function) : arguments[0];
      default -> null;
    };
  }

  /** Bytes from text whose letters they are. */
  private static Object encoded(PickleClass function, @Nullable Object[] arguments) {
    Object text = Arguments.at(arguments, 0);
    boolean letters =
        arguments.length == 2
            && arguments[1] instanceof String code
            && code.matches("(?i)latin-?1|iso-?8859-?1");
    return letters && (text instanceof String || text instanceof Blob.Letters)
        ? text
        : new PickleObject(function);
  }

  /** A tensor of a class of its own; nested no deeper, so that no chain of them can be built. */
  private static @Nullable Object subclass(PickleClass function, @Nullable Object[] arguments) {
    if (!(Arguments.at(arguments, 0) instanceof PickleClass inner
        && Arguments.at(arguments, 2) instanceof Object[] innerArguments)) {
      return new PickleObject(function);
    }
    if (inner.fullName().equals("torch._utils._rebuild_wrapper_subclass")) {
      String type = Arguments.at(arguments, 1) instanceof PickleClass name ? name + "" : "a class";
      return TorchTensor.unreadable(
          innerArguments.length > 2 ? innerArguments[2] : null,
          "is a tensor of " + type + ", which is not known: " + TorchTensor.ADVICE);
    }
    return tensor(inner, innerArguments);
  }

  private static Object tensor(PickleClass function, @Nullable Object[] arguments) {
    return switch (function.fullName()) {
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          TorchTensor.of(arguments, "");
      case "torch._utils._rebuild_tensor_v3" ->
          TorchTensor.of(arguments, dtype(Arguments.at(arguments, 6)));
      case "torch._utils._rebuild_qtensor" -> TorchTensor.quantized(arguments);
      case "torch._utils._rebuild_sparse_tensor", "torch._utils._rebuild_sparse_csr_tensor" ->
          TorchTensor.sparse(arguments);
      case "torch._utils._rebuild_meta_tensor_no_storage" ->
          TorchTensor.unreadable(
              Arguments.at(arguments, 1), "is on the device 'meta' and has no numbers");
      case "torch._utils._rebuild_nested_tensor" ->
          TorchTensor.unreadable("is a nested tensor, which is not read");
      default -> new PickleObject(function);
    };
  }

  private static String dtype(@Nullable Object type) {
    if (type instanceof PickleClass dtype) {
      return dtype.name();
    }
    throw new PickleException("no dtype");
  }

  /** Empty, or from a list of pairs, as Python 2 writes it. */
  private static Object dictionary(@Nullable Object[] arguments) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    if (arguments.length > 0 && arguments[0] instanceof Map<?, ?> entries) {
      return entries;
    }
    if (arguments.length > 0 && arguments[0] instanceof List<?> pairs) {
      for (Object pair : pairs) {
        List<?> keyAndValue =
            pair instanceof Object[] tuple ? Arrays.asList(tuple) : (List<?>) pair;
        GuardedUnpickler.put(map, keyAndValue.get(0), keyAndValue.get(1));
      }
      pairs.clear(); // or a short pickle could have a long list copied a million times
    }
    return map;
  }
}
