package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * What PaddlePaddle adds to a pickle of arrays: large ones in slices, and the names that its graph
 * has for them.
 */
final class Paddle {

  /** Slices and shapes of the large arrays, by name. */
  private static final String SLICED = "UnpackBigParamInfor@@";

  /** The graph's names by those of the state dictionary. */
  private static final String NAMES = "StructuredToParameterName@@";

  private Paddle() {}

  /** A dictionary with its slices joined; any other value as it is. */
  static @Nullable Object joined(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> entries)
        || !(entries.containsKey(SLICED) || entries.containsKey(NAMES))) {
      return value;
    }
    Map<Object, @Nullable Object> whole = new LinkedHashMap<>(entries);
    if (whole.remove(SLICED) instanceof Map<?, ?> sliced) {
      sliced.forEach((name, info) -> join(whole, name, info));
    }
    whole.remove(NAMES);
    whole.replaceAll((name, entry) -> known(entry));
    return whole;
  }

  private static void join(
      Map<Object, @Nullable Object> whole, Object name, @Nullable Object info) {
    List<JoinedTensor.Piece> pieces = new ArrayList<>();
    long start = 0;
    if (!(info instanceof Map<?, ?> parts)) {
      return;
    }
    for (Object slice : list(parts.get("slices"))) {
      TorchTensor piece = array(whole.remove(slice)).orElse(null);
      if (piece == null) {
        String reason = "is stored in slices that are not all there";
        whole.put(name, TorchTensor.unreadable(parts.get("OriginShape"), reason));
        return;
      }
      pieces.add(new JoinedTensor.Piece(List.of(start), piece));
      start += piece.shape().size();
    }
    whole.put(name, joined(parts.get("OriginShape"), start, pieces));
  }

  private static TorchTensor joined(
      @Nullable Object shape, long size, List<JoinedTensor.Piece> pieces) {
    try {
      TensorShape whole = new TensorShape(Arguments.integers(shape));
      return new JoinedTensor(whole, TensorShape.of(size), pieces);
    } catch (PickleException | IllegalArgumentException e) {
      return TorchTensor.unreadable("is stored in slices of an impossible shape");
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list
        ? list
        : value instanceof Object[] tuple ? Arrays.asList(tuple) : List.of();
  }

  /** An array, or that of a tuple with its name. */
  private static Optional<NumpyArray> array(@Nullable Object entry) {
    Object array = entry instanceof Object[] pair && pair.length == 2 ? pair[1] : entry;
    return array instanceof NumpyArray found ? Optional.of(found) : Optional.empty();
  }

  /**
   * An entry, or why its numbers are not known: bfloat16 is written as the integers of its bits.
   */
  private static @Nullable Object known(@Nullable Object entry) {
    Optional<NumpyArray> array = array(entry);
    if (array.flatMap(NumpyArray::element).equals(Optional.of(ElementType.UINT16))) {
      return TorchTensor.unreadable(
          array.get().shape().dims(),
          "is uint16, as PaddlePaddle writes bfloat16: save it as float32");
    }
    return entry;
  }
}
