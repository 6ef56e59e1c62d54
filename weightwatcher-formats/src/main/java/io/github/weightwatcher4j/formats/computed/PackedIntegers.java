package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Packed integers of compressed-tensors: {@code weight_packed [out, ceil(in * bits / 32)]}, each
 * row a stream of {@code q + 2^(bits - 1)}; {@code weight_scale [out, groups]}; {@code
 * weight_zero_point [ceil(out * bits / 32), groups]} streams down the columns, likewise shifted;
 * {@code weight_g_idx [in]} the group of each input. {@code W = (q - z) * scale}.
 */
final class PackedIntegers implements Scheme {

  private static final int WORD = 32;

  @Override
  public String name() {
    return "compressed-tensors";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight_packed");
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return true; // whatever else is called weight_packed is refused here
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    Optional<TensorView> index = group.optional("weight_g_idx");
    Optional<TensorView> zeros = group.optional("weight_zero_point");
    TensorView scale = group.get("weight_scale");
    TensorView words = Group.typed(group.mainView(), "weight_packed", ElementType.INT32);
    long[] shape = Group.integers(group.get("weight_shape"), 2, "weight_shape");
    MisfitException.require(
        shape.length == 2
            && words.shape().rank() == 2
            && shape[0] == words.shape().dim(0)
            && shape[1] > 0,
        "weight_shape does not fit weight_packed %s",
        words.shape());
    long out = shape[0];
    long in = shape[1];
    int bits = bits(in, words.shape().dim(1), config.groupBits());
    MisfitException.require(scale.shape().rank() == 2, "weight_scale is %s", scale.shape());
    long groups = scale.shape().dim(1);
    Group.requireShape("weight_scale", scale.shape(), out, groups);
    index.ifPresent(found -> Group.requireShape("weight_g_idx", found.shape(), in));
    long width = index.isPresent() ? in : width(in, groups, config.groupSizes());
    int shift = zeros.isPresent() ? 0 : 1 << (bits - 1);
    Rows codes = new CodeRows(words, WORD, words.shape().dim(1), bits, shift);
    if (zeros.isPresent()) {
      TensorView points = Group.typed(zeros.get(), "weight_zero_point", ElementType.INT32);
      long down = (out * bits + WORD - 1) / WORD;
      Group.requireShape("weight_zero_point", points.shape(), down, groups);
      Rows grid = new ColumnCodeRows(points, groups, bits);
      codes = Combined.minus(codes, GridRows.of(grid, out, groups, 1, width).byColumn(index));
    }
    Rows scales = GridRows.of(new NumberRows(scale, groups), out, groups, 1, width).byColumn(index);
    return RowStorage.view(Combined.times(codes, scales), TensorShape.of(out, in), in);
  }

  /** The width of a code: the one that fills the words, of those that the configuration names. */
  private static int bits(long in, long words, List<Integer> told) {
    List<Integer> fitting =
        List.of(1, 2, 3, 4, 5, 6, 7, 8).stream()
            .filter(bits -> (in * bits + WORD - 1) / WORD == words)
            .filter(bits -> told.isEmpty() || told.contains(bits))
            .toList();
    MisfitException.require(
        fitting.size() == 1,
        "%d words for %d inputs hold codes of %s bits; config.json beside the weights tells",
        words,
        in,
        fitting.isEmpty() ? "no known number of" : fitting);
    return fitting.get(0);
  }

  private static long width(long in, long groups, List<Integer> told) {
    if (groups == 1) {
      return in;
    }
    for (int size : told) {
      if (size > 0 && (in + size - 1) / size == groups) {
        return size;
      }
    }
    MisfitException.require(
        told.isEmpty() && groups > 0 && in % groups == 0,
        "%d groups do not make up %d inputs",
        groups,
        in);
    return in / groups;
  }
}
