package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Floating-point numbers of four bits (E2M1), two a byte, the first of them in the low bits, with a
 * scale for a few neighbours of a row: NVFP4, whose scales are E4M3 for 16 of them, once more
 * scaled by a number for the tensor, and MXFP4, whose scales are powers of two for 32.
 *
 * <ul>
 *   <li>NVIDIA's ModelOpt: {@code weight}, {@code weight_scale} times {@code weight_scale_2}
 *   <li>compressed-tensors: {@code weight_packed}, {@code weight_scale} over {@code
 *       weight_global_scale}
 * </ul>
 */
final class Floating4 implements Scheme {

  private static final int NVFP4_GROUP = 16;
  private static final int MXFP4_GROUP = 32;

  @Override
  public String name() {
    return "4-bit floats (NVFP4, MXFP4)";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight_packed").or(() -> Scheme.ending(name, "weight"));
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return is(group.main().view(), ElementType.UINT8) && group.has("weight_scale");
  }

  private static boolean is(Optional<TensorView> view, ElementType type) {
    return view.flatMap(v -> v.storage().element()).filter(type::equals).isPresent();
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView bytes = group.mainView();
    TensorView scale = group.get("weight_scale");
    boolean powers = is(Optional.of(scale), ElementType.UINT8);
    if (!powers) {
      Group.typed(scale, "weight_scale", ElementType.FLOAT8_E4M3);
    }
    int rank = bytes.shape().rank();
    MisfitException.require(rank >= 2, "weights of shape %s", bytes.shape());
    long columns = 2 * bytes.shape().dim(rank - 1);
    long group1 = powers ? MXFP4_GROUP : NVFP4_GROUP;
    long[] expected = dims(bytes.shape());
    expected[rank - 1] = (columns + group1 - 1) / group1;
    Group.requireShape("weight_scale", scale.shape(), expected);
    long[] shape = dims(bytes.shape());
    shape[rank - 1] = columns;
    TensorShape whole = TensorShape.of(shape);
    long rows = whole.size() / columns;
    Rows scales =
        powers
            ? new TableRows(new NumberRows(scale, expected[rank - 1]), TableRows.Known.E8M0)
            : global(group, new NumberRows(scale, expected[rank - 1]), whole, rows);
    return RowStorage.view(
        Combined.times(
            new TableRows(new CodeRows(bytes, 8, columns / 2, 4, 0), TableRows.Known.E2M1),
            GridRows.of(scales, rows, expected[rank - 1], 1, group1)),
        whole,
        columns);
  }

  /**
   * The scales with the number for the tensor, or for each of a stack, which multiplies or divides.
   */
  private static Rows global(Group group, Rows scales, TensorShape shape, long rows) {
    Optional<TensorView> factor = group.optional("weight_scale_2");
    Optional<TensorView> divisor = group.optional("weight_global_scale");
    MisfitException.require(
        factor.isPresent() != divisor.isPresent(),
        "needs one of weight_scale_2 and weight_global_scale");
    TensorView number = factor.or(() -> divisor).orElseThrow();
    long count = number.shape().size();
    long stack = shape.rank() > 2 ? shape.dim(0) : 1;
    MisfitException.require(
        count == 1 || count == stack, "the scale of the tensor is %s", number.shape());
    Rows numbers =
        GridRows.of(new NumberRows(number, 1), count, 1, rows / count, Integer.MAX_VALUE);
    return factor.isPresent() ? Combined.times(scales, numbers) : Combined.over(scales, numbers);
  }

  private static long[] dims(TensorShape shape) {
    List<Long> dims = new ArrayList<>(shape.dims());
    return dims.stream().mapToLong(Long::longValue).toArray();
  }
}
