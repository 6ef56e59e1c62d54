package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GPTQ, 2, 3, 4 or 8 bits: {@code qweight [in * bits / 32, out]} streams of codes down the columns,
 * {@code qzeros [groups, out * bits / 32]} streams along the rows, {@code scales [groups, out]},
 * {@code g_idx [in]} the group of each input. {@code W[o, i] = scales[g, o] * (q[i, o] - z[g, o])}.
 * Checkpoints of the first format, which config.json tells, hold {@code z - 1}.
 */
final class Gptq implements Scheme {

  private static final int WORD = 32;

  @Override
  public String name() {
    return "GPTQ";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "qweight");
  }

  /** As wide as there are scales; AWQ's are not. */
  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    TensorShape codes = group.main().shape();
    boolean awq = (config.text("quant_method") + config.text("packing_format")).contains("awq");
    return group.has("g_idx")
        || (!awq && codes.rank() == 2 && columns(group, "scales") == codes.dim(1));
  }

  private static long columns(Group group, String tensor) {
    return group
        .peek(tensor)
        .map(found -> found.shape())
        .filter(shape -> shape.rank() == 2)
        .map(shape -> shape.dim(1))
        .orElse(-1L);
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    Optional<TensorView> index = group.optional("g_idx");
    TensorView scales = group.get("scales");
    TensorView zeros = Group.typed(group.get("qzeros"), "qzeros", ElementType.INT32);
    TensorView codes = Group.typed(group.mainView(), "qweight", ElementType.INT32);
    Group.floats(scales, "scales");
    MisfitException.require(
        codes.shape().rank() == 2 && scales.shape().rank() == 2 && zeros.shape().rank() == 2,
        "qweight, scales and qzeros are no matrices");
    boolean lessOne = zerosLessOne(config);
    long out = codes.shape().dim(1);
    long groups = scales.shape().dim(0);
    int bits = bits(zeros.shape().dim(1), out, config);
    MisfitException.require(
        codes.shape().dim(0) * WORD % bits == 0, "columns of %d words", codes.shape().dim(0));
    long in = codes.shape().dim(0) * WORD / bits;
    boolean ordered = config.quantization().path("desc_act").asBoolean(false);
    MisfitException.require(
        index.isPresent() || !ordered, "desc_act is set, but g_idx with its order is missing");
    Group.requireShape("scales", scales.shape(), groups, out);
    Group.requireShape("qzeros", zeros.shape(), groups, out * bits / WORD);
    index.ifPresent(found -> Group.requireShape("g_idx", found.shape(), in));
    long height = index.isPresent() ? in : height(config, in, groups);
    Rows zeroCodes = new CodeRows(zeros, WORD, out * bits / WORD, bits, 0);
    Rows points = lessOne ? new PlusOneRows(zeroCodes, (1 << bits) - 1) : zeroCodes;
    Rows values =
        Combined.times(
            Combined.minus(
                new ColumnCodeRows(codes, out, bits),
                GridRows.of(points, groups, out, height, 1).byRow(index)),
            GridRows.of(new NumberRows(scales, out), groups, out, height, 1).byRow(index));
    return RowStorage.view(values, TensorShape.of(in, out), out).permuted(1, 0);
  }

  private static int bits(long zeroWords, long out, ModelConfig config) throws IOException {
    int[] fitting =
        IntStream.of(2, 3, 4, 8).filter(bits -> out * bits == zeroWords * WORD).toArray();
    MisfitException.require(
        fitting.length == 1, "qzeros of %d words do not fit %d outputs", zeroWords, out);
    int told = config.number("bits").orElse(fitting[0]);
    MisfitException.require(
        told == fitting[0] || config.quantization().path("dynamic").isObject(),
        "%d bits by their shapes, but %d by the configuration",
        fitting[0],
        told);
    return fitting[0];
  }

  /** Whether zero points are stored less one, as the first format of checkpoints does. */
  private static boolean zerosLessOne(ModelConfig config) throws IOException {
    String method = config.text("quant_method");
    String packing = config.text("packing_format");
    boolean told =
        config.isPresent()
            && (method.contains("gptq")
                || packing.contains("gptq")
                || (method.isEmpty() && config.number("bits").isPresent()));
    MisfitException.require(
        told,
        "whether zero points are stored less one stands in config.json or quantize_config.json,"
            + " which must lie beside the weights");
    String format = config.text("checkpoint_format");
    MisfitException.require(
        format.isEmpty() || format.equals("gptq") || format.equals("gptq_v2"),
        "the checkpoint_format '%s' is not decoded",
        format);
    return !format.equals("gptq_v2");
  }

  private static long height(ModelConfig config, long in, long groups) throws IOException {
    int size = config.number("group_size").orElse(0);
    long height = size == -1 ? in : size;
    MisfitException.require(
        height > 0 && (in + height - 1) / height == groups,
        "%d groups of %d do not make up %d inputs",
        groups,
        height,
        in);
    return height;
  }
}
