package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * HQQ, 1, 2, 3, 4 or 8 bits: the matrix as {@code [n / group, group]} (axis 1) or {@code [group, n
 * / group]} (axis 0), {@code W = (q - zero) * scale} with a scale and a zero, a float, for each row
 * or column of that. Codes are packed along the first axis in equal parts, the first in the high
 * bits of a byte, of three bits ten to a word of 32 from bit 27 down.
 */
final class Hqq implements Scheme {

  private static final int THREE_BITS = 3;
  private static final int IN_WORD = 10;
  private static final int MOST_AXES = 4;

  @Override
  public String name() {
    return "HQQ";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "W_q");
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return true;
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    group.takeAll();
    MisfitException.require(
        group.has("nbits") && group.has("axis") && group.has("shape"),
        "its settings (nbits, axis, shape) are not in the file; save the model with"
            + " Hugging Face's save_pretrained, or dequantize it");
    int bits = (int) setting(group, "nbits");
    long axis = setting(group, "axis");
    MisfitException.require(axis == 0 || axis == 1, "axis %d", axis);
    long[] dims = Group.integers(group.get("shape"), MOST_AXES, "shape");
    MisfitException.require(
        dims.length >= 2 && Arrays.stream(dims).allMatch(dim -> dim > 0), "its shape");
    TensorShape shape = TensorShape.of(dims);
    TensorView scale = group.get("scale");
    TensorView zero = group.get("zero");
    long groups = scale.shape().size();
    MisfitException.require(
        groups > 0 && shape.size() % groups == 0, "scale %s for %s", scale.shape(), shape);
    long size = shape.size() / groups;
    long told = group.has("group_size") ? setting(group, "group_size") : size;
    MisfitException.require(
        told == size || told <= 0, "group_size is %d, but scales are for %d", told, size);
    long rows = axis == 1 ? groups : size;
    long columns = axis == 1 ? size : groups;
    Group.requireShape("scale", scale.shape(), axis == 1 ? groups : 1, axis == 1 ? 1 : groups);
    Group.requireShape("zero", zero.shape(), axis == 1 ? groups : 1, axis == 1 ? 1 : groups);
    Rows values =
        Combined.times(
            Combined.minus(codes(group, bits, rows, columns), grid(zero, axis, groups, size)),
            grid(scale, axis, groups, size));
    return RowStorage.view(values, shape, columns);
  }

  private static long setting(Group group, String name) throws IOException {
    long[] value = Group.integers(group.get(name), 1, name);
    MisfitException.require(value.length == 1, "%s is empty", name);
    return value[0];
  }

  private static Rows grid(TensorView numbers, long axis, long groups, long size) {
    return axis == 1
        ? GridRows.of(new NumberRows(numbers, 1), groups, 1, 1, size)
        : GridRows.of(new NumberRows(numbers, groups), 1, groups, size, 1);
  }

  private static Rows codes(Group group, int bits, long rows, long columns) {
    MisfitException.require(
        bits == 1 || bits == 2 || bits == THREE_BITS || bits == 4 || bits == 8,
        "%d bits are not decoded",
        bits);
    boolean three = bits == THREE_BITS;
    TensorView words =
        Group.typed(group.mainView(), "W_q", three ? ElementType.INT32 : ElementType.UINT8);
    int parts = three ? IN_WORD : 8 / bits;
    long packed = (rows + parts - 1) / parts;
    Group.requireShape("W_q", words.shape(), packed, columns);
    int first = three ? 27 : 8 - bits;
    return new PartCodeRows(words, packed, columns, bits, first, -bits);
  }
}
