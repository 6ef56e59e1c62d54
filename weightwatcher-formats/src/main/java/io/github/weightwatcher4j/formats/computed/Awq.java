package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;

/**
 * AWQ, four bits, {@code W[o, i] = scales[g, o] * (q - z[g, o])}.
 *
 * <ul>
 *   <li>gemm: {@code qweight [in, out / 8]}, {@code qzeros [groups, out / 8]}, {@code scales
 *       [groups, out]}; the eight codes of a word in the order of columns 0 2 4 6 1 3 5 7
 *   <li>gemv: {@code qweight [out, in / 8]} in order, {@code qzeros [out, padded]}, {@code scales
 *       [out, 8 padded]}, of which the first {@code in / group} are used
 * </ul>
 */
final class Awq implements Scheme {

  private static final int IN_WORD = 8;

  @Override
  public String name() {
    return "AWQ";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "qweight");
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return true; // whatever else is called qweight is refused here
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView codes = Group.typed(group.mainView(), "qweight", ElementType.INT32);
    TensorView scales = Group.floats(group.get("scales"), "scales");
    TensorView zeros = Group.typed(group.get("qzeros"), "qzeros", ElementType.INT32);
    MisfitException.require(
        codes.shape().rank() == 2 && scales.shape().rank() == 2 && zeros.shape().rank() == 2,
        "qweight, scales and qzeros are no matrices");
    String method = config.text("quant_method") + config.text("packing_format");
    MisfitException.require(
        method.contains("awq") || (method.isEmpty() && config.text("version").startsWith("gem")),
        "the packing of qweight stands in config.json or quant_config.json, which must lie beside"
            + " the weights");
    int bits = config.number("bits").orElse(config.number("w_bit").orElse(4));
    MisfitException.require(bits == 4, "%d bits are not decoded", bits);
    int size = config.number("group_size").orElse(config.number("q_group_size").orElse(0));
    String version = config.text("version");
    return switch (version) {
      case "", "gemm" -> gemm(codes, zeros, scales, size);
      case "gemv" -> gemv(codes, zeros, scales, size);
      default -> throw new MisfitException("the version '" + version + "' is not decoded");
    };
  }

  private static TensorView gemm(
      TensorView codes, TensorView zeros, TensorView scales, int groupSize) {
    long in = codes.shape().dim(0);
    long out = codes.shape().dim(1) * IN_WORD;
    long height = groupSize == -1 ? in : groupSize;
    MisfitException.require(height > 0, "group_size is missing in the configuration");
    long groups = (in + height - 1) / height;
    Group.requireShape("scales", scales.shape(), groups, out);
    Group.requireShape("qzeros", zeros.shape(), groups, out / IN_WORD);
    Rows values =
        Combined.times(
            Combined.minus(
                new AwqRows(codes, out),
                GridRows.of(new AwqRows(zeros, out), groups, out, height, 1)),
            GridRows.of(new NumberRows(scales, out), groups, out, height, 1));
    return RowStorage.view(values, TensorShape.of(in, out), out).permuted(1, 0);
  }

  private static TensorView gemv(
      TensorView codes, TensorView zeros, TensorView scales, int groupSize) {
    long out = codes.shape().dim(0);
    long in = codes.shape().dim(1) * IN_WORD;
    long width = groupSize == -1 ? in : groupSize;
    MisfitException.require(width > 0, "group_size is missing in the configuration");
    long groups = (in + width - 1) / width;
    long padded = zeros.shape().dim(1);
    Group.requireShape("qzeros", zeros.shape(), out, padded);
    Group.requireShape("scales", scales.shape(), out, padded * IN_WORD);
    MisfitException.require(
        padded * IN_WORD >= groups, "scales are %s for %d groups", scales.shape(), groups);
    long across = padded * IN_WORD;
    Rows values =
        Combined.times(
            Combined.minus(
                new CodeRows(codes, 32, in / IN_WORD, 4, 0),
                GridRows.of(new CodeRows(zeros, 32, padded, 4, 0), out, across, 1, width)),
            GridRows.of(new NumberRows(scales, across), out, across, 1, width));
    return RowStorage.view(values, TensorShape.of(out, in), in);
  }
}
